package org.ferrovirt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.lang.model.SourceVersion;
import org.ferrovirt.document.Document;
import org.ferrovirt.document.Word;

/** Runs the steps of one shared test. What a step says is in {@code tests/vectors/README.md}. */
final class Vectors {
    static final Path FOLDER = Path.of("../tests/vectors").toAbsolutePath().normalize();
    private static final Set<String> OUTCOMES = Set.of("as", "expect", "error", "cancelled");

    private final Map<String, Object> variables = new HashMap<>(Map.of("vectors", FOLDER.toString()));

    void run(List<Map<String, Object>> steps) throws Exception {
        try {
            for (Map<String, Object> step : steps) {
                step(step);
            }
        } finally {
            for (Object value : variables.values()) {
                if (value instanceof Connection connection) {
                    connection.close();
                }
            }
        }
    }

    private void step(Map<String, Object> step) throws Exception {
        try {
            attempt(step);
        } catch (AssertionError | RuntimeException failure) {
            if (failure.getMessage() == null || !failure.getMessage().contains("in the step")) {
                throw new AssertionError(failure + "\nin the step " + step, failure);
            }
            throw failure;
        }
    }

    private void attempt(Map<String, Object> step) throws Exception {
        Object outcome;
        try {
            outcome = outcome(step);
        } catch (CancellationException cancelled) {
            assertTrue(step.containsKey("cancelled"), "it was cancelled");
            return;
        } catch (FerrovirtException error) {
            if (!step.containsKey("error")) {
                throw error;
            }
            assertNotEquals(FerrovirtException.class, error.getClass());
            assertEquals(Exceptions.of(FerrovirtException.local(error.code(), "", null)).getClass(), error.getClass());
            check(error, step.get("error"), "error");
            return;
        }
        assertTrue(!step.containsKey("error") && !step.containsKey("cancelled"), "it did not fail");
        if (step.containsKey("expect")) {
            check(outcome, step.get("expect"), step.keySet().iterator().next());
        }
        if (step.containsKey("as")) {
            variables.put((String) step.get("as"), outcome);
        }
    }

