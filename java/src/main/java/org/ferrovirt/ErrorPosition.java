package org.ferrovirt;

/**
 * The place in a document that an error is about.
 *
 * @param line the line, from 1
 * @param column the column in that line, from 1; 0 if it is not known
 */
public record ErrorPosition(int line, int column) {}
