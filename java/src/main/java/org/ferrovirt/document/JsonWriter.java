package org.ferrovirt.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes JSON for the core. */
final class JsonWriter {
    private static final String HEXADECIMAL = "0123456789abcdef";

    private final StringBuilder data = new StringBuilder(256);

    byte[] bytes() {
        return written().getBytes(StandardCharsets.UTF_8);
    }

    String written() {
        return data.toString();
    }

    JsonWriter begin() {
        data.append('{');
        return this;
    }

    void end() {
        data.append('}');
    }

    /** Ends an object; one without fields becomes nothing unless it is to be there. */
    void endUnlessEmpty(boolean isThere) {
        int last = data.length() - 1;
        if (data.charAt(last) == '{' && !isThere) {
            data.setLength(last);
            nothing();
        } else {
            end();
        }
    }

    JsonWriter key(String key) {
        if (data.charAt(data.length() - 1) != '{') {
            data.append(',');
        }
        text(key);
        data.append(':');
        return this;
    }

    /** An element that is left out when none of its fields is set. */
    void group(String key, Element element) {
        int before = data.length();
        key(key);
        int content = data.length();
        element.writeTo(this);
        if (data.length() == content + 2) {
            data.setLength(before);
        }
    }

    void nothing() {
        data.append("null");
    }

    void bool(boolean value) {
        data.append(value);
    }

    void number(long value) {
        data.append(value);
    }

    void unsigned(long value) {
        data.append(Long.toUnsignedString(value));
    }

    void yes(boolean value) {
        text(value ? "yes" : "no");
    }

    void on(boolean value) {
        text(value ? "on" : "off");
    }

    void word(Word value) {
        text(value.word());
    }

    /** Elements and the variants of unions; these are elements, too. */
    void element(Object value) {
        ((Element) value).writeTo(this);
    }

    void text(String value) {
        data.append('"');
        for (int index = 0; index < value.length(); index++) {
            char letter = value.charAt(index);
            if (letter == '"' || letter == '\\') {
                data.append('\\').append(letter);
            } else if (letter < ' ') {
                data.append("\\u00").append(HEXADECIMAL.charAt(letter >> 4)).append(HEXADECIMAL.charAt(letter & 15));
            } else {
                data.append(letter);
            }
        }
        data.append('"');
    }

    <T> void list(List<T> items, BiConsumer<JsonWriter, ? super T> write) {
        data.append('[');
        for (int index = 0; index < items.size(); index++) {
            if (index > 0) {
                data.append(',');
            }
            write.accept(this, items.get(index));
        }
        data.append(']');
    }
}
