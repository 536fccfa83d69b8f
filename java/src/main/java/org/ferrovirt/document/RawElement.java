package org.ferrovirt.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element that is kept as it is: metadata, and what belongs to others. */
public final class RawElement extends Element {
    private final String name;
    private List<RawAttribute> attributes = new ArrayList<>();
    private List<RawNode> children = new ArrayList<>();

    /**
     * An element with nothing in it.
     *
     * @param name the name with its prefix
     */
    public RawElement(String name) {
        this.name = name;
    }

    /**
     * The name.
     *
     * @return the name with its prefix
     */
    public String name() {
        return name;
    }

    /**
     * Attributes and namespace declarations, in order.
     *
     * @return the list itself, which can be changed
     */
    public List<RawAttribute> attributes() {
        return attributes;
    }

    /**
     * What it contains, in order.
     *
     * @return the list itself, which can be changed
     */
    public List<RawNode> children() {
        return children;
    }

    /**
     * Adds an attribute.
     *
     * @param name the name with its prefix
     * @param value the value
     * @return this
     */
    public RawElement attribute(String name, String value) {
        attributes.add(new RawAttribute(name, value));
        return this;
    }

    /**
     * Adds text.
     *
     * @param text the text
     * @return this
     */
    public RawElement text(String text) {
        children.add(new RawNode.Text(text));
        return this;
    }

    /**
     * Adds an element.
     *
     * @param element the element
     * @return this
     */
    public RawElement child(RawElement element) {
        children.add(new RawNode.Child(element));
        return this;
    }

    @Override
    @Nullable Object[] contents() {
        return new @Nullable Object[] {name, attributes, children};
    }

    static RawElement read(JsonReader in) {
        String name = "";
        List<RawAttribute> attributes = new ArrayList<>();
        List<RawNode> children = new ArrayList<>();
        for (String key = in.first(); key != null; key = in.next()) {
            switch (key) {
                case "name" -> name = in.text();
                case "attributes" -> attributes = in.list(RawElement::readAttribute);
                case "children" -> children = in.list(RawElement::readNode);
                default -> throw in.unknown("RawElement", key);
            }
        }
        RawElement element = new RawElement(name);
        element.attributes = attributes;
        element.children = children;
        return element;
    }

    private static RawAttribute readAttribute(JsonReader in) {
        List<String> pair = in.list(JsonReader::text);
        if (pair.size() != 2) {
            throw in.unknown("RawAttribute", "with " + pair.size() + " texts");
        }
        return new RawAttribute(pair.get(0), pair.get(1));
    }

    private static RawNode readNode(JsonReader in) {
        return in.variant(word -> switch (word) {
            case "element" -> new RawNode.Child(read(in));
            case "text" -> new RawNode.Text(in.text());
            case "comment" -> new RawNode.Comment(in.text());
            default -> throw in.unknown("RawNode", word);
        });
    }

    @Override
    void writeTo(JsonWriter out) {
        out.begin().key("name").text(name);
        out.key("attributes").list(attributes, (to, attribute) -> to.list(
                List.of(attribute.name(), attribute.value()), JsonWriter::text));
        out.key("children").list(children, RawElement::writeNode);
        out.end();
    }

    private static void writeNode(JsonWriter out, RawNode node) {
        out.begin();
        if (node instanceof RawNode.Child child) {
            out.key("element").element(child.element());
        } else if (node instanceof RawNode.Text text) {
            out.key("text").text(text.text());
        } else if (node instanceof RawNode.Comment comment) {
            out.key("comment").text(comment.text());
        }
        out.end();
    }
}
