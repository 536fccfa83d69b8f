package org.ferrovirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every operation of the definition is there, and its twin that does not wait. */
class OperationsTest {
    private static boolean has(Class<?> type, String name, int arguments, Class<?> result) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments)
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getReturnType)
                .anyMatch(result::isAssignableFrom);
    }

    @Test
    void allAreThere() throws Exception {
        String listed;
        try (var resource = OperationsTest.class.getResourceAsStream("/operations")) {
            listed = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> missing = new ArrayList<>();
        int count = 0;
        for (String line : listed.lines().filter(line -> !line.startsWith("#")).toList()) {
            String[] words = line.split("[. ]");
            Class<?> type = Class.forName("org.ferrovirt." + words[0]);
            int arguments = Integer.parseInt(words[2]);
            boolean waits = words[3].equals("waits");
            boolean isThere = Arrays.stream(type.getMethods())
                    .anyMatch(method -> method.getName().equals(words[1]) && method.getParameterCount() == arguments);
            if (!isThere || waits && !has(type, words[1] + "Async", arguments, CompletableFuture.class)) {
                missing.add(line);
            }
            count++;
        }
        assertEquals(List.of(), missing);
        assertTrue(count > 300, "only " + count);
    }
}
