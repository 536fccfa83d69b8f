package org.ferrovirt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of named values, as some operations take and give them. */
public final class TypedParameters {
    private TypedParameters() {}

    /**
     * A signed 32-bit number.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter of(String name, int value) {
        return new TypedParameter(name, new TypedValue.IntValue(value));
    }

    /**
     * An unsigned 32-bit number.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter ofUnsigned(String name, int value) {
        return new TypedParameter(name, new TypedValue.UnsignedIntValue(Integer.toUnsignedLong(value)));
    }

    /**
     * A signed 64-bit number.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter of(String name, long value) {
        return new TypedParameter(name, new TypedValue.LongValue(value));
    }

    /**
     * An unsigned 64-bit number.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter ofUnsigned(String name, long value) {
        return new TypedParameter(name, new TypedValue.UnsignedLongValue(value));
    }

    /**
     * A number with a fraction.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter of(String name, double value) {
        return new TypedParameter(name, new TypedValue.DoubleValue(value));
    }

    /**
     * A truth value.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter of(String name, boolean value) {
        return new TypedParameter(name, new TypedValue.BooleanValue(value));
    }

    /**
     * A text.
     *
     * @param name the name
     * @param value the value
     * @return both
     */
    public static TypedParameter of(String name, String value) {
        return new TypedParameter(name, new TypedValue.TextValue(value));
    }

    /**
     * The first value of a name.
     *
     * @param parameters where to look
     * @param name the name
     * @return the value, or null
     */
    public static @Nullable TypedValue find(List<TypedParameter> parameters, String name) {
        for (TypedParameter parameter : parameters) {
            if (parameter.field().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /**
     * The values by name, as objects of Java. Of several with one name it is the last.
     *
     * @param parameters the list
     * @return the values in the order of the list
     */
    public static Map<String, Object> map(List<TypedParameter> parameters) {
        Map<String, Object> map = new LinkedHashMap<>();
        parameters.forEach(parameter -> map.put(parameter.field(), parameter.value().plain()));
        return map;
    }
}
