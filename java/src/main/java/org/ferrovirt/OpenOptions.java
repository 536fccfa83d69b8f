package org.ferrovirt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is opened. {@link #STANDARD} says nothing; the methods give options with one more thing said.
 *
 * @param isReadOnly whether the connection may only look
 * @param userName the name for drivers that ask who comes, or null
 * @param password the password for drivers that ask for one, or null
 * @param limit how long opening may take, or null for any time
 */
public record OpenOptions(
        boolean isReadOnly, @Nullable String userName, @Nullable String password, @Nullable Duration limit) {
    /** A connection that may change things, for whoever the system says we are. */
    public static final OpenOptions STANDARD = new OpenOptions(false, null, null, null);

    /**
     * The connection may only look.
     *
     * @return the options
     */
    public OpenOptions readOnly() {
        return new OpenOptions(true, userName, password, limit);
    }

    /**
     * Who comes. What the user's file of credentials knows goes before it.
     *
     * @param userName the name
     * @param password the password
     * @return the options
     */
    public OpenOptions credentials(String userName, String password) {
        return new OpenOptions(isReadOnly, userName, password, limit);
    }

    /**
     * How long opening may take.
     *
     * @param limit how long
     * @return the options
     */
    public OpenOptions within(Duration limit) {
        return new OpenOptions(isReadOnly, userName, password, limit);
    }

    /** Passwords are not shown. */
    @Override
    public String toString() {
        return "OpenOptions[isReadOnly=" + isReadOnly + ", userName=" + userName + ", limit=" + limit + "]";
    }
}
