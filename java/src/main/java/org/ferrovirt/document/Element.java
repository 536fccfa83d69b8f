package org.ferrovirt.document;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A part of a document: equal to another when the same fields are set to the same values. */
public abstract class Element {
    Element() {}

    /** The values of its fields, in order. */
    abstract @Nullable Object[] contents();

    abstract void writeTo(JsonWriter out);

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Element that
                        && that.getClass() == getClass()
                        && Arrays.equals(contents(), that.contents());
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(contents());
    }

    /** Its class, and what of it is set. */
    @Override
    public final String toString() {
        JsonWriter out = new JsonWriter();
        writeTo(out);
        return getClass().getSimpleName() + out.written();
    }
}
