package ferrovirt

import (
	"context"
	"iter"
)

// All gives events until the subscription has ended and everything was read. The last pair has an error if the context
// ended first, or the core failed.
func (e *EventSubscription) All(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for {
			event, err := e.Next(ctx)
			if err != nil {
				yield(nil, err)
				return
			}
			if event == nil || !yield(event, nil) {
				return
			}
		}
	}
}

// Channel gives events through a channel, which is closed when the subscription or the context has ended. A reader that
// stops earlier ends the context.
func (e *EventSubscription) Channel(ctx context.Context) <-chan Event {
	events := make(chan Event)
	go func() {
		defer close(events)
		for event, err := range e.All(ctx) {
			if err != nil {
				return
			}
			select {
			case events <- event:
			case <-ctx.Done():
				return
			}
		}
	}()
	return events
}
