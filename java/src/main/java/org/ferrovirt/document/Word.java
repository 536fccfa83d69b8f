package org.ferrovirt.document;

/** A word that an attribute can have. */
public interface Word {
    /**
     * The word as it stands in documents.
     *
     * @return the word
     */
    String word();
}
