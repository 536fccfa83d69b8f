package ferrovirt_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/internal/native"
)

func step(t testing.TB, event ferrovirt.Event) ferrovirt.DomainEventType {
	t.Helper()
	domain, ok := event.(ferrovirt.DomainEvent)
	if !ok {
		t.Fatalf("unexpected %#v", event)
	}
	lifecycle, ok := domain.Kind.(ferrovirt.DomainLifecycle)
	if !ok {
		t.Fatalf("unexpected %#v", event)
	}
	return lifecycle.Event
}

func TestEventsComeInOrder(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	events := must(connection.Events(ferrovirt.EventFilter{Domain: domain}))(t)
	done(t, domain.Create(ctx))
	done(t, domain.Suspend(ctx))
	done(t, domain.Resume(ctx))
	done(t, domain.Destroy(ctx))
	expected := []ferrovirt.DomainEventType{
		ferrovirt.DomainEventTypeStarted, ferrovirt.DomainEventTypeSuspended,
		ferrovirt.DomainEventTypeResumed, ferrovirt.DomainEventTypeStopped,
	}
	for event, err := range events.All(ctx) {
		done(t, err)
		equal(t, step(t, event), expected[0])
		if expected = expected[1:]; len(expected) == 0 {
			break
		}
	}
}

func TestEventsNameTheirDomainAndDetail(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	events := must(connection.Events(ferrovirt.EventFilter{}))(t)
	done(t, domain.Create(ctx))
	event := must(events.Next(ctx))(t).(ferrovirt.DomainEvent)
	equal(t, event.Domain.Name, domain.Name())
	equal(t, event.Domain.UUID, domain.UUID())
	lifecycle := event.Kind.(ferrovirt.DomainLifecycle)
	equal(t, lifecycle.NamedDetail().(ferrovirt.DomainEventStartedDetail), ferrovirt.DomainEventStartedDetailBooted)
}

func TestEventsOfOneDomainOnly(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	events := must(connection.Events(ferrovirt.EventFilter{Domain: domain}))(t)
	other := must(connection.DefineDomainXML(ctx, domainXML("other")))(t)
	done(t, other.Undefine(ctx))
	equal(t, events.TryNext() == nil, true)
}

func TestEventsOfTwoObjectsAreRefused(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	network := must(connection.LookupNetworkByName(ctx, "default"))(t)
	_, err := connection.Events(ferrovirt.EventFilter{Domain: domain, Network: network})
	equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
}

func TestSlowListenerFindsAGap(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	events := must(connection.Events(ferrovirt.EventFilter{Domain: domain, Capacity: 1}))(t)
	done(t, domain.Create(ctx))
	done(t, domain.Suspend(ctx))
	done(t, domain.Resume(ctx))
	equal(t, step(t, must(events.Next(ctx))(t)), ferrovirt.DomainEventTypeStarted)
	gap, ok := must(events.Next(ctx))(t).(ferrovirt.Gap)
	equal(t, ok && gap.Lost >= 2, true)
}

func TestClosingTheConnectionEndsTheEvents(t *testing.T) {
	ctx, connection := connected(t)
	events := must(connection.Events(ferrovirt.EventFilter{}))(t)
	done(t, connection.Close())
	for event := range events.Channel(ctx) {
		t.Fatalf("unexpected %#v", event)
	}
	equal(t, must(events.Next(ctx))(t) == nil, true)
}

func TestTheEndOfAConnectionIsWaitedFor(t *testing.T) {
	ctx, connection := connected(t)
	go func() {
		for native.Waiting() == 0 {
			time.Sleep(time.Millisecond)
		}
		_ = connection.Close()
	}()
	equal(t, must(connection.Closed(ctx))(t), ferrovirt.ConnectCloseReasonClient)
}

