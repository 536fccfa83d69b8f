package org.ferrovirt;

import static org.ferrovirt.Testing.connected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private final Connection connection = connected();

    @AfterEach
    void close() {
        connection.close();
    }

    private Screenshot screenshot() {
        return connection.lookupDomainByName("test").screenshot(0);
    }

    @Test
    void aScreenshotIsAnInputStream() throws IOException {
        Screenshot first = screenshot();
        assertTrue(first.mimeType().startsWith("image/"));
        byte[] everything;
        try (InputStream image = first.image().inputStream()) {
            everything = image.readAllBytes();
        }
        assertTrue(everything.length > 0);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        InputStream image = screenshot().image().inputStream();
        for (int value = image.read(); value >= 0; value = image.read()) {
            copy.write(value);
        }
        assertArrayEquals(everything, copy.toByteArray());
    }

    @Test
    void aVolumeIsUploadedAndDownloaded() throws IOException {
        StoragePool pool = connection.lookupStoragePoolByName("default-pool");
        StorageVolume volume =
                pool.createVolumeXml("<volume><name>v</name><capacity>1048576</capacity></volume>");
        byte[] content = "guest ".repeat(100_000).getBytes();
        Stream upload;
        try {
            upload = volume.upload(0, content.length);
        } catch (UnsupportedException unsupported) {
            abort("the test driver has no uploads");
            return;
        }
        try (OutputStream out = upload.outputStream()) {
            out.write(content);
        }
        assertArrayEquals(content, volume.download(0, content.length).inputStream().readAllBytes());
    }

    @Test
    void abortEndsAStream() {
        Stream image = screenshot().image();
        image.abort();
        image.close();
        IOException failure = assertThrows(IOException.class, () -> image.inputStream().read());
        assertEquals(FerrovirtException.class, failure.getCause().getClass().getSuperclass());
    }
}
