package ferrovirt

import (
	"context"
	"runtime"

	"ferrovirt.org/go/ferrovirt/internal/native"
)

// perform makes a call that never waits.
func perform(operation uint32, object uint64, arguments []byte, answer *native.Answer) error {
	if native.IsOther {
		return otherLibrary()
	}
	native.Perform(operation, object, arguments, answer)
	if answer.Status() != native.Success {
		return failure(answer)
	}
	return nil
}

// wait makes a call that may wait. That the context is not over was looked at before the arguments were made.
func wait(ctx context.Context, operation uint32, object uint64, arguments []byte, answer *native.Answer) error {
	if native.IsOther {
		return otherLibrary()
	}
	if err := native.Wait(ctx, operation, object, arguments, answer); err != nil {
		return ended(err)
	}
	if answer.Status() != native.Success {
		return failure(answer)
	}
	return nil
}

// otherLibrary is the error of every call when the library that was linked does not belong to this package.
func otherLibrary() error {
	return &Error{
		Code: ErrInternalError, Level: ErrorLevelError,
		Message: "internal error: the linked library is of another version than the package",
		Hint:    "take both from the same release",
	}
}

// handle is an object of the core. Nothing has to be freed: that the garbage collector found it out of reach ends it.
type handle struct {
	raw uint64
}

// object is whatever has a handle; a nil pointer has none.
type object interface {
	reference() uint64
}

type reference struct {
	class uint32
	raw   uint64
}

func release(gone reference) { native.Release(gone.class, gone.raw) }

// kept has the core told when the object is out of reach.
func kept[T any](object *T, class uint32, raw uint64) *T {
	runtime.AddCleanup(object, release, reference{class, raw})
	return object
}

// isMissing says that one of the objects is none.
func isMissing[T object](objects []T) bool {
	for _, object := range objects {
		if object.reference() == 0 {
			return true
		}
	}
	return false
}
