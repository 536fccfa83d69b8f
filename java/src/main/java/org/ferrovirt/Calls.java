package org.ferrovirt;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How operations are called. Most are over at once; what waits is a {@link Pending}. */
final class Calls {
    private Calls() {}

    /** An operation without arguments whose result is a number, or nothing. */
    static long number(@Nullable NativeObject object, int operation) {
        Handle handle = object == null ? null : object.handle;
        long number;
        try {
            number = Native.number(operation, handle == null ? 0 : handle.value);
        } finally {
            // Else the handle could be released while the call has it.
            Reference.reachabilityFence(handle);
        }
        return settled(object, number);
    }

    /** An operation whose result is a number, or nothing. */
    static long number(@Nullable NativeObject object, int operation, Writer arguments) {
        Handle handle = object == null ? null : object.handle;
        long number;
        try {
            number = Native.numberWith(operation, handle == null ? 0 : handle.value, arguments.data, arguments.length);
        } finally {
            Reference.reachabilityFence(handle);
        }
        return settled(object, number);
    }

    private static long settled(@Nullable NativeObject object, long number) {
        if ((int) (number >>> 32) != Native.ELSEWHERE) {
            return number;
        }
        return answer(object, Native.outcome((int) number)).i64();
    }

    /** An operation without arguments. */
    static Reader bytes(@Nullable NativeObject object, int operation) {
        return answer(object, perform(object, operation, null));
    }

    /** An operation. */
    static Reader bytes(@Nullable NativeObject object, int operation, Writer arguments) {
        return answer(object, perform(object, operation, arguments));
    }

    private static byte[] perform(@Nullable NativeObject object, int operation, @Nullable Writer arguments) {
        Handle handle = object == null ? null : object.handle;
        try {
            long value = handle == null ? 0 : handle.value;
            return arguments == null
                    ? Native.perform(operation, value, null, 0)
                    : Native.perform(operation, value, arguments.data, arguments.length);
        } finally {
            Reference.reachabilityFence(handle);
        }
    }

    /** Waits if need be. */
    private static Reader answer(@Nullable NativeObject object, byte[] answer) {
        if (answer[answer.length - 1] == Native.WAITS) {
            long limit = object == null ? 0 : object.limit;
            return ended(new Pending(new Reader(answer).i32()).await(limit));
        }
        return ended(answer);
    }

    /** An answer that is there, or what it failed with. */
    static Reader ended(byte[] answer) {
        int how = answer[answer.length - 1];
        if (how == Native.SUCCESS) {
            return new Reader(answer);
        }
        throw failure(how, answer);
    }

    private static RuntimeException failure(int how, byte[] answer) {
        if (how == Native.FAILED) {
            Reader in = new Reader(answer);
            // The error has one variant.
            in.i32();
            return Exceptions.of(ErrorDetails.read(in));
        }
        String text = new String(answer, 0, answer.length - 1, StandardCharsets.UTF_8);
        return new InvalidArgumentException(FerrovirtException.local(ErrorCode.INVALID_ARG, text, null));
    }

    /** An operation whose answer nobody waits for yet. */
    static <T> CompletableFuture<T> future(
            @Nullable NativeObject object, int operation, @Nullable Writer arguments, Function<Reader, T> read) {
        byte[] answer = perform(object, operation, arguments);
        if (answer[answer.length - 1] == Native.WAITS) {
            long limit = object == null ? 0 : object.limit;
            return new Pending(new Reader(answer).i32()).future(limit, read);
        }
        try {
            return CompletableFuture.completedFuture(read.apply(ended(answer)));
        } catch (FerrovirtException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    static boolean equal(NativeObject object, NativeObject other, int operation) {
        return number(object, operation, new Writer().object(other)) != 0;
    }
}
