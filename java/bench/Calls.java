import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.ferrovirt.Connection;
import org.ferrovirt.Domain;
import org.ferrovirt.Event;
import org.ferrovirt.EventSubscription;
import org.ferrovirt.Ferrovirt;
import org.ferrovirt.document.DomainDocument;

/** Time of one call from Java on the test driver, in nanoseconds: the fastest of several rounds, after a warm-up. */
public class Calls {
    static final int DOMAINS = 1000;

    /** What is kept, so that nothing is left out. */
    static Object kept;

    interface Work {
        Object once() throws Exception;
    }

    static double nanoseconds(Work work) throws Exception {
        long rounds = 1;
        double best = Double.MAX_VALUE;
        // The first rounds only make the compiler look.
        for (int round = 0; round < 12; ) {
            long start = System.nanoTime();
            for (long count = 0; count < rounds; count++) {
                kept = work.once();
            }
            long took = System.nanoTime() - start;
            if (took < TimeUnit.MILLISECONDS.toNanos(200)) {
                rounds *= 2;
                continue;
            }
            round++;
            best = Math.min(best, (double) took / rounds);
        }
        return best;
    }

    static void show(String name, Work work) throws Exception {
        System.out.printf("  %-28s %12.0f%n", name, nanoseconds(work));
    }

    static String xml(int number) {
        return "<domain type='test'><name>guest" + number
                + "</name><memory>65536</memory><os><type>hvm</type></os></domain>";
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ferrovirt");
        try (Connection connection = Ferrovirt.open("test:///default?clock=1000000000")) {
            for (int number = 1; number < DOMAINS; number++) {
                connection.defineDomainXml(xml(number));
            }
            Domain domain = connection.lookupDomainByName("test");
            integer(domain);
            show("boolean (isActive)", domain::isActive);
            show("info", domain::info);
            show("name", domain::name);
            show("list of 1,000 domains", connection::listAllDomains);
            String text = domain.xmlDesc();
            show("domain document, text", domain::xmlDesc);
            show("domain document, object", () -> DomainDocument.parse(text));
            DomainDocument document = DomainDocument.parse(text);
            show("domain document, printed", document::toXml);
            show("awaited, ready", () -> domain.infoAsync().get());
        }
        events();
    }

    /** By itself, so that no object is made of the number. */
    private static void integer(Domain domain) {
        double best = Double.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int count = 0; count < 1_000_000; count++) {
                sum += domain.maxMemory();
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        kept = sum;
        System.out.printf("  %-28s %12.0f%n", "integer (maxMemory)", best);
    }

    /** Events of one listener, each counted. */
    private static void events() throws Exception {
        int pairs = 100_000;
        try (Connection connection = Ferrovirt.open("test:///default?clock=1000000000")) {
            Domain domain = connection.lookupDomainByName("test");
            for (String face : java.util.List.of("iterator", "publisher")) {
                EventSubscription events = connection.events(null, 4 * pairs);
                CountDownLatch all = new CountDownLatch(2 * pairs);
                long start = System.nanoTime();
                if (face.equals("iterator")) {
                    CompletableFuture.runAsync(() -> events.forEach(event -> count(all, event)));
                } else {
                    events.subscribe(new Counter(all));
                }
                for (int pair = 0; pair < pairs; pair++) {
                    domain.suspend();
                    domain.resume();
                }
                if (!all.await(120, TimeUnit.SECONDS)) {
                    throw new AssertionError(all.getCount() + " events are missing");
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("  events/s, %-18s %12.0f%n", face, 2 * pairs / seconds);
                events.close();
            }
        }
    }

    private static void count(CountDownLatch all, Event event) {
        if (event instanceof Event.Gap) {
            throw new AssertionError("events were lost");
        }
        all.countDown();
    }

    private record Counter(CountDownLatch all) implements Flow.Subscriber<Event> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Event event) {
            count(all, event);
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
        }

        @Override
        public void onComplete() {}
    }
}
