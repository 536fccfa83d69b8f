package org.ferrovirt;

import java.lang.ref.Cleaner;

/** A handle of the core. It is released when nothing refers to it any more. */
final class Handle {
    private static final Cleaner CLEANER = Cleaner.create();

    final int type;
    final long value;

    Handle(int type, long value) {
        this.type = type;
        this.value = value;
        CLEANER.register(this, new Release(type, value));
    }

    /** It must not refer to the handle: then that would always be referred to. */
    private record Release(int type, long value) implements Runnable {
        @Override
        public void run() {
            Native.release(type, value);
        }
    }
}
