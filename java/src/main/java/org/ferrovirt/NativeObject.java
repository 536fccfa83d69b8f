package org.ferrovirt;

import java.time.Duration;

/** What all objects of the core have. */
abstract class NativeObject {
    final Handle handle;
    /** How long a call may take, in nanoseconds; 0 stands for any time. */
    final long limit;

    NativeObject(Handle handle, long limit) {
        this.handle = handle;
        this.limit = limit;
    }

    static long nanoseconds(Duration limit) {
        try {
            // A limit that is over already is one, too.
            return Math.max(1, limit.toNanos());
        } catch (ArithmeticException tooLong) {
            return 0;
        }
    }
}
