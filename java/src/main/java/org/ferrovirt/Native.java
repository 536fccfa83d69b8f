package org.ferrovirt;

import org.jspecify.annotations.Nullable;

/** The native functions. What they do and expect is said in the crate {@code ferrovirt-java}. */
final class Native {
    /** How an answer ended: its last byte. */
    static final int SUCCESS = 0;

    static final int FAILED = 1;
    static final int WAITS = 3;

    /** The upper half of a number that says that the answer is elsewhere; the lower half is the number of the call. */
    static final int ELSEWHERE = 0x8f0e5a1c;

    static {
        NativeLibrary.load();
        if (operations() != Operations.COUNT) {
            throw new UnsatisfiedLinkError("the native library of Ferrovirt is of another version than its classes");
        }
    }

    private Native() {}

    static native long number(int operation, long object);

    static native long numberWith(int operation, long object, byte[] arguments, int length);

    static native byte[] perform(int operation, long object, byte @Nullable [] arguments, int length);

    static native byte[] outcome(int call);

    static native void start(int call);

    static native void cancel(int call);

    static native int waiting();

    static native byte[] next();

    static native long duplicate(int type, long object);

    static native void release(int type, long object);

    static native int operations();

    static native int openFile(byte[] path, boolean isForWriting);

    static native int readFile(int file, byte[] into, int offset, int length);

    static native int writeFile(int file, byte[] from, int offset, int length);

    static native void closeFile(int file);
}
