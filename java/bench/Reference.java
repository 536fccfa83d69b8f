import org.libvirt.Connect;
import org.libvirt.Domain;

/** The same calls through libvirt-java. Its list is of names, then of each domain by name: it has no other. */
public class Reference {
    public static void main(String[] arguments) throws Exception {
        System.out.println("libvirt-java");
        Connect connection = new Connect("test:///default");
        for (int number = 1; number < Calls.DOMAINS; number++) {
            connection.domainDefineXML(Calls.xml(number)).free();
        }
        Domain domain = connection.domainLookupByName("test");
        Calls.show("integer (maxMemory)", domain::getMaxMemory);
        Calls.show("boolean (isActive)", domain::isActive);
        Calls.show("info", domain::getInfo);
        Calls.show("name", domain::getName);
        Calls.show("list of 1,000 domains", () -> {
            String[] names = connection.listDefinedDomains();
            for (String name : names) {
                connection.domainLookupByName(name).free();
            }
            return names;
        });
        Calls.show("domain document, text", () -> domain.getXMLDesc(0));
        connection.close();
    }
}
