package org.ferrovirt;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What of {@link EventSubscription} no operation states: it is iterated, streamed, or published. */
abstract class EventSubscriptionBase extends NativeObject
        implements AutoCloseable, Iterable<Event>, Flow.Publisher<Event> {
    /** How many events wait for their reader when nothing else is said. */
    static final int CAPACITY = 4096;

    EventSubscriptionBase(Handle handle, long limit) {
        super(handle, limit);
    }

    abstract @Nullable Event next();

    abstract @Nullable Event tryNext();

    abstract CompletableFuture<@Nullable Event> nextAsync();

    @Override
    public abstract void close();

    /** The next event without the price of waiting if there is one. */
    private @Nullable Event following() {
        Event event = tryNext();
        return event == null ? next() : event;
    }

    /**
     * The events as they come; {@code hasNext} waits. It ends with the subscription. Several iterators share the events.
     */
    @Override
    public Iterator<Event> iterator() {
        return new Iterator<>() {
            private @Nullable Event ahead;

            @Override
            public boolean hasNext() {
                if (ahead == null) {
                    ahead = following();
                }
                return ahead != null;
            }

            @Override
            public Event next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the subscription has ended");
                }
                Event event = ahead;
                ahead = null;
                return event;
            }
        };
    }

    /**
     * The events as a stream, which waits for each. Closing the stream closes the subscription.
     *
     * @return the stream
     */
    public Stream<Event> stream() {
        int properties = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), properties), false)
                .onClose(this::close);
    }

    /**
     * Gives the events to a subscriber, as it asks for them; its methods are called one after the other, never by a thread of
     * the core. Cancelling closes the subscription. Several subscribers share the events.
     *
     * @param subscriber who gets them
     */
    @Override
    public void subscribe(Flow.Subscriber<? super Event> subscriber) {
        new EventDelivery(this, subscriber).begin();
    }
}
