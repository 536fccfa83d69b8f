package org.ferrovirt;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A call that waits. Its end is fetched by one daemon thread for all calls: no thread of the core enters the virtual
 * machine, and none keeps it alive.
 */
final class Pending {
    private static final Map<Integer, Pending> CALLS = new ConcurrentHashMap<>();

    /** Where programs go on after a future: never on the thread that fetches, which all calls need. */
    private static final Executor CONTINUATIONS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> daemon(work, "ferrovirt-futures"));

    static {
        daemon(Pending::fetch, "ferrovirt-calls").start();
    }

    private final int number;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    Pending(int number) {
        this.number = number;
        CALLS.put(number, this);
        Native.start(number);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private static void fetch() {
        while (true) {
            byte[] ended = Native.next();
            int length = ended.length - 4;
            Pending call = CALLS.remove((int) Reader.INT.get(ended, length));
            if (call != null) {
                byte[] answer = new byte[length];
                System.arraycopy(ended, 0, answer, 0, length);
                call.answer.complete(answer);
            }
        }
    }

    private void cancel() {
        Native.cancel(number);
    }

    /** Waits for the end: at most so many nanoseconds, 0 stands for any time. */
    byte[] await(long limit) {
        try {
            return limit == 0 ? answer.get() : answer.get(limit, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            cancel();
            throw overdue();
        } catch (InterruptedException interrupted) {
            cancel();
            Thread.currentThread().interrupt();
            String hint = "a step that had begun goes on in the background; events tell its outcome";
            OperationAbortedException aborted = new OperationAbortedException(
                    FerrovirtException.local(ErrorCode.OPERATION_ABORTED, "the thread was interrupted", hint));
            aborted.initCause(interrupted);
            throw aborted;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static OperationTimeoutException overdue() {
        String hint = "a step that had begun goes on in the background; events tell its outcome";
        return new OperationTimeoutException(
                FerrovirtException.local(ErrorCode.OPERATION_TIMEOUT, "the deadline of the call is over", hint));
    }

    /** A future of what is read from the answer. */
    <T> CompletableFuture<T> future(long limit, Function<Reader, T> read) {
        CompletableFuture<T> future = new CompletableFuture<>();
        answer.thenAcceptAsync(bytes -> deliver(future, bytes, read), CONTINUATIONS);
        if (limit > 0) {
            Executor later = CompletableFuture.delayedExecutor(limit, TimeUnit.NANOSECONDS, CONTINUATIONS);
            CompletableFuture<Void> alarm =
                    CompletableFuture.runAsync(() -> future.completeExceptionally(overdue()), later);
            future.whenComplete((value, failure) -> alarm.cancel(false));
        }
        // Whoever ends the future otherwise does not need the call any more.
        future.whenComplete((value, failure) -> {
            if (!answer.isDone()) {
                cancel();
            }
        });
        return future;
    }

    private static <T> void deliver(CompletableFuture<T> future, byte[] bytes, Function<Reader, T> read) {
        try {
            T value = read.apply(Calls.ended(bytes));
            if (!future.complete(value) && value instanceof OpenFile file) {
                file.close();
            }
        } catch (RuntimeException failed) {
            future.completeExceptionally(failed);
        }
    }
}
