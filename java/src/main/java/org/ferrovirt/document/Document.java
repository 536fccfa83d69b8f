package org.ferrovirt.document;

import java.util.List;
import java.util.function.Function;
import org.ferrovirt.DocumentChange;
import org.ferrovirt.DocumentKind;
import org.ferrovirt.Ferrovirt;
import org.jspecify.annotations.Nullable;

/**
 * A whole document.
 *
 * @param <D> its own class
 */
public abstract class Document<D extends Document<D>> extends Element {
    Document() {}

    abstract DocumentKind kind();

    /** When one kind has documents of several classes: what names this class in the buffer. */
    abstract @Nullable String word();

    abstract D from(JsonReader in);

    static <D> D parse(
            DocumentKind kind, @Nullable String word, String xml, boolean isStrict, Function<JsonReader, D> read) {
        JsonReader in = new JsonReader(Ferrovirt.readDocument(kind, xml, isStrict));
        if (word == null) {
            return in.whole(read);
        }
        return in.whole(all -> all.variant(found -> {
            if (!found.equals(word)) {
                throw new IllegalArgumentException("expected a document <" + word + ">, not <" + found + ">");
            }
            return read.apply(all);
        }));
    }

    private byte[] buffer() {
        JsonWriter out = new JsonWriter();
        String word = word();
        if (word == null) {
            writeTo(out);
        } else {
            out.begin().key(word);
            writeTo(out);
            out.end();
        }
        return out.bytes();
    }

    /**
     * The text of the document, with everything that is set.
     *
     * @return the XML
     */
    public final String toXml() {
        return Ferrovirt.writeDocument(kind(), buffer());
    }

    /**
     * What differs in another document: for previews of a change.
     *
     * @param other the other
     * @return the differences
     */
    public final List<DocumentChange> differences(D other) {
        Document<D> that = other;
        return Ferrovirt.diffDocuments(kind(), buffer(), that.buffer());
    }

    /**
     * A copy that shares nothing with the document.
     *
     * @return the copy
     */
    public final D copy() {
        JsonWriter out = new JsonWriter();
        writeTo(out);
        return new JsonReader(out.bytes()).whole(this::from);
    }
}
