package org.ferrovirt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as maps, lists, texts, {@link BigDecimal}, truth values and null. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new Json(text).value();
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private boolean accepts(char letter) {
        if (peek() == letter) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char letter) {
        if (!accepts(letter)) {
            throw new IllegalArgumentException("expected '" + letter + "' at " + at);
        }
    }

    private Object value() {
        switch (peek()) {
            case '{' -> {
                Map<String, Object> map = new LinkedHashMap<>();
                at++;
                if (!accepts('}')) {
                    do {
                        peek();
                        String key = string();
                        expect(':');
                        map.put(key, value());
                    } while (accepts(','));
                    expect('}');
                }
                return map;
            }
            case '[' -> {
                List<Object> list = new ArrayList<>();
                at++;
                if (!accepts(']')) {
                    do {
                        list.add(value());
                    } while (accepts(','));
                    expect(']');
                }
                return list;
            }
            case '"' -> {
                return string();
            }
            case 't' -> {
                at += 4;
                return true;
            }
            case 'f' -> {
                at += 5;
                return false;
            }
            case 'n' -> {
                at += 4;
                return null;
            }
            default -> {
                int start = at;
                while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                return new BigDecimal(text.substring(start, at));
            }
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            char letter = text.charAt(at);
            if (letter != '\\') {
                string.append(letter);
                continue;
            }
            at++;
            switch (text.charAt(at)) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'u' -> {
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> string.append(text.charAt(at));
            }
        }
        at++;
        return string.toString();
    }
}
