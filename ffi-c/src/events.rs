//! Events: callbacks of the program, called on the event loop's thread.
