package org.ferrovirt.document;

/** What an element contains that is kept as it is. */
public sealed interface RawNode {
    /**
     * An element.
     *
     * @param element the element
     */
    record Child(RawElement element) implements RawNode {}

    /**
     * Text.
     *
     * @param text the text
     */
    record Text(String text) implements RawNode {}

    /**
     * A comment.
     *
     * @param text its text
     */
    record Comment(String text) implements RawNode {}
}
