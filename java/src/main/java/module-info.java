/**
 * Guests, networks, storage and devices of hypervisors: libvirt's interface, with a core of its own.
 *
 * <p>{@link org.ferrovirt.Ferrovirt#open(String)} is where to begin. What is not marked as nullable is never null.
 */
@org.jspecify.annotations.NullMarked
module org.ferrovirt {
    requires static transitive org.jspecify;

    exports org.ferrovirt;
    exports org.ferrovirt.document;
}
