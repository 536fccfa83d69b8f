package org.ferrovirt;

import org.jspecify.annotations.Nullable;

/**
 * The object that an error is about.
 *
 * @param kind its kind, as in {@code domain}
 * @param name its name
 * @param uuid its UUID, if it has one
 */
public record ErrorObject(String kind, @Nullable String name, @Nullable String uuid) {}
