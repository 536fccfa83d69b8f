// Command ours measures calls of this package.
package main

import (
	"context"
	"fmt"
	"time"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/tests/bench"
)

func main() {
	ctx := context.Background()
	connection := bench.Must(ferrovirt.Open(ctx, "test:///default"))
	defer connection.Close()
	domain := bench.Must(connection.LookupDomainByName(ctx, "test"))
	bench.Measure("integer", func() error {
		_, err := connection.Version(ctx)
		return err
	})
	bench.Measure("info", func() error {
		_, err := domain.Info(ctx)
		return err
	})
	bench.Measure("document", func() error {
		_, err := domain.XMLDesc(ctx, 0)
		return err
	})
	events(ctx, connection, domain)
	for number := range bench.Domains {
		bench.Must(connection.DefineDomainXML(ctx, bench.Domain(number)))
	}
	bench.Measure("list", func() error {
		_, err := connection.ListAllDomains(ctx, 0)
		return err
	})
}

// events has two guests' lives told to one listener as fast as they can be, and prints how many came in a second.
func events(ctx context.Context, connection *ferrovirt.Connection, domain *ferrovirt.Domain) {
	const wanted = 400_000
	// What a reader has not come to waits, so that none is dropped.
	subscription := bench.Must(connection.Events(ferrovirt.EventFilter{Capacity: wanted}))
	started := time.Now()
	go func() {
		for range wanted / 2 {
			if domain.Suspend(ctx) != nil || domain.Resume(ctx) != nil {
				panic("the guest does not do what it is told")
			}
		}
	}()
	for range wanted {
		if _, isGap := bench.Must(subscription.Next(ctx)).(ferrovirt.Gap); isGap {
			panic("events were lost")
		}
	}
	fmt.Println("events-per-second", float64(wanted)/time.Since(started).Seconds())
	_ = subscription.Close()
}
