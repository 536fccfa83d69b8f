package org.ferrovirt;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;

/** What the tests have in common: the test driver, and patience. */
final class Testing {
    /** When a test hangs, not when it is slow. */
    static final long PATIENCE_SECONDS = 120;

    private Testing() {}

    static Connection connected() {
        return Ferrovirt.open("test:///default");
    }

    static String xml(String name) {
        return "<domain type='test'><name>" + name + "</name><memory>8192</memory><os><type>hvm</type></os></domain>";
    }

    static Domain defined(Connection connection, String name) {
        return connection.defineDomainXml(xml(name));
    }

    /** Takes away what a test made: the host of the test driver is the same for all connections of the process. */
    static void restore(Connection connection) {
        for (Domain domain : connection.listAllDomains()) {
            if (!domain.name().equals("test")) {
                if (domain.isActive()) {
                    domain.destroy();
                }
                domain.undefine();
            }
        }
        connection.close();
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        for (long waited = 0; !condition.getAsBoolean(); waited++) {
            if (waited > PATIENCE_SECONDS * 1000) {
                fail("it did not come about");
            }
            Thread.sleep(1);
        }
    }

    static int number(String variable, int standard) {
        String given = System.getenv(variable);
        return given == null ? standard : Integer.parseInt(given);
    }
}
