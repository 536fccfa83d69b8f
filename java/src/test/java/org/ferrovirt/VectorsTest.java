package org.ferrovirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests that all languages share. */
class VectorsTest {
    @TestFactory
    @SuppressWarnings("unchecked")
    List<DynamicTest> shared() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Vectors.FOLDER, "*.json")) {
            for (Path file : files) {
                Map<String, Object> content = (Map<String, Object>) Json.read(Files.readString(file));
                String group = file.getFileName().toString().replace(".json", "");
                for (Object test : (List<Object>) content.get("tests")) {
                    Map<String, Object> described = (Map<String, Object>) test;
                    String name = group + "/" + described.get("name");
                    tests.add(DynamicTest.dynamicTest(name, () -> {
                        new Vectors().run((List<Map<String, Object>>) described.get("steps"));
                        passed(name);
                    }));
                }
            }
        }
        return tests;
    }

    private static void passed(String name) throws IOException {
        String folder = System.getenv("FERROVIRT_VECTORS_RAN");
        if (folder != null) {
            Files.writeString(
                    Path.of(folder, "java"), name + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
