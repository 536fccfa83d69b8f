package ferrovirt_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ferrovirt.org/go/ferrovirt"
)

// patience is how long anything may take before a test gives up.
const patience = 2 * time.Minute

func bounded(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// connected is a connection of the test's own.
func connected(t testing.TB) (context.Context, *ferrovirt.Connection) {
	t.Helper()
	ctx := bounded(t)
	connection := must(ferrovirt.Open(ctx, "test:///default"))(t)
	t.Cleanup(func() { _ = connection.Close() })
	return ctx, connection
}

func domainXML(name string) string {
	return fmt.Sprintf("<domain type='test'><name>%s</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>", name)
}

// defined is a guest of the test's own, shut off, which is gone afterwards.
func defined(t testing.TB, name string) (context.Context, *ferrovirt.Connection, *ferrovirt.Domain) {
	t.Helper()
	ctx, connection := connected(t)
	domain := must(connection.DefineDomainXML(ctx, domainXML(name)))(t)
	t.Cleanup(func() {
		// The test's own context is over.
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		_ = domain.Destroy(ctx)
		_ = domain.Undefine(ctx)
	})
	return ctx, connection, domain
}

// must gives the value of a call that has to succeed.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		done(t, err)
		return value
	}
}

func done(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t testing.TB, found, expected T) {
	t.Helper()
	if found != expected {
		t.Fatalf("found %v, expected %v", found, expected)
	}
}
