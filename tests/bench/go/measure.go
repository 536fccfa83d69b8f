// Package bench measures calls, for programs that are run beside each other.
package bench

import (
	"fmt"
	"testing"
)

// Domain is a guest that the programs define.
func Domain(number int) string {
	return fmt.Sprintf("<domain type='test'><name>bench-%d</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>", number)
}

// Domains is how many guests a list has, besides the one that the host has.
const Domains = 1000

// Measure prints the nanoseconds of a call.
func Measure(name string, call func() error) {
	result := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if err := call(); err != nil {
				b.Fatal(err)
			}
		}
	})
	if result.N == 0 {
		panic(name + " failed")
	}
	fmt.Println(name, float64(result.T.Nanoseconds())/float64(result.N))
}

// Must gives the value of a call that has to succeed.
func Must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
