package org.ferrovirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ferrovirt.document.Document;
import org.ferrovirt.document.DomainDocument;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DocumentsTest {
    private static final String DOMAIN = """
            <domain type='kvm'>
              <name>guest "1" \u00e4\ud83e\udd80</name>
              <metadata>
                <x:note xmlns:x='urn:x' kind='a&amp;b'>text<x:inner/></x:note>
              </metadata>
              <memory unit='KiB'>18446744073709551615</memory>
              <os>
                <type arch='x86_64'>hvm</type>
              </os>
              <features>
                <acpi/>
              </features>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/images/a.qcow2'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
              </devices>
            </domain>
            """;

    @Test
    void survivesTheWayThereAndBack() {
        DomainDocument document = DomainDocument.parse(DOMAIN, true);
        assertEquals(DomainDocument.parse(document.toXml(), true), document);
        assertTrue(document.toXml().contains("18446744073709551615"), document.toXml());
        assertTrue(document.toXml().contains("x:inner"), document.toXml());
        assertEquals("guest \"1\" \u00e4\ud83e\udd80", document.name());
    }

    @Test
    void isChanged() {
        DomainDocument document = DomainDocument.parse(DOMAIN, true);
        DomainDocument changed = document.copy();
        assertEquals(document, changed);
        assertEquals(document.hashCode(), changed.hashCode());
        assertNotSame(document, changed);
        changed.title("A title");
        changed.devices().disks().clear();
        assertNotEquals(document, changed);
        assertNull(document.title());
        List<DocumentChange> changes = document.differences(changed);
        assertEquals(2, changes.size(), changes.toString());
        assertTrue(changed.toXml().contains("<title>A title</title>"));
        assertTrue(changed.toString().contains("A title"));
    }

    @Test
    void unionsAreSealed() {
        DomainDocument document = DomainDocument.parse(DOMAIN, true);
        Object source = document.devices().disks().get(0).source();
        assertInstanceOf(DomainDocument.DiskSourceFile.class, source);
        assertTrue(DomainDocument.DiskSource.class.isSealed());
    }

    @Test
    void unknownContentIsNamedWithItsPlace() {
        FerrovirtException error = assertThrows(
                FerrovirtException.class, () -> DomainDocument.parse("<domain type='test'>\n  <nonsense/>\n</domain>", true));
        assertEquals(2, error.position().line());
    }

    /** A short document of each kind. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("Capabilities", "<capabilities><host><cpu><arch>x86_64</arch></cpu></host></capabilities>"),
            Map.entry("Domain", "<domain type='test'><name>x</name></domain>"),
            Map.entry("DomainBackup", "<domainbackup mode='push'/>"),
            Map.entry("DomainCheckpoint", "<domaincheckpoint><name>c</name></domaincheckpoint>"),
            Map.entry("DomainSnapshot", "<domainsnapshot><name>s</name></domainsnapshot>"),
            Map.entry("Interface", "<interface type='ethernet' name='eth0'/>"),
            Map.entry("Network", "<network><name>lan</name></network>"),
            Map.entry("NodeDevice", "<device><name>d</name><capability type='system'/></device>"),
            Map.entry("Nwfilter", "<filter name='f'><rule action='drop' direction='in'><tcp dstportstart='22'/></rule></filter>"),
            Map.entry("Secret", "<secret><description>d</description></secret>"),
            Map.entry("StoragePool", "<pool type='dir'><name>p</name></pool>"),
            Map.entry("StorageVolume", "<volume><name>v</name><capacity>1</capacity></volume>")));

    @TestFactory
    Stream<DynamicTest> kinds() {
        return KINDS.entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
                    Class<?> type = Class.forName("org.ferrovirt.document." + kind.getKey() + "Document");
                    var parse = type.getMethod("parse", String.class, boolean.class);
                    Document<?> document = (Document<?>) parse.invoke(null, kind.getValue(), true);
                    assertEquals(document, parse.invoke(null, document.toXml(), true));
                    assertEquals(document, document.copy());
                }));
    }

    @Test
    void conversionsLeaveMemoryFlat() {
        int cycles = Testing.number("FERROVIRT_TEST_CYCLES", 2_000);
        Runtime machine = Runtime.getRuntime();
        String text = DomainDocument.parse(DOMAIN).toXml();
        for (int cycle = 0; cycle < cycles; cycle++) {
            assertEquals(text, DomainDocument.parse(text).toXml());
        }
        System.gc();
        assertTrue(machine.totalMemory() - machine.freeMemory() < 200L << 20);
    }
}
