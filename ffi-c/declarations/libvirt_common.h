#ifndef VIR_DEPRECATED
# if defined(__GNUC__)
/** Marks what has a better successor. */
#  define VIR_DEPRECATED __attribute__((__deprecated__))
# else
#  define VIR_DEPRECATED
# endif
#endif

/** Declares data of the library. */
#define VIR_EXPORT_VAR extern
