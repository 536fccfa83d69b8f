package org.ferrovirt.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that the core writes: no spaces, and every key is one that the classes know. */
final class JsonReader {
    /** Deeper than any document, and less than what a thread's stack can take. */
    private static final int DEEPEST = 1024;

    private final byte[] data;
    private int at;
    private int depth;

    JsonReader(byte[] data) {
        this.data = data;
    }

    private IllegalStateException broken(String reason) {
        return new IllegalStateException("the document of the core cannot be read: " + reason + " at byte " + at);
    }

    IllegalStateException unknown(String where, String what) {
        return broken(where + " has no '" + what + "'");
    }

    private int peek() {
        return at < data.length ? data[at] : -1;
    }

    private boolean accepts(char letter) {
        if (peek() != letter) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char letter) {
        if (!accepts(letter)) {
            throw broken("expected '" + letter + "'");
        }
    }

    private void enter(char letter) {
        expect(letter);
        if (++depth > DEEPEST) {
            throw broken("it is too deep");
        }
    }

    private void leave(char letter) {
        expect(letter);
        depth--;
    }

    <T> T whole(Function<JsonReader, T> read) {
        T value = read.apply(this);
        if (at != data.length) {
            throw broken("there is more than a document");
        }
        return value;
    }

    /** The first key of an object whose value is anything; the value is ahead. */
    @Nullable String first() {
        enter('{');
        if (peek() == '}') {
            leave('}');
            return null;
        }
        return key();
    }

    /** The next key of the object whose value is anything; the value is ahead. */
    @Nullable String next() {
        if (accepts(',')) {
            return key();
        }
        leave('}');
        return null;
    }

    private @Nullable String key() {
        while (true) {
            String key = text();
            expect(':');
            if (!isNothing()) {
                return key;
            }
            if (!accepts(',')) {
                leave('}');
                return null;
            }
        }
    }

    /** An object with one key, which says what is in it. */
    <T> T variant(Function<String, T> read) {
        enter('{');
        String word = text();
        expect(':');
        T value = read.apply(word);
        leave('}');
        return value;
    }

    /** Takes a null if there is one. */
    boolean isNothing() {
        if (peek() != 'n') {
            return false;
        }
        nothing();
        return true;
    }

    void nothing() {
        take("null");
    }

    private void take(String letters) {
        for (int index = 0; index < letters.length(); index++) {
            expect(letters.charAt(index));
        }
    }

    boolean bool() {
        if (peek() == 't') {
            take("true");
            return true;
        }
        take("false");
        return false;
    }

    /** All bits of a number; one without a sign may be above what a {@code long} counts to. */
    long number() {
        boolean isNegative = accepts('-');
        int start = at;
        long value = 0;
        for (int letter = peek(); letter >= '0' && letter <= '9'; letter = peek()) {
            value = value * 10 + (letter - '0');
            at++;
        }
        if (at == start || at - start > 20) {
            throw broken("expected a number");
        }
        return isNegative ? -value : value;
    }

    int integer() {
        long value = number();
        if ((int) value != value) {
            throw broken("a number is too large");
        }
        return (int) value;
    }

    String text() {
        expect('"');
        int start = at;
        boolean isPlain = true;
        for (; at < data.length && data[at] != '"'; at++) {
            if (data[at] == '\\') {
                isPlain = false;
                at++;
            }
        }
        if (at >= data.length) {
            throw broken("a text does not end");
        }
        String text = new String(data, start, at - start, StandardCharsets.UTF_8);
        at++;
        return isPlain ? text : unescaped(text);
    }

    private String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if (letter != '\\') {
                plain.append(letter);
                continue;
            }
            index++;
            switch (text.charAt(index)) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    if (index + 4 >= text.length()) {
                        throw broken("a letter's number does not end");
                    }
                    try {
                        plain.append((char) Integer.parseInt(text.substring(index + 1, index + 5), 16));
                    } catch (NumberFormatException none) {
                        throw broken("a letter has no number");
                    }
                    index += 4;
                }
                default -> plain.append(text.charAt(index));
            }
        }
        return plain.toString();
    }

    boolean yes() {
        return isWord("yes", "no");
    }

    boolean on() {
        return isWord("on", "off");
    }

    private boolean isWord(String truth, String untruth) {
        String word = text();
        if (!word.equals(truth) && !word.equals(untruth)) {
            throw unknown("a truth value", word);
        }
        return word.equals(truth);
    }

    <W extends Word> W word(W[] words) {
        String found = text();
        for (W word : words) {
            if (word.word().equals(found)) {
                return word;
            }
        }
        throw unknown("a vocabulary", found);
    }

    <T> List<T> list(Function<JsonReader, T> read) {
        List<T> items = new ArrayList<>();
        enter('[');
        if (peek() != ']') {
            do {
                items.add(read.apply(this));
            } while (accepts(','));
        }
        leave(']');
        return items;
    }
}
