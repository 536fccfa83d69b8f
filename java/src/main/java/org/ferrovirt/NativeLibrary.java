package org.ferrovirt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds the native library: where the property {@code org.ferrovirt.library} says, else in the jar of natives for this
 * platform, else on {@code java.library.path}.
 */
final class NativeLibrary {
    private static final String NAME = "ferrovirt_jni";

    private NativeLibrary() {}

    static void load() {
        String given = System.getProperty("org.ferrovirt.library");
        if (given != null) {
            System.load(Path.of(given).toAbsolutePath().toString());
            return;
        }
        String resource = "org/ferrovirt/natives/" + platform() + "/" + System.mapLibraryName(NAME);
        try (InputStream library = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (library != null) {
                loadCopy(library);
                return;
            }
        } catch (IOException error) {
            throw new UncheckedIOException("the native library of Ferrovirt cannot be unpacked", error);
        }
        try {
            System.loadLibrary(NAME);
        } catch (UnsatisfiedLinkError error) {
            UnsatisfiedLinkError shown = new UnsatisfiedLinkError("no native library of Ferrovirt for " + platform()
                    + ": put the jar with the classifier '" + platform() + "' on the class path, or the library itself on"
                    + " java.library.path");
            shown.initCause(error);
            throw shown;
        }
    }

    /** A system and an architecture, as in {@code linux-x86_64}. */
    static String platform() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-') + "-"
                + switch (architecture) {
                    case "amd64", "x86-64" -> "x86_64";
                    case "arm64" -> "aarch64";
                    default -> architecture;
                };
    }

    /** The copy is in a folder that only this user can enter; once it is loaded, no name has to lead to it. */
    private static void loadCopy(InputStream library) throws IOException {
        Path folder = Files.createTempDirectory("ferrovirt-");
        Path copy = folder.resolve(System.mapLibraryName(NAME));
        try {
            Files.copy(library, copy);
            System.load(copy.toString());
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }
}
