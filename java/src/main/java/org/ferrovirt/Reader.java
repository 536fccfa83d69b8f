package org.ferrovirt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes values from what the core gave: numbers are big-endian, lengths are four bytes. */
final class Reader {
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    final byte[] data;
    int at;

    Reader(byte[] data) {
        this.data = data;
    }

    IllegalStateException broken(String reason) {
        return new IllegalStateException("the answer of the core cannot be read: " + reason);
    }

    /** Where the next bytes are; they are taken. */
    private int taken(int length) {
        int start = at;
        // The last byte says how the call ended.
        if (length < 0 || length > data.length - 1 - start) {
            throw broken("it is too short");
        }
        at = start + length;
        return start;
    }

    boolean bool() {
        return data[taken(1)] != 0;
    }

    int u8() {
        return data[taken(1)] & 0xff;
    }

    int i8() {
        return data[taken(1)];
    }

    int u16() {
        return i16() & 0xffff;
    }

    int i16() {
        int start = taken(2);
        return (short) (data[start] << 8 | data[start + 1] & 0xff);
    }

    int i32() {
        return (int) INT.get(data, taken(4));
    }

    long u32() {
        return Integer.toUnsignedLong(i32());
    }

    long i64() {
        return (long) LONG.get(data, taken(8));
    }

    double f64() {
        return Double.longBitsToDouble(i64());
    }

    String text() {
        int length = i32();
        return new String(data, taken(length), length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = i32();
        int start = taken(length);
        return Arrays.copyOfRange(data, start, start + length);
    }

    UUID uuid() {
        return UUID.fromString(text());
    }

    OpenFile file() {
        return OpenFile.of(i32());
    }

    <T> T index(T[] values) {
        int index = i32();
        if (index < 1 || index > values.length) {
            throw broken("there is no value " + index);
        }
        return values[index - 1];
    }

    <T> @Nullable T optional(Function<Reader, T> read) {
        return bool() ? read.apply(this) : null;
    }

    <T> List<T> list(Function<Reader, T> read) {
        int length = i32();
        if (length < 0) {
            throw broken("a list has no length");
        }
        // No item is shorter than a byte, so what cannot be there is not made room for.
        Object[] items = new Object[Math.min(length, data.length)];
        for (int index = 0; index < length; index++) {
            items[index] = read.apply(this);
        }
        @SuppressWarnings("unchecked")
        List<T> list = (List<T>) Collections.unmodifiableList(Arrays.asList(items));
        return list;
    }
}
