// Package native is the one place that knows C: calls into the core, and waiting for those that wait.
//
// Calls are made in one crossing, with their arguments as bytes. The core never calls back into Go: what it wakes is
// read from a pipe, by the runtime's own poller.
package native

/*
#cgo CFLAGS: -O2 -std=c11 -D_GNU_SOURCE
#cgo noescape ferrovirt_perform
#cgo nocallback ferrovirt_perform
#cgo noescape ferrovirt_resume
#cgo nocallback ferrovirt_resume
#cgo nocallback ferrovirt_abandon
#cgo nocallback ferrovirt_discard
#cgo nocallback ferrovirt_free_buffer
#cgo nocallback ferrovirt_clone
#cgo nocallback ferrovirt_release
#cgo nocallback ferrovirt_next_woken
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
	Success = 0
	// Failed says that the answer is an error of the definition.
	Failed = 1
	// Refused says that the answer is a text: an argument could not be converted, or the core failed.
	Refused = 2
	// Cancelled says that there is no answer.
	Cancelled = 3
)

// Answer is what a call gave. Free it when its bytes were read.
type Answer struct {
	c C.ferrovirt_answer
}

// Code says how the call ended.
func (a *Answer) Code() int { return int(a.c.code) }

// Number is the result of a call that gives a number.
func (a *Answer) Number() uint64 { return uint64(a.c.number) }

// Bytes is the result of any other call. They are gone after Free.
func (a *Answer) Bytes() []byte {
	length := int(a.c.buffer.length)
	if a.c.is_small != 0 {
		return (*[C.FERROVIRT_SMALL]byte)(unsafe.Pointer(&a.c.small))[:length]
	}
	return unsafe.Slice((*byte)(a.c.buffer.data), length)
}

// Free gives memory of the core back.
func (a *Answer) Free() {
	if a.c.is_small == 0 && a.c.buffer.data != nil {
		C.ferrovirt_free_buffer(a.c.buffer)
		a.c.buffer = C.ferrovirt_buffer{}
	}
}

// Perform makes a call that never waits.
func Perform(operation uint32, object uint64, arguments []byte, answer *Answer) {
	C.ferrovirt_perform(C.uint32_t(operation), C.uint64_t(object), (*C.uint8_t)(unsafe.SliceData(arguments)), &answer.c)
}

// Wait makes a call and waits for its end, or for the end of the context: then the call is given up, and the error is
// the context's.
func Wait(ctx context.Context, operation uint32, object uint64, arguments []byte, answer *Answer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	Perform(operation, object, arguments, answer)
	if answer.c.code != C.FERROVIRT_WAITS {
		return nil
	}
	return await(ctx, answer)
}

func await(ctx context.Context, answer *Answer) error {
	woken := make(chan struct{}, 1)
	for answer.c.code == C.FERROVIRT_WAITS {
		call := answer.c.waiting
		if err := register(call, woken); err != nil {
			give(call)
			return err
		}
		select {
		case <-woken:
			C.ferrovirt_resume(call, &answer.c)
		case <-ctx.Done():
			give(call)
			return ctx.Err()
		}
	}
	return nil
}

// Clone gives another handle of the same object.
func Clone(class uint32, object uint64) uint64 {
	return uint64(C.ferrovirt_clone(C.uint32_t(class), C.uint64_t(object)))
}

// Release ends a handle.
func Release(class uint32, object uint64) {
	C.ferrovirt_release(C.uint32_t(class), C.uint64_t(object))
}

// Contract is the version of UniFFI's contract that the linked library was built with.
func Contract() uint32 { return uint32(C.ferrovirt_contract()) }
