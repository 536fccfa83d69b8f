package org.ferrovirt.document;

/**
 * An attribute or namespace declaration of an element that is kept as it is.
 *
 * @param name the name with its prefix
 * @param value the value
 */
public record RawAttribute(String name, String value) {}
