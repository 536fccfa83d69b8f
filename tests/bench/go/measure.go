// Package bench measures calls, for programs that are run beside each other.
package bench

import (
	"fmt"
	"slices"
	"time"
)

// Domain is a guest that the programs define.
func Domain(number int) string {
	return fmt.Sprintf("<domain type='test'><name>bench-%d</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>", number)
}

// Domains is how many guests a list has, besides the one that the host has.
const Domains = 1000

// Measure prints the nanoseconds of a call: a quick one of many short rounds, so that what else the machine does between
// them counts for nothing.
func Measure(name string, call func() error) {
	const rounds, round = 300, 2 * time.Millisecond
	n := 1
	for elapsed(n, call) < round {
		n *= 2
	}
	times := make([]float64, rounds)
	for index := range times {
		times[index] = float64(elapsed(n, call).Nanoseconds()) / float64(n)
	}
	slices.Sort(times)
	fmt.Println(name, times[rounds/10])
}

func elapsed(n int, call func() error) time.Duration {
	started := time.Now()
	for range n {
		if err := call(); err != nil {
			panic(err)
		}
	}
	return time.Since(started)
}

// Must gives the value of a call that has to succeed.
func Must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
