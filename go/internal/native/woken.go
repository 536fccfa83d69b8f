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

// The calls that wait, by their tokens. A token that is not here is of a call that was given up.
var (
	lock    sync.Mutex
	waiting = map[uint64]chan<- struct{}{}
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
	var tokens [64]C.uint64_t
	for {
		if _, err := wakeups.Read(bytes[:]); err != nil {
			return
		}
		for n := len(tokens); n == len(tokens); {
			n = int(C.ferrovirt_woken(&tokens[0], C.size_t(len(tokens))))
			deliver(tokens[:n])
		}
	}
}

func deliver(tokens []C.uint64_t) {
	lock.Lock()
	defer lock.Unlock()
	for _, token := range tokens {
		if woken, ok := waiting[uint64(token)]; ok {
			// Of one poll there is one token, so that there is room.
			woken <- struct{}{}
		}
	}
}

// expect gives a channel that is told when the call was woken, until forget.
func expect(token uint64) (<-chan struct{}, error) {
	if err := read(); err != nil {
		return nil, err
	}
	woken := make(chan struct{}, 1)
	lock.Lock()
	defer lock.Unlock()
	waiting[token] = woken
	return woken, nil
}

func forget(token uint64) {
	lock.Lock()
	defer lock.Unlock()
	delete(waiting, token)
}

// Waiting is the number of calls that wait; for tests.
func Waiting() int {
	lock.Lock()
	defer lock.Unlock()
	return len(waiting)
}
