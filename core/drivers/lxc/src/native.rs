//! LXC's own configuration files.
