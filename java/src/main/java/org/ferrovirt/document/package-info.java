/**
 * The documents of domains, networks, storage and the rest as objects. Each kind has a class, with the classes of its elements
 * inside: {@link org.ferrovirt.document.DomainDocument#parse(String)} reads, {@link
 * org.ferrovirt.document.Document#toXml()} writes. What is not set is null, or a list without items.
 */
@NullMarked
package org.ferrovirt.document;

import org.jspecify.annotations.NullMarked;
