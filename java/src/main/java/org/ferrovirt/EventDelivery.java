package org.ferrovirt;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Events on their way to one subscriber: one worker at a time, only while something was asked for. */
final class EventDelivery implements Flow.Subscription {
    private final EventSubscriptionBase events;
    private final Flow.Subscriber<? super Event> subscriber;
    private final Executor executor = ForkJoinPool.commonPool();

    // Guarded by this object.
    private long wanted;
    private boolean isWorking;
    private boolean isOver;
    private @Nullable CompletableFuture<@Nullable Event> awaited;

    EventDelivery(EventSubscriptionBase events, Flow.Subscriber<? super Event> subscriber) {
        this.events = events;
        this.subscriber = Objects.requireNonNull(subscriber);
    }

    void begin() {
        subscriber.onSubscribe(this);
    }

    @Override
    public synchronized void request(long more) {
        if (isOver) {
            return;
        }
        if (more <= 0) {
            isOver = true;
            executor.execute(() -> subscriber.onError(new IllegalArgumentException("at least one must be asked for")));
            return;
        }
        wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
        if (!isWorking) {
            isWorking = true;
            executor.execute(this::work);
        }
    }

    @Override
    public void cancel() {
        CompletableFuture<@Nullable Event> given;
        synchronized (this) {
            isOver = true;
            given = awaited;
        }
        events.close();
        if (given != null) {
            given.cancel(false);
        }
    }

    private synchronized boolean goesOn() {
        if (isOver || wanted == 0) {
            isWorking = false;
            return false;
        }
        return true;
    }

    private void work() {
        try {
            while (goesOn()) {
                Event event = events.tryNext();
                if (event == null) {
                    await();
                    return;
                }
                deliver(event);
            }
        } catch (RuntimeException failure) {
            fail(failure);
        }
    }

    private void await() {
        CompletableFuture<@Nullable Event> next = events.nextAsync();
        synchronized (this) {
            awaited = next;
        }
        next.whenCompleteAsync((event, failure) -> {
            synchronized (this) {
                awaited = null;
                if (isOver) {
                    return;
                }
            }
            if (failure != null) {
                fail(failure);
            } else if (event == null) {
                end();
            } else {
                try {
                    deliver(event);
                } catch (RuntimeException refused) {
                    fail(refused);
                    return;
                }
                work();
            }
        }, executor);
    }

    private void deliver(Event event) {
        synchronized (this) {
            if (wanted != Long.MAX_VALUE) {
                wanted--;
            }
        }
        subscriber.onNext(event);
    }

    private void end() {
        synchronized (this) {
            isOver = true;
        }
        subscriber.onComplete();
    }

    private void fail(Throwable failure) {
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        events.close();
        subscriber.onError(failure);
    }
}
