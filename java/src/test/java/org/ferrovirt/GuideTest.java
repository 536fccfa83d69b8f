package org.ferrovirt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide and of the package's page do what they say. */
class GuideTest {
    private static final Pattern PROGRAM = Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String IMPORTS = "import org.ferrovirt.*;\nimport org.ferrovirt.document.*;\n"
            + "import java.io.*;\nimport java.time.*;\nimport java.util.*;\nimport java.util.concurrent.*;\n";

    @TempDir
    static Path folder;

    @TestFactory
    List<DynamicTest> programs() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : List.of("../docs/java.md", "../README.md", "README.md")) {
            Matcher program = PROGRAM.matcher(Files.readString(Path.of(page)));
            while (program.find()) {
                String name = "Program" + tests.size();
                String body = program.group(1);
                tests.add(DynamicTest.dynamicTest(page + " " + tests.size(), () -> run(name, body)));
            }
        }
        assertTrue(tests.size() >= 9);
        for (Path example : Files.list(Path.of("examples")).sorted().toList()) {
            String name = example.getFileName().toString().replace(".java", "");
            tests.add(DynamicTest.dynamicTest(example.toString(), () -> compiled(name, Files.readString(example))));
        }
        return tests;
    }

    private static void run(String name, String body) throws Exception {
        compiled(name, IMPORTS + "public class " + name + " {\npublic static void main(String[] arguments) throws Exception {\n"
                + body + "}\n}\n");
    }

    private static void compiled(String name, String text) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".java"), text);
        StringWriter complaints = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        assertTrue(
                compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(source)).call(),
                complaints::toString);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }
}
