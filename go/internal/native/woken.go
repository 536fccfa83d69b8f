package native

/*
#include "calls.h"
*/
import "C"

import (
	"errors"
	"os"
	"sync"
)

// The calls that wait. One that was woken before it got here stands with no channel until it does; one that was given
// up stands without a channel until it is woken.
var (
	lock      sync.Mutex
	waiting   = map[*C.ferrovirt_waiting]chan<- struct{}{}
	early     = map[*C.ferrovirt_waiting]struct{}{}
	abandoned = map[*C.ferrovirt_waiting]struct{}{}
)

var (
	starting  sync.Mutex
	isReading bool
)

// read starts the goroutine that passes on what was woken: one, and it holds no thread while nothing is.
func read() error {
	starting.Lock()
	defer starting.Unlock()
	if isReading {
		return nil
	}
	descriptor := C.ferrovirt_wakeups()
	if descriptor < 0 {
		return errors.New("ferrovirt: there is no descriptor left to wait with")
	}
	isReading = true
	go pass(os.NewFile(uintptr(descriptor), "ferrovirt wakeups"))
	return nil
}

func pass(wakeups *os.File) {
	var bytes [64]byte
	for {
		if _, err := wakeups.Read(bytes[:]); err != nil {
			return
		}
		for call := C.ferrovirt_next_woken(); call != nil; call = C.ferrovirt_next_woken() {
			deliver(call)
		}
	}
}

func deliver(call *C.ferrovirt_waiting) {
	lock.Lock()
	defer lock.Unlock()
	if _, ok := abandoned[call]; ok {
		delete(abandoned, call)
		C.ferrovirt_discard(call)
		return
	}
	if woken, ok := waiting[call]; ok {
		delete(waiting, call)
		woken <- struct{}{}
		return
	}
	early[call] = struct{}{}
}

// register has the channel told when the call was woken.
func register(call *C.ferrovirt_waiting, woken chan<- struct{}) error {
	err := read()
	lock.Lock()
	defer lock.Unlock()
	if _, ok := early[call]; ok {
		delete(early, call)
		woken <- struct{}{}
		return nil
	}
	waiting[call] = woken
	return err
}

// give gives a call up, whether it was woken meanwhile or not.
func give(call *C.ferrovirt_waiting) {
	// The end of the future wakes the call, so this is first: until it is in `abandoned`, nobody discards it.
	C.ferrovirt_abandon(call)
	lock.Lock()
	defer lock.Unlock()
	if _, ok := waiting[call]; ok {
		delete(waiting, call)
		abandoned[call] = struct{}{}
		return
	}
	C.ferrovirt_discard(call)
}

// Waiting is the number of calls that wait, and of those given up whose end was not told yet; for tests.
func Waiting() int {
	lock.Lock()
	defer lock.Unlock()
	return len(waiting) + len(early) + len(abandoned)
}
