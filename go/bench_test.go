package ferrovirt_test

import (
	"fmt"
	"testing"

	"ferrovirt.org/go/ferrovirt"
)

func benchmarked(b *testing.B) (*ferrovirt.Connection, *ferrovirt.Domain) {
	ctx, connection := connected(b)
	return connection, must(connection.LookupDomainByName(ctx, "test"))(b)
}

func BenchmarkInteger(b *testing.B) {
	connection, _ := benchmarked(b)
	ctx := b.Context()
	for b.Loop() {
		must(connection.Version(ctx))(b)
	}
}

func BenchmarkText(b *testing.B) {
	connection, _ := benchmarked(b)
	ctx := b.Context()
	for b.Loop() {
		must(connection.Hostname(ctx))(b)
	}
}

func BenchmarkInfo(b *testing.B) {
	_, domain := benchmarked(b)
	ctx := b.Context()
	for b.Loop() {
		must(domain.Info(ctx))(b)
	}
}

func BenchmarkName(b *testing.B) {
	_, domain := benchmarked(b)
	for b.Loop() {
		_ = domain.Name()
	}
}

func BenchmarkList1000(b *testing.B) {
	connection, _ := benchmarked(b)
	ctx := b.Context()
	for number := range 1000 {
		domain := must(connection.DefineDomainXML(ctx, domainXML(fmt.Sprintf("bench-%d", number))))(b)
		b.Cleanup(func() { _ = domain.Undefine(bounded(b)) })
	}
	for b.Loop() {
		domains := must(connection.ListAllDomains(ctx, ferrovirt.ListAllDomainsInactive))(b)
		if len(domains) < 1000 {
			b.Fatalf("only %d domains", len(domains))
		}
	}
}

func BenchmarkEvents(b *testing.B) {
	connection, _ := benchmarked(b)
	ctx := b.Context()
	domain := must(connection.CreateDomainXML(ctx, domainXML("events"), 0))(b)
	events := must(connection.Events(ferrovirt.EventFilter{Domain: domain}))(b)
	n, stop := 0, make(chan struct{})
	go func() {
		defer close(stop)
		for b.Context().Err() == nil {
			if domain.Suspend(ctx) != nil || domain.Resume(ctx) != nil {
				return
			}
		}
	}()
	for b.Loop() {
		if _, isGap := must(events.Next(ctx))(b).(ferrovirt.Gap); isGap {
			b.Fatal("a gap")
		}
		n++
	}
	done(b, connection.Close())
	<-stop
}
