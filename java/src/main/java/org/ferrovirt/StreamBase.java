package org.ferrovirt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** What of {@link Stream} no operation states: it is read and written as streams of Java are. */
abstract class StreamBase extends NativeObject implements AutoCloseable {
    /** What is asked for at once. */
    private static final int CHUNK = 256 * 1024;

    StreamBase(Handle handle, long limit) {
        super(handle, limit);
    }

    abstract byte[] receive(int limit);

    abstract int send(byte[] data);

    abstract void finish();

    abstract void abort();

    /** Gives the stream up, unless it ended before. Use {@link Stream#finish} to know that everything arrived. */
    @Override
    public void close() {
        abort();
    }

    /**
     * What comes out of the stream. Closing it gives the stream up, unless it was read to its end.
     *
     * @return the bytes
     */
    public InputStream inputStream() {
        return new Input();
    }

    /**
     * Where bytes for the stream go. Closing it waits until everything has arrived.
     *
     * @return where they go
     */
    public OutputStream outputStream() {
        return new Output();
    }

    private final class Input extends InputStream {
        private byte[] chunk = new byte[0];
        private int at;
        private boolean isAtEnd;

        private boolean isFilled(int wanted) throws IOException {
            if (at == chunk.length && !isAtEnd) {
                try {
                    chunk = receive(Math.max(wanted, CHUNK));
                } catch (FerrovirtException failed) {
                    throw new IOException(failed);
                }
                at = 0;
                isAtEnd = chunk.length == 0;
            }
            return at < chunk.length;
        }

        @Override
        public int read() throws IOException {
            return isFilled(1) ? chunk[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (!isFilled(length)) {
                return -1;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public int available() {
            return chunk.length - at;
        }

        @Override
        public void close() {
            abort();
        }
    }

    private final class Output extends OutputStream {
        private boolean isClosed;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            if (isClosed) {
                throw new IOException("the stream is closed");
            }
            int start = offset;
            int end = offset + length;
            try {
                while (start < end) {
                    start += send(Arrays.copyOfRange(from, start, Math.min(end, start + CHUNK)));
                }
            } catch (FerrovirtException failed) {
                throw new IOException(failed);
            }
        }

        @Override
        public void close() throws IOException {
            if (isClosed) {
                return;
            }
            isClosed = true;
            try {
                finish();
            } catch (FerrovirtException failed) {
                throw new IOException(failed);
            }
        }
    }
}
