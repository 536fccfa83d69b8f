package org.ferrovirt;

/** How serious an error is. */
public enum ErrorLevel {
    /** It is none. */
    NONE,

    /** A warning. */
    WARNING,

    /** An error. */
    ERROR
}
