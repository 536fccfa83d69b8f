import java.util.Iterator;
import org.ferrovirt.Connection;
import org.ferrovirt.Domain;
import org.ferrovirt.DomainEventKind;
import org.ferrovirt.Event;
import org.ferrovirt.EventSubscription;
import org.ferrovirt.Ferrovirt;

/**
 * The life of a guest, with its events: `java -cp JARS Guest.java [URI TYPE]`. The guest has no disk and boots nothing;
 * `qemu:///session qemu` is one that exists.
 */
public class Guest {
    public static void main(String[] arguments) {
        String uri = arguments.length > 0 ? arguments[0] : "test:///default";
        String type = arguments.length > 1 ? arguments[1] : "test";
        String xml = "<domain type='" + type + "'><name>ferrovirt-example</name><memory unit='MiB'>64</memory>"
                + "<os><type>hvm</type></os></domain>";
        try (Connection connection = Ferrovirt.open(uri)) {
            Domain domain = connection.defineDomainXml(xml);
            try (EventSubscription events = connection.eventsOf(domain)) {
                domain.create();
                domain.suspend();
                domain.resume();
                domain.destroy();
                Iterator<Event> all = events.iterator();
                boolean isOver = false;
                while (!isOver && all.hasNext()) {
                    if (all.next() instanceof Event.DomainEvent event
                            && event.kind() instanceof DomainEventKind.Lifecycle life) {
                        System.out.println(event.domain().name() + " " + life.event());
                        isOver = life.event() == org.ferrovirt.DomainEventType.STOPPED;
                    }
                }
            } finally {
                domain.undefine();
            }
        }
    }
}
