/** The release of the interface: major * 1,000,000 + minor * 1,000 + release. */
#define LIBVIR_VERSION_NUMBER 11003000

/** Whether the interface is at least of this release. */
#define LIBVIR_CHECK_VERSION(major, minor, micro) \
    ((major) * 1000000 + (minor) * 1000 + (micro) <= LIBVIR_VERSION_NUMBER)
