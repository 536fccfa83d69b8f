package org.ferrovirt;

/** What of {@link TypedValue} the definition does not state. */
interface TypedValueBase {
    /**
     * The value as an object of Java: an {@link Integer}, {@link Long}, {@link Double}, {@link Boolean} or {@link String}.
     *
     * @return the value
     */
    default Object plain() {
        TypedValue value = (TypedValue) this;
        if (value instanceof TypedValue.IntValue found) {
            return found.value();
        }
        if (value instanceof TypedValue.UnsignedIntValue found) {
            return found.value();
        }
        if (value instanceof TypedValue.LongValue found) {
            return found.value();
        }
        if (value instanceof TypedValue.UnsignedLongValue found) {
            return found.value();
        }
        if (value instanceof TypedValue.DoubleValue found) {
            return found.value();
        }
        if (value instanceof TypedValue.BooleanValue found) {
            return found.value();
        }
        return ((TypedValue.TextValue) value).value();
    }
}
