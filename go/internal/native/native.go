// Package native is the one place that knows C: calls into the core, and waiting for those that wait.
//
// Calls are made in one crossing, with their arguments as bytes. The core never calls back into Go: what it wakes is
// read from a descriptor, by the runtime's own poller.
package native

/*
#cgo noescape ferrovirt_perform
#cgo nocallback ferrovirt_perform
#cgo noescape ferrovirt_resume
#cgo nocallback ferrovirt_resume
#cgo nocallback ferrovirt_abandon
#cgo nocallback ferrovirt_free
#cgo nocallback ferrovirt_duplicate
#cgo nocallback ferrovirt_release
#cgo noescape ferrovirt_woken
#cgo nocallback ferrovirt_woken
#cgo nocallback ferrovirt_wakeups
#cgo nocallback ferrovirt_definition
#include "calls.h"
*/
import "C"

import (
	"context"
	"unsafe"
)

// How a call ended.
const (
	// Success says that the answer is the result.
	Success = C.FERROVIRT_SUCCESS
	// Failed says that the answer is an error of the definition.
	Failed = C.FERROVIRT_FAILED
	// Refused says that the answer is a text: an argument could not be converted, or the core failed.
	Refused = C.FERROVIRT_REFUSED
)

// IsOther says that the linked library is of another definition than this package: its numbers mean something else.
var IsOther = C.ferrovirt_definition() != C.uint64_t(definition)

// Answer is what a call gave. Free it when its bytes were read.
type Answer struct {
	c C.ferrovirt_answer
}

// Status says how the call ended.
func (a *Answer) Status() int { return int(a.c.status) }

// Number is the result of a call that gives a number.
func (a *Answer) Number() uint64 { return uint64(a.c.number) }

// Bytes is the result of any other call. They are gone after Free.
func (a *Answer) Bytes() []byte {
	if a.c.capacity == 0 {
		return unsafe.Slice((*byte)(&a.c.small[0]), int(a.c.length))
	}
	return unsafe.Slice((*byte)(a.c.data), int(a.c.length))
}

// Free gives memory of the core back.
func (a *Answer) Free() {
	if a.c.capacity != 0 {
		C.ferrovirt_free(a.c.data, a.c.capacity)
		a.c.capacity, a.c.length = 0, 0
	}
}

// Perform makes a call that never waits.
func Perform(operation uint32, object uint64, arguments []byte, answer *Answer) {
	C.ferrovirt_perform(C.uint32_t(operation), C.uint64_t(object), (*C.uint8_t)(unsafe.SliceData(arguments)),
		C.size_t(len(arguments)), &answer.c)
}

// Wait makes a call and waits for its end, or for the end of the context: then the call is given up, and the error is
// the context's. A context that is over already does not keep it from beginning.
func Wait(ctx context.Context, operation uint32, object uint64, arguments []byte, answer *Answer) error {
	Perform(operation, object, arguments, answer)
	if answer.c.status != C.FERROVIRT_WAITS {
		return nil
	}
	return await(ctx, answer)
}

func await(ctx context.Context, answer *Answer) error {
	token := uint64(answer.c.number)
	woken, err := expect(token)
	if err != nil {
		C.ferrovirt_abandon(answer.c.waiting)
		return err
	}
	defer forget(token)
	for {
		C.ferrovirt_resume(answer.c.waiting, &answer.c)
		if answer.c.status != C.FERROVIRT_WAITS {
			return nil
		}
		select {
		case <-woken:
		case <-ctx.Done():
			C.ferrovirt_abandon(answer.c.waiting)
			return ctx.Err()
		}
	}
}

// Duplicate gives another handle of the same object.
func Duplicate(class uint32, object uint64) uint64 {
	return uint64(C.ferrovirt_duplicate(C.uint32_t(class), C.uint64_t(object)))
}

// Release ends a handle.
func Release(class uint32, object uint64) {
	C.ferrovirt_release(C.uint32_t(class), C.uint64_t(object))
}
