package org.ferrovirt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file of the system, by its number: what some operations take or give. One that is passed stays the caller's, and
 * one that is given becomes the caller's.
 */
public final class OpenFile implements AutoCloseable {
    private final int number;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private OpenFile(int number) {
        this.number = number;
    }

    /**
     * A file that is open already. Closing it here closes it.
     *
     * @param number its number
     * @return the file
     */
    public static OpenFile of(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("no open file has the number " + number);
        }
        return new OpenFile(number);
    }

    /**
     * Opens a file for reading.
     *
     * @param path where it is
     * @return the file
     * @throws IOException if it cannot be opened
     */
    public static OpenFile forReading(Path path) throws IOException {
        return open(path, false);
    }

    /**
     * Opens a file for reading and writing, and makes it if there is none.
     *
     * @param path where it is
     * @return the file
     * @throws IOException if it cannot be opened
     */
    public static OpenFile forWriting(Path path) throws IOException {
        return open(path, true);
    }

    private static OpenFile open(Path path, boolean isForWriting) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        return new OpenFile(checked(Native.openFile(name, isForWriting)));
    }

    private static int checked(int result) throws IOException {
        if (result < 0) {
            throw new IOException("the system refused it with the error number " + -result);
        }
        return result;
    }

    /**
     * The number of the file.
     *
     * @return the number
     */
    public int number() {
        return number;
    }

    /**
     * What can be read from the file. Closing it closes the file.
     *
     * @return the bytes
     */
    public InputStream inputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, into.length);
                if (length == 0) {
                    return 0;
                }
                int count = checked(Native.readFile(open(), into, offset, length));
                return count == 0 ? -1 : count;
            }

            @Override
            public void close() {
                OpenFile.this.close();
            }
        };
    }

    /**
     * Where bytes for the file go. Closing it closes the file.
     *
     * @return where they go
     */
    public OutputStream outputStream() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, from.length);
                int written = 0;
                while (written < length) {
                    written += checked(Native.writeFile(open(), from, offset + written, length - written));
                }
            }

            @Override
            public void close() {
                OpenFile.this.close();
            }
        };
    }

    private int open() throws IOException {
        if (isClosed.get()) {
            throw new IOException("the file is closed");
        }
        return number;
    }

    /** Closes the file. Closing again does nothing. */
    @Override
    public void close() {
        if (!isClosed.getAndSet(true)) {
            Native.closeFile(number);
        }
    }
}