func TestWaitingEndsWhenAnEventComes(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	events := must(connection.Events(ferrovirt.EventFilter{Domain: domain}))(t)
	var waiting sync.WaitGroup
	waiting.Add(1)
	go func() {
		defer waiting.Done()
		for native.Waiting() == 0 {
			time.Sleep(time.Millisecond)
		}
		if err := domain.Create(ctx); err != nil {
			t.Error(err)
		}
	}()
	equal(t, step(t, must(events.Next(ctx))(t)), ferrovirt.DomainEventTypeStarted)
	waiting.Wait()
}

func TestSeveralGoroutinesWaitForEvents(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	var waiting sync.WaitGroup
	for range 16 {
		events := must(connection.Events(ferrovirt.EventFilter{Domain: domain}))(t)
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			n := 0
			for event := range events.Channel(ctx) {
				_ = step(t, event)
				if n++; n == 20 {
					_ = events.Close()
				}
			}
			if n < 20 {
				t.Errorf("only %d events", n)
			}
		}()
	}
	for range 10 {
		done(t, domain.Create(ctx))
		done(t, domain.Destroy(ctx))
	}
	waiting.Wait()
}

func TestCancellationReturnsAtOnce(t *testing.T) {
	_, connection := connected(t)
	events := must(connection.Events(ferrovirt.EventFilter{}))(t)
	ctx, cancel := context.WithCancel(bounded(t))
	go func() {
		for native.Waiting() == 0 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	_, err := events.Next(ctx)
	equal(t, errors.Is(err, context.Canceled), true)
	equal(t, errors.Is(err, ferrovirt.ErrOperationAborted), true)
}

func TestDeadlineEndsAWait(t *testing.T) {
	_, connection := connected(t)
	events := must(connection.Events(ferrovirt.EventFilter{}))(t)
	ctx, cancel := context.WithTimeout(bounded(t), 20*time.Millisecond)
	defer cancel()
	_, err := events.Next(ctx)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	equal(t, errors.Is(err, ferrovirt.ErrOperationTimeout), true)
}

func TestEndedContextBeginsNothing(t *testing.T) {
	_, _, domain := defined(t, "guest")
	ctx, cancel := context.WithCancel(bounded(t))
	cancel()
	equal(t, errors.Is(domain.Create(ctx), context.Canceled), true)
	equal(t, must(domain.IsActive(bounded(t)))(t), false)
}

func TestWhatWasGivenUpTookNothingAway(t *testing.T) {
	ctx, connection := connected(t)
	events := must(connection.Events(ferrovirt.EventFilter{}))(t)
	for range 100 {
		short, cancel := context.WithTimeout(ctx, 200*time.Microsecond)
		if _, err := events.Next(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		cancel()
	}
	domain := must(connection.DefineDomainXML(ctx, domainXML("later")))(t)
	equal(t, step(t, must(events.Next(ctx))(t)), ferrovirt.DomainEventTypeDefined)
	done(t, domain.Undefine(ctx))
}

func TestNothingIsLeftOfCallsThatWereGivenUp(t *testing.T) {
	_, connection := connected(t)
	events := must(connection.Events(ferrovirt.EventFilter{}))(t)
	var waiting sync.WaitGroup
	for range 32 {
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			for range 20 {
				ctx, cancel := context.WithTimeout(bounded(t), 100*time.Microsecond)
				_, _ = events.Next(ctx)
				cancel()
			}
		}()
	}
	waiting.Wait()
	for deadline := time.Now().Add(patience); native.Waiting() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d calls are left", native.Waiting())
		}
	}
}

func TestGoroutinesShareAConnection(t *testing.T) {
	ctx, connection := connected(t)
	var waiting sync.WaitGroup
	for number := range 8 {
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			domain, err := connection.DefineDomainXML(ctx, domainXML("shared-"+string(rune('a'+number))))
			for range 10 {
				err = errors.Join(err, domain.Create(ctx), domain.Destroy(ctx))
			}
			if err := errors.Join(err, domain.Undefine(ctx)); err != nil {
				t.Error(err)
			}
		}()
	}
	waiting.Wait()
}
