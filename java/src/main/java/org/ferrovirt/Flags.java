package org.ferrovirt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A set of flags: a value that does not change. Sets of one kind are joined with {@link #with}, or made at once with the
 * {@code of} that each kind has.
 *
 * @param <F> the kind of flags
 */
public interface Flags<F extends Flags<F>> {
    /**
     * The bits of all flags of the set.
     *
     * @return the bits
     */
    int bits();

    /**
     * A set of the same kind with other bits.
     *
     * @param bits the bits
     * @return the set
     */
    F withBits(int bits);

    /**
     * The flags of this set and of others.
     *
     * @param more the others
     * @return all of them
     */
    @SuppressWarnings("unchecked")
    default F with(F... more) {
        int bits = bits();
        for (F flags : more) {
            bits |= flags.bits();
        }
        return withBits(bits);
    }

    /**
     * The flags of this set that are not in another.
     *
     * @param less the other
     * @return what is left
     */
    default F without(F less) {
        return withBits(bits() & ~less.bits());
    }

    /**
     * Whether all flags of another set are in this one.
     *
     * @param flags the other
     * @return whether they are
     */
    default boolean contains(F flags) {
        return (bits() & flags.bits()) == flags.bits();
    }

    /**
     * Whether there is no flag in the set.
     *
     * @return whether it is empty
     */
    default boolean isEmpty() {
        return bits() == 0;
    }

    /** Pairs of a flag and its name. */
    private static Map<Integer, String> map(Object[] pairs) {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            names.putIfAbsent((Integer) pairs[index], (String) pairs[index + 1]);
        }
        return names;
    }

    /**
     * The names of flags.
     *
     * @param pairs each flag, and its name after it
     * @return the names by flag
     * @hidden
     */
    static Map<Integer, String> names(Object... pairs) {
        return map(pairs);
    }

    /**
     * The names of the flags of a set.
     *
     * @param bits the set
     * @param names the names by flag
     * @return the names with a bar between them; bits without a name are a number
     * @hidden
     */
    static String text(int bits, Map<Integer, String> names) {
        StringJoiner shown = new StringJoiner("|");
        int rest = bits;
        for (Map.Entry<Integer, String> entry : names.entrySet()) {
            int flag = entry.getKey();
            if (flag != 0 && (rest & flag) == flag) {
                shown.add(entry.getValue());
                rest &= ~flag;
            }
        }
        if (rest != 0 || bits == 0) {
            shown.add("0x" + Integer.toHexString(rest));
        }
        return shown.toString();
    }
}
