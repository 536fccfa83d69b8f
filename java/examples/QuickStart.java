import org.ferrovirt.Connection;
import org.ferrovirt.Domain;
import org.ferrovirt.DomainInfo;
import org.ferrovirt.Ferrovirt;

/** Lists the guests of a host: `java -cp JARS QuickStart.java [URI]`. */
public class QuickStart {
    public static void main(String[] arguments) {
        String uri = arguments.length > 0 ? arguments[0] : "test:///default";
        try (Connection connection = Ferrovirt.open(uri)) {
            for (Domain domain : connection.listAllDomains()) {
                DomainInfo info = domain.info();
                System.out.println(domain.name() + " " + info.state() + " " + info.vcpus());
            }
        }
    }
}
