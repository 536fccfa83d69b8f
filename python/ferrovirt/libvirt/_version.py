"""The release of libvirt whose interface this is."""

VERSION = 11_003_000
"""As major * 1,000,000 + minor * 1,000 + release."""
