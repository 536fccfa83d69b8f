/** What a descriptor is watched for, and what happened to it: a set of flags. */
typedef enum {
    /** It can be read. (Since: 0.5.0) */
    VIR_EVENT_HANDLE_READABLE = 1,
    /** It can be written. (Since: 0.5.0) */
    VIR_EVENT_HANDLE_WRITABLE = 2,
    /** It failed. (Since: 0.5.0) */
    VIR_EVENT_HANDLE_ERROR = 4,
    /** The other end is gone. (Since: 0.5.0) */
    VIR_EVENT_HANDLE_HANGUP = 8,
} virEventHandleType;