    private Object outcome(Map<String, Object> given) throws Exception {
        Map<String, Object> step = new HashMap<>(given);
        String kind = given.keySet().iterator().next();
        Object first = step.remove(kind);
        Object outcome = switch (kind) {
            case "open" -> {
                OpenOptions options = OpenOptions.STANDARD;
                yield Ferrovirt.open(
                        (String) value(first), Boolean.TRUE.equals(step.remove("read_only")) ? options.readOnly() : options);
            }
            case "call" -> call((String) first, step);
            case "get" -> property(value(step.remove("of")), (String) first);
            case "subscribe" -> {
                Map<String, Object> to = map(step.getOrDefault("to", Map.of()));
                step.remove("to");
                Number capacity = (Number) step.remove("capacity");
                assertTrue(Set.of("domain", "network", "storage_pool", "node_device", "secret").containsAll(to.keySet()));
                yield ((Connection) value(first))
                        .events(
                                (Domain) value(to.get("domain")),
                                capacity == null ? 4096 : capacity.intValue(),
                                (Network) value(to.get("network")),
                                (StoragePool) value(to.get("storage_pool")),
                                (NodeDevice) value(to.get("node_device")),
                                (Secret) value(to.get("secret")));
            }
            case "next" -> {
                Event event = ((EventSubscription) value(first)).within(Duration.ofMinutes(1)).next();
                String type = (String) step.remove("event");
                if (type == null) {
                    assertNull(event);
                    yield null;
                }
                String name = event.getClass().getSimpleName();
                assertTrue(name.equals(type) || name.equals(type + "Event"), name);
                if (step.get("kind") != null) {
                    Object found = property(event, "kind");
                    assertEquals(step.get("kind"), found.getClass().getSimpleName());
                    assertEquals(type + "EventKind", found.getClass().getEnclosingClass().getSimpleName());
                }
                step.remove("kind");
                yield event;
            }
            case "upload" -> {
                try (OutputStream out = ((Stream) value(first)).outputStream()) {
                    out.write((byte[]) value(step.remove("data")));
                }
                yield null;
            }
            case "download" -> download((Stream) value(first));
            case "read" -> {
                Class<?> type = Class.forName("org.ferrovirt.document." + pascal((String) first) + "Document");
                Method parse = type.getMethod("parse", String.class, boolean.class);
                yield invoke(parse, null, value(step.remove("xml")), Boolean.TRUE.equals(step.remove("strict")));
            }
            case "print" -> ((Document<?>) value(first)).toXml();
            case "field" -> field(value(step.remove("of")), (String) first);
            case "set" -> {
                String path = (String) first;
                int last = path.lastIndexOf('.');
                Object owner = value(step.remove("of"));
                owner = last < 0 ? owner : field(owner, path.substring(0, last));
                Object to = value(step.remove("to"));
                String name = camel(path.substring(last + 1));
                yield invoke(method(owner.getClass(), name, 1), owner, to);
            }
            case "diff" -> differences((List<?>) first);
            case "same" -> {
                List<?> both = (List<?>) value(first);
                if (both.get(0) instanceof byte[] bytes) {
                    assertArrayEquals(bytes, (byte[]) both.get(1));
                } else {
                    assertEquals(both.get(0), both.get(1));
                    assertEquals(both.get(0).hashCode(), both.get(1).hashCode());
                }
                yield null;
            }
            case "different" -> {
                List<?> both = (List<?>) value(first);
                assertNotEquals(both.get(0), both.get(1));
                yield null;
            }
            case "times" -> {
                String counter = (String) step.remove("counter");
                Object steps = step.remove("steps");
                for (int count = 0; count < ((Number) first).intValue(); count++) {
                    variables.put(counter, new BigDecimal(count));
                    for (Object inner : (List<?>) steps) {
                        step(map(inner));
                    }
                }
                yield null;
            }
            default -> fail("no such step: " + kind);
        };
        step.keySet().removeAll(OUTCOMES);
        assertEquals(Set.of(), step.keySet(), "unknown keys");
        return outcome;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object differences(List<?> both) {
        return ((Document) value(both.get(0))).differences((Document) value(both.get(1)));
    }

    private static byte[] download(Stream stream) throws IOException {
        try {
            return stream.inputStream().readAllBytes();
        } catch (IOException failed) {
            if (failed.getCause() instanceof FerrovirtException error) {
                throw error;
            }
            throw failed;
        }
    }

    private Object call(String name, Map<String, Object> step) throws Exception {
        Object object = value(step.remove("on"));
        List<?> given = (List<?>) step.getOrDefault("with", List.of());
        step.remove("with");
        BigDecimal timeout = (BigDecimal) step.remove("timeout");
        BigDecimal after = (BigDecimal) step.remove("cancel_after");
        if (timeout != null) {
            Duration limit = Duration.ofNanos(timeout.movePointRight(9).longValue());
            object = object.getClass().getMethod("within", Duration.class).invoke(object, limit);
        }
        String shown = camel(name) + (after == null ? "" : "Async");
        Object outcome = invoke(
                method(object.getClass(), shown, given.size()), object, given.stream().map(this::value).toArray());
        if (after == null) {
            return outcome;
        }
        CompletableFuture<?> future = (CompletableFuture<?>) outcome;
        CompletableFuture.delayedExecutor(after.movePointRight(3).longValue(), TimeUnit.MILLISECONDS)
                .execute(() -> future.cancel(true));
        return future.get();
    }

    private static Method method(Class<?> type, String name, int arguments) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments)
                .filter(method -> !method.isBridge())
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no " + name + " with " + arguments + " arguments"));
    }

    private Object invoke(Method method, Object object, Object... given) throws Exception {
        Object[] arguments = new Object[given.length];
        for (int index = 0; index < given.length; index++) {
            arguments[index] = converted(given[index], method.getGenericParameterTypes()[index]);
        }
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private Object converted(Object value, Type type) {
        if (value instanceof Named named) {
            return type == int.class ? (Object) named.number() : named.value();
        }
        if (value instanceof Number number) {
            if (type == int.class || type == Integer.class) {
                return number.intValue();
            }
            return type == double.class ? (Object) number.doubleValue() : (Object) number.longValue();
        }
        if (value instanceof List<?> list && type instanceof ParameterizedType of) {
            return list.stream().map(item -> converted(item, of.getActualTypeArguments()[0])).toList();
        }
        if (type == UUID.class && value instanceof String text) {
            return UUID.fromString(text);
        }
        if (type instanceof Class<?> found && Word.class.isAssignableFrom(found) && value instanceof String text) {
            return Arrays.stream(found.getEnumConstants())
                    .filter(word -> ((Word) word).word().equals(text))
                    .findFirst()
                    .orElseThrow();
        }
        return value;
    }

    private static Object field(Object owner, String path) throws Exception {
        Object found = owner;
        for (String name : path.split("\\.")) {
            found = Character.isDigit(name.charAt(0))
                    ? ((List<?>) found).get(Integer.parseInt(name))
                    : property(found, name);
        }
        return found;
    }

    private static Object property(Object object, String name) throws Exception {
        if (object instanceof FerrovirtException error) {
            return property(error, name);
        }
        if (object instanceof TypedParameter parameter) {
            return name.equals("name") ? parameter.field() : parameter.value().plain();
        }
        // Java's own words cannot be names.
        boolean isTaken = SourceVersion.isKeyword(name);
        Method method = object.getClass().getMethod(isTaken ? name + "Value" : camel(name));
        method.setAccessible(true);
        try {
            return method.invoke(object);
        } catch (InvocationTargetException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }

    private static Object property(FerrovirtException error, String name) {
        ErrorObject object = error.object();
        ErrorPosition position = error.position();
        return switch (name) {
            case "code" -> error.code().number();
            case "code_name" -> error.code().nameInC();
            case "domain" -> error.domain().number();
            case "level" -> error.level().ordinal();
            case "message" -> error.getMessage();
            case "object_kind" -> object == null ? null : object.kind();
            case "object_name" -> object == null ? null : object.name();
            case "object_uuid" -> object == null ? null : object.uuid();
            case "line" -> position == null ? null : position.line();
            case "column" -> position == null ? null : position.column();
            case "cause" -> error.reason();
            case "hint" -> error.hint();
            case "number" -> error.systemError();
            default -> fail("errors have no " + name);
        };
    }

    /** A value of an enumeration or a set of flags. */
    private record Named(Object value, int number) {
        static Named of(String named, int number) {
            String[] parts = named.split("\\.", 2);
            try {
                Class<?> type = Class.forName("org.ferrovirt." + parts[0]);
                if (!type.isEnum()) {
                    int stated = 0;
                    for (String name : parts[1].isEmpty() ? new String[0] : parts[1].split("\\|")) {
                        stated |= ((Flags<?>) type.getField(name).get(null)).bits();
                    }
                    assertTrue(parts[1].isEmpty() || stated == number, named);
                    var constructor = type.getConstructor(int.class);
                    return new Named(constructor.newInstance(number), number);
                }
                Object value = type.getField(parts[1]).get(null);
                assertEquals(number, type.getMethod("number").invoke(value), named);
                return new Named(value, number);
            } catch (ReflectiveOperationException missing) {
                throw new AssertionError(named, missing);
            }
        }
    }

    private static String pascal(String name) {
        StringBuilder shown = new StringBuilder();
        for (String word : name.split("_")) {
            shown.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return shown.toString();
    }

    private static String camel(String name) {
        String shown = pascal(name);
        return Character.toLowerCase(shown.charAt(0)) + shown.substring(1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** What a value of a test stands for. */
    private Object value(Object given) {
        if (given instanceof String text) {
            return substituted(text);
        }
        if (given instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(item -> values.add(value(item)));
            return values;
        }
        if (!(given instanceof Map)) {
            return given;
        }
        Map<String, Object> map = map(given);
        String key = map.keySet().iterator().next();
        Object first = map.get(key);
        return switch (key) {
            case "$enum", "$flags" -> Named.of((String) first, ((Number) map.get("number")).intValue());
            case "$bytes" -> HexFormat.of().parseHex((String) first);
            case "$pattern" -> {
                byte[] bytes = new byte[((Number) first).intValue()];
                for (int index = 0; index < bytes.length; index++) {
                    bytes[index] = (byte) (index % 251);
                }
                yield bytes;
            }
            case "$repeat" -> ((String) first).repeat(((Number) map.get("times")).intValue());
            case "$join" -> {
                StringBuilder text = new StringBuilder();
                ((List<?>) first).forEach(part -> text.append(value(part)));
                yield text.toString();
            }
            case "$file" -> {
                try {
                    yield Files.readString(FOLDER.resolve((String) first));
                } catch (IOException missing) {
                    throw new AssertionError(missing);
                }
            }
            case "$parameters" -> {
                List<TypedParameter> parameters = new ArrayList<>();
                map(first).forEach((name, value) -> parameters.add(parameter(name, value(value))));
                yield parameters;
            }
            default -> fail("no such value: " + given);
        };
    }

    private static TypedParameter parameter(String name, Object value) {
        if (value instanceof Boolean truth) {
            return TypedParameters.of(name, truth);
        }
        if (value instanceof String text) {
            return TypedParameters.of(name, text);
        }
        BigDecimal number = (BigDecimal) value;
        if (number.scale() > 0) {
            return TypedParameters.of(name, number.doubleValue());
        }
        boolean isSigned = number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        long whole = number.longValue();
        return isSigned ? TypedParameters.of(name, whole) : TypedParameters.ofUnsigned(name, whole);
    }

    private Object substituted(String text) {
        String shown = text;
        for (Map.Entry<String, Object> variable : variables.entrySet()) {
            String mention = "${" + variable.getKey() + "}";
            if (shown.equals(mention)) {
                return variable.getValue();
            }
            if (shown.contains(mention)) {
                shown = shown.replace(mention, String.valueOf(variable.getValue()));
            }
        }
        assertTrue(!shown.contains("${"), "nothing has this name: " + shown);
        return shown;
    }

    private void check(Object found, Object expected, String where) throws Exception {
        if (expected instanceof Map) {
            checkMap(found, map(expected), where);
        } else if (expected instanceof List<?> items) {
            List<?> all = assertInstanceOf(List.class, found, where);
            assertEquals(items.size(), all.size(), where + ": " + found);
            for (int index = 0; index < items.size(); index++) {
                check(all.get(index), items.get(index), where + "." + index);
            }
        } else {
            Object value = value(expected);
            if (value instanceof BigDecimal number) {
                Number numeric = found instanceof Enum<?> ? (Number) property(found, "number") : (Number) found;
                assertNotNull(numeric, where);
                if (number.scale() > 0) {
                    assertEquals(number.doubleValue(), numeric.doubleValue(), where);
                } else {
                    assertEquals(number.longValue(), numeric.longValue(), where);
                }
            } else if (value instanceof String && found instanceof Word word) {
                assertEquals(value, word.word(), where);
            } else if (value instanceof String && found != null && !(found instanceof String)) {
                assertEquals(value, found.toString(), where);
            } else if (value instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) found, where);
            } else {
                assertEquals(value, found, where);
            }
        }
    }

    private void checkMap(Object found, Map<String, Object> expected, String where) throws Exception {
        String key = expected.isEmpty() ? "" : expected.keySet().iterator().next();
        Object first = expected.get(key);
        switch (key) {
            case "$any" -> assertNotNull(found, where);
            case "$contains" -> assertTrue(found.toString().contains((String) value(first)), where + ": " + found);
            case "$not" -> {
                if (agrees(found, first)) {
                    fail(where + ": " + found);
                }
            }
            case "$length" -> {
                int length = found instanceof List<?> list
                        ? list.size()
                        : found instanceof byte[] bytes ? bytes.length : found.toString().codePointCount(0, found.toString().length());
                assertEquals(((Number) first).intValue(), length, where);
            }
            case "$sha256" -> {
                byte[] bytes = (byte[]) found;
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                assertEquals(((Number) expected.get("length")).intValue(), bytes.length, where);
                assertEquals(first, HexFormat.of().formatHex(digest), where);
            }
            case "$unordered" -> {
                List<?> all = (List<?>) found;
                List<?> items = (List<?>) first;
                assertEquals(items.size(), all.size(), where + ": " + found);
                for (Object item : items) {
                    boolean isThere = false;
                    for (Object each : all) {
                        isThere |= agrees(each, item);
                    }
                    assertTrue(isThere, where + ": " + item + " is not in " + found);
                }
            }
            case "$enum", "$flags" -> {
                Named named = (Named) value(expected);
                if (found instanceof Number number) {
                    assertEquals(named.number(), number.intValue(), where);
                } else {
                    assertEquals(named.value(), found, where);
                }
            }
            case "$bytes", "$pattern" -> assertArrayEquals((byte[]) value(expected), (byte[]) found, where);
            case "$repeat", "$join", "$file" -> assertEquals(value(expected), found, where);
            default -> {
                boolean isParameters =
                        found instanceof List<?> list && (list.isEmpty() || list.get(0) instanceof TypedParameter);
                for (Map.Entry<String, Object> entry : expected.entrySet()) {
                    String name = entry.getKey();
                    Object inner;
                    if (isParameters) {
                        @SuppressWarnings("unchecked")
                        List<TypedParameter> parameters = (List<TypedParameter>) found;
                        inner = TypedParameters.map(parameters).get(name);
                    } else {
                        inner = property(found, name);
                    }
                    check(inner, entry.getValue(), where + "." + name);
                }
            }
        }
    }

    private boolean agrees(Object found, Object expected) throws Exception {
        try {
            check(found, expected, "");
            return true;
        } catch (AssertionError differs) {
            return false;
        }
    }
}
