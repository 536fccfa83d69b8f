package org.ferrovirt;

import static org.ferrovirt.Testing.connected;
import static org.ferrovirt.Testing.defined;
import static org.ferrovirt.Testing.restore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    private final Connection connection = connected();
    private final Domain domain = defined(connection, "guest");

    @AfterEach
    void close() {
        connection.close();
        restore(connected());
    }

    @Test
    void lifecycle() {
        assertEquals(DomainState.SHUTOFF, domain.info().state());
        assertNull(domain.id());
        domain.create();
        assertTrue(domain.isActive());
        assertNotNull(domain.id());
        DomainStateReason state = domain.state();
        assertEquals(DomainState.RUNNING, state.state());
        assertEquals(DomainRunningReason.BOOTED, state.namedReason());
        domain.suspend();
        assertEquals(DomainState.PAUSED, domain.info().state());
        domain.resume();
        domain.destroy();
        assertFalse(domain.isActive());
    }

    @Test
    void createWithFlags() {
        domain.createWithFlags(DomainCreateFlags.PAUSED);
        assertEquals(DomainState.PAUSED, domain.info().state());
    }

    @Test
    void renameKeepsTheHandle() {
        domain.rename("renamed");
        assertEquals("renamed", domain.name());
    }

    @Test
    void wrongStateIsItsOwnError() {
        assertThrows(OperationInvalidException.class, domain::destroy);
    }

    @Test
    void errorsHaveTheirFields() {
        FerrovirtException error =
                assertThrows(NoDomainException.class, () -> connection.lookupDomainByName("nobody"));
        assertEquals(ErrorCode.NO_DOMAIN, error.code());
        assertEquals("VIR_ERR_NO_DOMAIN", error.code().nameInC());
        assertEquals(ErrorDomain.TEST, error.domain());
        assertEquals(ErrorLevel.ERROR, error.level());
        assertTrue(error.getMessage().contains("nobody"));
        assertEquals(-1, error.systemError());
        if (error.object() != null) {
            assertEquals("nobody", error.object().name());
        }
    }

    @Test
    void errorsInDocumentsHaveTheirPlace() {
        String xml = "<domain type='test'>\n  <nonsense/>\n</domain>";
        FerrovirtException error =
                assertThrows(FerrovirtException.class, () -> Ferrovirt.readDocument(DocumentKind.DOMAIN, xml, true));
        assertEquals(2, error.position().line());
    }

    @Test
    void typedParameters() {
        List<DomainStatsRecord> records =
                connection.allDomainStats(DomainStatsTypes.of(DomainStatsTypes.STATE, DomainStatsTypes.VCPU));
        DomainStatsRecord found =
                records.stream().filter(record -> record.domain().name().equals("test")).findAny().orElseThrow();
        TypedValue state = TypedParameters.find(found.parameters(), "state.state");
        assertEquals(DomainState.RUNNING.number(), state.plain());
        assertEquals(state.plain(), TypedParameters.map(found.parameters()).get("state.state"));
        assertNull(TypedParameters.find(found.parameters(), "nonsense"));
        Domain running = connection.lookupDomainByName("test");
        running.setSchedulerParameters(List.of(TypedParameters.ofUnsigned("weight", 17)));
    }

    @Test
    void typedValuesKeepTheirSign() {
        TypedParameter large = TypedParameters.ofUnsigned("value", -1);
        assertEquals(4_294_967_295L, large.value().plain());
        TypedValue tooLarge = new TypedValue.UnsignedIntValue(1L << 32);
        assertThrows(
                IllegalArgumentException.class,
                () -> domain.setSchedulerParameters(List.of(new TypedParameter("weight", tooLarge))));
    }

    @Test
    void enumerationsAndFlags() {
        DomainXmlFlags flags = DomainXmlFlags.SECURE.with(DomainXmlFlags.INACTIVE);
        assertEquals("SECURE|INACTIVE", flags.toString());
        assertEquals(DomainXmlFlags.of(DomainXmlFlags.INACTIVE, DomainXmlFlags.SECURE), flags);
        assertTrue(flags.contains(DomainXmlFlags.SECURE));
        assertEquals(DomainXmlFlags.INACTIVE, flags.without(DomainXmlFlags.SECURE));
        assertEquals("0x0", DomainXmlFlags.NONE.toString());
        assertEquals("SECURE|0x80000000", new DomainXmlFlags(0x8000_0001).toString());
    }

    @Test
    void openFilesAreReadAndWritten(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("file");
        try (OpenFile file = OpenFile.forWriting(path)) {
            file.outputStream().write("content".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("content", Files.readString(path));
        OpenFile file = OpenFile.forReading(path);
        assertEquals("content", new String(file.inputStream().readAllBytes(), StandardCharsets.UTF_8));
        file.close();
        file.close();
        assertThrows(java.io.IOException.class, () -> file.inputStream().read());
        assertThrows(java.io.IOException.class, () -> OpenFile.forReading(folder.resolve("none")));
        assertThrows(IllegalArgumentException.class, () -> OpenFile.of(-1));
        assertThrows(
                InvalidArgumentException.class,
                () -> connection.lookupDomainByName("test").openGraphics(0, OpenFile.of(1 << 20)));
    }
}
