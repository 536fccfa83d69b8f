package ferrovirt_test

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/document/domainxml"
)

// cycles is how often a soak repeats: FERROVIRT_SOAK for a long one.
func cycles(t *testing.T) int {
	if given := os.Getenv("FERROVIRT_SOAK"); given != "" {
		return must(strconv.Atoi(given))(t)
	}
	return 300
}

// resident is how much memory the process has, in bytes, that of the core included.
func resident(t *testing.T) int {
	t.Helper()
	// Twice: the first finds what is out of reach, and the second waits for what was told of it.
	runtime.GC()
	runtime.GC()
	fields := strings.Fields(string(must(os.ReadFile("/proc/self/statm"))(t)))
	return must(strconv.Atoi(fields[1]))(t) * os.Getpagesize()
}

// soak has memory stay flat, but for what the allocators keep.
func soak(t *testing.T, cycle func()) {
	t.Helper()
	if _, err := os.Stat("/proc/self/statm"); err != nil {
		t.Skip(err)
	}
	n := cycles(t)
	for range n/4 + 1 {
		cycle()
	}
	before := resident(t)
	for range n {
		cycle()
	}
	const most = 32 << 20
	if growth := resident(t) - before; growth > most {
		t.Fatalf("%d cycles left %d bytes", n, growth)
	}
}

func TestSoakOfConnections(t *testing.T) {
	ctx := t.Context()
	soak(t, func() {
		connection := must(ferrovirt.Open(ctx, "test:///default"))(t)
		for _, domain := range must(connection.ListAllDomains(ctx, 0))(t) {
			_ = domain.Name()
		}
		_, err := connection.LookupDomainByName(ctx, "nobody")
		equal(t, err != nil, true)
		done(t, connection.Close())
	})
}

func TestSoakOfDocuments(t *testing.T) {
	text := strings.Replace(domainXML("soak"), "<os>", "<description>"+strings.Repeat("x", 10_000)+"</description><os>", 1)
	soak(t, func() {
		document := must(domainxml.ParseDomain(text))(t)
		must(document.XML())(t)
	})
}
