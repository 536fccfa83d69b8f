package org.ferrovirt;

import static org.ferrovirt.Testing.PATIENCE_SECONDS;
import static org.ferrovirt.Testing.connected;
import static org.ferrovirt.Testing.defined;
import static org.ferrovirt.Testing.restore;
import static org.ferrovirt.Testing.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final List<DomainEventType> LIFE = List.of(
            DomainEventType.STARTED, DomainEventType.SUSPENDED, DomainEventType.RESUMED, DomainEventType.STOPPED);

    private final Connection connection = connected();
    private final Domain domain = defined(connection, "guest");

    @AfterEach
    void close() {
        connection.close();
        restore(connected());
    }

    private static DomainEventType step(Event event) {
        Event.DomainEvent found = assertInstanceOf(Event.DomainEvent.class, event);
        return assertInstanceOf(DomainEventKind.Lifecycle.class, found.kind()).event();
    }

    private void live() {
        domain.create();
        domain.suspend();
        domain.resume();
        domain.destroy();
    }

    @Test
    void comeInOrder() {
        EventSubscription events = connection.eventsOf(domain);
        live();
        List<DomainEventType> found = new ArrayList<>();
        for (Event event : events) {
            found.add(step(event));
            if (found.size() == LIFE.size()) {
                events.close();
            }
        }
        assertEquals(LIFE, found);
    }

    @Test
    void areAStreamOfJava() {
        try (var events = connection.eventsOf(domain).stream()) {
            live();
            assertEquals(LIFE, events.limit(4).map(EventsTest::step).toList());
        }
    }

    @Test
    void nameTheirDomainAndDetail() {
        EventSubscription events = connection.events();
        domain.create();
        Event.DomainEvent event = assertInstanceOf(Event.DomainEvent.class, events.next());
        assertEquals(domain.name(), event.domain().name());
        assertEquals(domain.uuid(), event.domain().uuid());
        DomainEventKind.Lifecycle kind = assertInstanceOf(DomainEventKind.Lifecycle.class, event.kind());
        assertEquals(DomainEventStartedDetail.BOOTED, kind.namedDetail());
    }

    @Test
    void ofOneDomainOnly() {
        EventSubscription events = connection.eventsOf(domain);
        defined(connection, "other").undefine();
        assertNull(events.tryNext());
    }

    @Test
    void ofTwoObjectsAreRefused() {
        Network network = connection.lookupNetworkByName("default");
        assertThrows(
                InvalidArgumentException.class, () -> connection.events(domain, 16, network, null, null, null));
        assertNull(connection.eventsOf(network).tryNext());
    }

    @Test
    void aSlowListenerFindsAGap() {
        EventSubscription events = connection.events(domain, 1);
        live();
        assertEquals(DomainEventType.STARTED, step(events.next()));
        assertTrue(assertInstanceOf(Event.Gap.class, events.next()).lost() >= 2);
    }

    @Test
    void endWithTheConnection() {
        EventSubscription events = connection.events();
        connection.close();
        assertFalse(events.iterator().hasNext());
        assertNull(events.next());
    }

    @Test
    void theEndOfAConnectionIsWaitedFor() throws Exception {
        CompletableFuture<ConnectCloseReason> closed = connection.closedAsync();
        assertFalse(closed.isDone());
        connection.close();
        assertEquals(ConnectCloseReason.CLIENT, closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void waitingEndsWhenOneComes() throws Exception {
        EventSubscription events = connection.eventsOf(domain);
        CompletableFuture<DomainEventType> found = CompletableFuture.supplyAsync(() -> step(events.next()));
        CompletableFuture<Event> other = connection.eventsOf(domain).nextAsync();
        assertFalse(found.isDone());
        domain.create();
        assertEquals(DomainEventType.STARTED, found.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(DomainEventType.STARTED, step(other.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
    }

    @Test
    void continuationsMayCall() throws Exception {
        CompletableFuture<Event> first = connection.eventsOf(domain).nextAsync();
        EventSubscription events = connection.eventsOf(domain);
        CompletableFuture<DomainEventType> second = first.thenApply(event -> {
            events.next();
            domain.suspend();
            return step(events.within(Duration.ofSeconds(PATIENCE_SECONDS)).next());
        });
        domain.create();
        assertEquals(DomainEventType.SUSPENDED, second.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void cancellationStopsTheCall() throws Exception {
        EventSubscription events = connection.eventsOf(domain);
        CompletableFuture<Event> next = events.nextAsync();
        assertTrue(next.cancel(true));
        assertThrows(CancellationException.class, next::get);
        until(() -> Native.waiting() == 0);
        domain.create();
        assertEquals(DomainEventType.STARTED, step(events.next()));
    }

    @Test
    void interruptionEndsAWait() throws Exception {
        EventSubscription events = connection.eventsOf(domain);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                events.next();
            } catch (OperationAbortedException aborted) {
                failure.set(Thread.currentThread().isInterrupted() ? aborted.getCause() : null);
            }
        });
        thread.start();
        until(() -> Native.waiting() > 0);
        thread.interrupt();
        thread.join();
        assertInstanceOf(InterruptedException.class, failure.get());
        until(() -> Native.waiting() == 0);
    }

    @Test
    void aLimitEndsAWait() {
        EventSubscription events = connection.eventsOf(domain).within(Duration.ofMillis(20));
        FerrovirtException late = assertThrows(OperationTimeoutException.class, events::next);
        assertTrue(late.hint().contains("background"));
        ExecutionException future = assertThrows(ExecutionException.class, () -> events.nextAsync().get());
        assertInstanceOf(OperationTimeoutException.class, future.getCause());
    }

    @Test
    void whatWasGivenUpTookNothingAway() throws Exception {
        EventSubscription events = connection.events();
        EventSubscription limited = events.within(Duration.ofNanos(200_000));
        for (int count = 0; count < 100; count++) {
            assertThrows(OperationTimeoutException.class, limited::next);
        }
        until(() -> Native.waiting() == 0);
        defined(connection, "later");
        assertEquals(DomainEventType.DEFINED, step(events.next()));
    }

    /** Asks for one after the other. */
    private static final class Collector implements Flow.Subscriber<Event> {
        final List<Event> found = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch over = new CountDownLatch(1);
        private final int wanted;
        private Flow.Subscription subscription;

        Collector(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Event event) {
            found.add(event);
            if (found.size() == wanted) {
                subscription.cancel();
                over.countDown();
            }
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
            over.countDown();
        }

        @Override
        public void onComplete() {
            over.countDown();
        }
    }

    @Test
    void arePublished() throws Exception {
        Collector collector = new Collector(4);
        connection.eventsOf(domain).subscribe(collector);
        live();
        assertTrue(collector.over.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(LIFE, collector.found.stream().map(EventsTest::step).toList());
    }

    @Test
    void publishingEndsWithTheConnection() throws Exception {
        Collector collector = new Collector(100);
        connection.eventsOf(domain).subscribe(collector);
        live();
        connection.close();
        assertTrue(collector.over.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(LIFE, collector.found.stream().map(EventsTest::step).toList());
    }

    @Test
    void severalListenersGetAll() throws Exception {
        int cycles = 50;
        List<CompletableFuture<Integer>> counts = new ArrayList<>();
        for (int listener = 0; listener < 8; listener++) {
            EventSubscription events = connection.eventsOf(domain);
            counts.add(CompletableFuture.supplyAsync(() -> {
                int count = 0;
                for (Iterator<Event> all = events.iterator(); count < 2 * cycles && all.hasNext(); all.next()) {
                    count++;
                }
                return count;
            }, work -> new Thread(work).start()));
        }
        for (int cycle = 0; cycle < cycles; cycle++) {
            domain.create();
            domain.destroy();
        }
        for (CompletableFuture<Integer> count : counts) {
            assertEquals(2 * cycles, count.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }
}
