const ferrovirt = require('ferrovirt');

async function main() {
  const connection = await ferrovirt.open('test:///default');
  for (const domain of await connection.listAllDomains()) {
    const { state, vcpus } = await domain.info();
    console.log(domain.name, state, vcpus);
  }
  connection.close();
}

main();
