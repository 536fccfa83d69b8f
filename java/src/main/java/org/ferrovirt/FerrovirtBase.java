package org.ferrovirt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What of {@link Ferrovirt} no operation states. */
class FerrovirtBase {
    FerrovirtBase() {}

    /**
     * Opens a connection that may only look.
     *
     * @param uri where to; its scheme chooses the driver
     * @return the connection
     */
    public static Connection openReadOnly(String uri) {
        return open(uri, OpenOptions.STANDARD.readOnly());
    }

    /**
     * Opens a connection as the options say.
     *
     * @param uri where to; its scheme chooses the driver
     * @param options how
     * @return the connection
     */
    public static Connection open(String uri, OpenOptions options) {
        return Connection.of(Calls.number(new Limit(options.limit()), Operations.FUNCTION_OPEN, arguments(uri, options)));
    }

    /**
     * Opens a connection as the options say, without waiting for it.
     *
     * @param uri where to; its scheme chooses the driver
     * @param options how
     * @return the connection to come; cancelling it gives the call up
     */
    public static CompletableFuture<Connection> openAsync(String uri, OpenOptions options) {
        return Calls.future(
                new Limit(options.limit()), Operations.FUNCTION_OPEN, arguments(uri, options), in -> Connection.of(in.i64()));
    }

    private static Writer arguments(String uri, OpenOptions options) {
        return new Writer()
                .text(uri)
                .bool(options.isReadOnly())
                .optional(options.userName(), Writer::text)
                .optional(options.password(), Writer::text);
    }

    /** A function belongs to no object; this one stands for how long it may take. */
    private static final class Limit extends NativeObject {
        private static final Handle NONE = new Handle(-1, 0);

        Limit(@Nullable Duration limit) {
            super(NONE, limit == null ? 0 : nanoseconds(limit));
        }
    }
}
