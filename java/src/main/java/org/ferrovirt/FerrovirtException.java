package org.ferrovirt;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. Each {@link ErrorCode} has a class of its own, so that {@code catch} can name it. The message is the whole
 * sentence, in libvirt's wording.
 */
public class FerrovirtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the core told. */
    private final transient ErrorDetails details;

    FerrovirtException(ErrorDetails details) {
        super(details.message());
        this.details = details;
    }

    /** An error that comes about on this side. */
    static ErrorDetails local(ErrorCode code, String message, @Nullable String hint) {
        return new ErrorDetails(
                code.number(), code.nameInC(), ErrorDomain.NONE.number(), ErrorLevel.ERROR.ordinal(), message, null, null,
                null, null, null, null, hint, -1);
    }

    /**
     * What went wrong.
     *
     * @return the error number
     */
    public ErrorCode code() {
        return Objects.requireNonNullElse(ErrorCode.withNumber(details.code()), ErrorCode.INTERNAL_ERROR);
    }

    /**
     * Which part of the system raised it.
     *
     * @return the part
     */
    public ErrorDomain domain() {
        return Objects.requireNonNullElse(ErrorDomain.withNumber(details.domain()), ErrorDomain.NONE);
    }

    /**
     * How serious it is.
     *
     * @return the level
     */
    public ErrorLevel level() {
        return details.level() == ErrorLevel.WARNING.ordinal() ? ErrorLevel.WARNING : ErrorLevel.ERROR;
    }

    /**
     * The object that it is about.
     *
     * @return the object, or null
     */
    public @Nullable ErrorObject object() {
        String kind = details.objectKind();
        return kind == null ? null : new ErrorObject(kind, details.objectName(), details.objectUuid());
    }

    /**
     * The place in a document that it is about.
     *
     * @return the place, or null
     */
    public @Nullable ErrorPosition position() {
        Integer line = details.line();
        return line == null ? null : new ErrorPosition(line, Objects.requireNonNullElse(details.column(), 0));
    }

    /**
     * The cause, in the words of whoever reported it: QEMU, the guest agent, the kernel.
     *
     * @return the words, or null
     */
    public @Nullable String reason() {
        return details.cause();
    }

    /**
     * The step that would mend it.
     *
     * @return the step, or null
     */
    public @Nullable String hint() {
        return details.hint();
    }

    /**
     * The number of a system error.
     *
     * @return {@code errno}, or -1
     */
    public int systemError() {
        return details.number();
    }
}
