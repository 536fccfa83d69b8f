package org.ferrovirt;

import static org.ferrovirt.Testing.connected;
import static org.ferrovirt.Testing.defined;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    @AfterEach
    void restoreHost() {
        Testing.restore(connected());
    }

    @Test
    void connects() {
        try (Connection connection = connected()) {
            assertEquals("TEST", connection.hypervisorType());
            assertTrue(connection.isAlive());
            assertFalse(connection.isReadOnly());
            assertTrue(connection.version() > 0);
            assertEquals("test:///default", connection.uri());
            assertTrue(connection.nodeInfo().cpus() > 0);
        }
    }

    @Test
    void connectsAsynchronously() throws Exception {
        try (Connection connection =
                Ferrovirt.openAsync("test:///default").get(Testing.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            assertEquals("TEST", connection.hypervisorTypeAsync().get());
        }
    }

    @Test
    void optionsAreKept() {
        OpenOptions options =
                OpenOptions.STANDARD.readOnly().credentials("anna", "secret").within(Duration.ofMinutes(1));
        assertFalse(options.toString().contains("secret"));
        try (Connection connection = Ferrovirt.open("test:///default", options)) {
            assertTrue(connection.isReadOnly());
        }
    }

    @Test
    void readOnlyChangesNothing() {
        try (Connection connection = Ferrovirt.openReadOnly("test:///default")) {
            assertThrows(OperationDeniedException.class, () -> defined(connection, "guest"));
        }
    }

    @Test
    void unknownSchemeFails() {
        FerrovirtException error = assertThrows(FerrovirtException.class, () -> Ferrovirt.open("nonsense:///"));
        assertFalse(error.getMessage().isEmpty());
    }

    @Test
    void closingTwiceIsFine() {
        Connection connection = connected();
        connection.close();
        connection.close();
        assertTrue(connection.isClosed());
        assertThrows(FerrovirtException.class, connection::hostname);
    }

    @Test
    void lists() {
        try (Connection connection = connected()) {
            List<Domain> domains = connection.listAllDomains();
            assertEquals(List.of("test"), domains.stream().map(Domain::name).toList());
            assertEquals(domains, connection.listAllDomains(ListAllDomainsFlags.ACTIVE));
            assertTrue(connection.listAllDomains(ListAllDomainsFlags.INACTIVE).isEmpty());
            assertThrows(UnsupportedOperationException.class, () -> domains.remove(0));
        }
    }

    @Test
    void findsByUuidAndName() {
        try (Connection connection = connected()) {
            Domain domain = connection.lookupDomainByName("test");
            assertEquals(domain, connection.lookupDomainByUuid(domain.uuid()));
            assertEquals(domain.hashCode(), connection.lookupDomainByUuid(domain.uuid()).hashCode());
            assertTrue(domain.toString().contains("test"), domain.toString());
            assertThrows(NoDomainException.class, () -> connection.lookupDomainByUuid(new UUID(1, 2)));
        }
    }

    @Test
    void handlesAreComparedByWhatTheyStandFor() {
        try (Connection connection = connected()) {
            Domain domain = connection.lookupDomainByName("test");
            assertNotEquals(domain, defined(connection, "other"));
            assertNotEquals(domain, null);
            assertNotNull(domain.id());
            assertNull(connection.lookupDomainByName("other").id());
        }
    }

    @Test
    void unicodeSurvives() {
        try (Connection connection = connected()) {
            assertEquals("g\u00e4st-\ud83e\udd80", defined(connection, "g\u00e4st-\ud83e\udd80").name());
        }
    }

    @Test
    void hugeTextsSurvive() {
        try (Connection connection = connected()) {
            String description = "x".repeat(1_000_000);
            Domain domain = connection.defineDomainXml("<domain type='test'><name>huge</name><description>" + description
                    + "</description><memory>8192</memory><os><type>hvm</type></os></domain>");
            assertTrue(domain.xmlDesc().contains(description));
        }
    }

    @Test
    void nothingIsRefusedBeforeTheCore() {
        try (Connection connection = connected()) {
            assertThrows(NullPointerException.class, () -> connection.lookupDomainByName(null));
        }
    }
}
