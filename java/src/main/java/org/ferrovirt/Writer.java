package org.ferrovirt;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes the arguments of a call, in the form that {@link Reader} reads. */
final class Writer {
    byte[] data = new byte[64];
    int length;

    private int added(int more) {
        int start = length;
        if (more > data.length - start) {
            data = Arrays.copyOf(data, Math.max(Math.addExact(start, more), data.length * 2));
        }
        length = start + more;
        return start;
    }

    Writer bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    Writer u8(int value) {
        int start = added(1);
        data[start] = (byte) value;
        return this;
    }

    Writer i8(int value) {
        return u8(value);
    }

    Writer u16(int value) {
        return u8(value >> 8).u8(value);
    }

    Writer i16(int value) {
        return u16(value);
    }

    Writer i32(int value) {
        int start = added(4);
        Reader.INT.set(data, start, value);
        return this;
    }

    Writer u32(long value) {
        if (value >>> 32 != 0) {
            throw new IllegalArgumentException(value + " has no place in 32 bits without a sign");
        }
        return i32((int) value);
    }

    Writer i64(long value) {
        int start = added(8);
        Reader.LONG.set(data, start, value);
        return this;
    }

    Writer f64(double value) {
        return i64(Double.doubleToRawLongBits(value));
    }

    Writer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Writer bytes(byte[] value) {
        i32(value.length);
        int start = added(value.length);
        System.arraycopy(value, 0, data, start, value.length);
        return this;
    }

    Writer uuid(UUID value) {
        return text(value.toString());
    }

    Writer file(OpenFile value) {
        return i32(value.number());
    }

    Writer flags(Flags<?> value) {
        return i32(value.bits());
    }

    Writer index(Enum<?> value) {
        return i32(value.ordinal() + 1);
    }

    /** The call gets a handle of its own. */
    Writer object(NativeObject value) {
        Handle handle = value.handle;
        try {
            return i64(Native.duplicate(handle.type, handle.value));
        } finally {
            Reference.reachabilityFence(handle);
        }
    }

    <T> Writer with(T value, BiConsumer<Writer, ? super T> write) {
        write.accept(this, value);
        return this;
    }

    <T> Writer optional(@Nullable T value, BiConsumer<Writer, ? super T> write) {
        bool(value != null);
        return value == null ? this : with(value, write);
    }

    <T> Writer list(List<T> values, BiConsumer<Writer, ? super T> write) {
        i32(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }
}
