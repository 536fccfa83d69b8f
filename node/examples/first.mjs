import { open } from 'ferrovirt';

const connection = await open('test:///default');
for (const domain of await connection.listAllDomains()) {
  const { state, vcpus } = await domain.info();
  console.log(domain.name, state, vcpus);
}
connection.close();
