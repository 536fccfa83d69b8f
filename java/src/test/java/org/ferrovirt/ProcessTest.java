package org.ferrovirt;

import static org.ferrovirt.Testing.PATIENCE_SECONDS;
import static org.ferrovirt.Testing.connected;
import static org.ferrovirt.Testing.defined;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads, the end of the machine, and what is left behind. */
class ProcessTest {
    /** Leaves a connection, a listener and a call that waits. */
    static final class LeavesThingsOpen {
        public static void main(String[] arguments) throws InterruptedException {
            Connection connection = connected();
            connection.events().nextAsync().thenAccept(event -> System.out.println(event));
            connection.closedAsync();
            Testing.until(() -> Native.waiting() == 2);
            System.out.println("done");
        }
    }

    @Test
    void theMachineEndsWithThingsOpen() throws Exception {
        String java = System.getProperty("java.home") + "/bin/java";
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        String library = System.getProperty("org.ferrovirt.library");
        if (library != null) {
            command.add("-Dorg.ferrovirt.library=" + library);
        }
        command.add(LeavesThingsOpen.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(said.contains("done"), said);
        assertEquals(0, process.exitValue(), said);
    }

    private static void share(ExecutorService threads) throws Exception {
        try (Connection connection = connected()) {
            List<Callable<Void>> lives = new ArrayList<>();
            for (int number = 0; number < 16; number++) {
                String name = "shared-" + number;
                lives.add(() -> {
                    Domain domain = defined(connection, name);
                    try (EventSubscription events = connection.eventsOf(domain)) {
                        for (int cycle = 0; cycle < 20; cycle++) {
                            domain.create();
                            domain.destroy();
                            events.next();
                            events.next();
                        }
                    }
                    domain.undefine();
                    return null;
                });
            }
            for (Future<Void> life : threads.invokeAll(lives, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                life.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void threadsShareAConnection() throws Exception {
        share(Executors.newFixedThreadPool(8));
    }

    @Test
    void virtualThreadsShareAConnection() throws Exception {
        ExecutorService threads;
        try {
            threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException old) {
            return;
        }
        share(threads);
    }

    private static long residentKibibytes() throws Exception {
        for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }

    @Test
    void cyclesLeaveMemoryFlat() throws Exception {
        int cycles = Testing.number("FERROVIRT_TEST_CYCLES", 3_000);
        long before = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            if (cycle == cycles / 3) {
                System.gc();
                before = residentKibibytes();
            }
            try (Connection connection = connected()) {
                assertEquals(1, connection.listAllDomains().size());
            }
        }
        System.gc();
        long grown = residentKibibytes() - before;
        assertTrue(grown < 100_000, grown + " KiB more");
    }
}
