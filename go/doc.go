// Package ferrovirt manages guests, networks, storage and devices of hypervisors: libvirt's interface, with a core of its
// own that is part of the program. Nothing has to be installed, no event loop is registered, and nothing has to be freed.
//
//	connection, err := ferrovirt.Open(ctx, "qemu:///embed?root=/var/lib/guests")
//	if err != nil {
//		return err
//	}
//	defer connection.Close()
//	domains, err := connection.ListAllDomains(ctx, ferrovirt.ListAllDomainsActive)
//
// # Contexts
//
// Every call that may wait takes a context. When the context ends, the call returns at once with an error that
// [errors.Is] finds equal to [context.Canceled] or [context.DeadlineExceeded]. What had not begun does not begin; a step
// that had begun goes on in the core, so that nothing is left half done.
//
// # Errors
//
// Every error of the core is an [*Error] with libvirt's number, the object it is about, the cause, and often the step that
// would mend it. Its number is what to compare it with: errors.Is(err, ferrovirt.ErrNoDomain).
//
// # Events
//
// [Connection.Events] gives a [EventSubscription], which is read: one event at a time, as an iterator, or as a channel.
// A listener that is too slow finds a [Gap] with the number of what it missed; it never delays anything else.
//
// # Documents
//
// The documents that describe guests and all else are Go structs: see the packages below ferrovirt.org/go/ferrovirt/document.
package ferrovirt
