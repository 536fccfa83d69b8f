package ferrovirt

import (
	"context"
	"fmt"
)

// OpenOptions says how to open a connection.
type OpenOptions struct {
	// ReadOnly says that the connection may only look.
	ReadOnly bool
	// UserName is for drivers that ask who comes; empty means that it was not given.
	UserName string
	// Password is for drivers that ask for one; empty means that it was not given.
	Password string
}

// Open opens a connection; the scheme of the URI chooses the driver. [Connection.Close] closes it.
func Open(ctx context.Context, uri string) (*Connection, error) {
	return OpenWith(ctx, uri, OpenOptions{})
}

// OpenReadOnly opens a connection that may only look.
func OpenReadOnly(ctx context.Context, uri string) (*Connection, error) {
	return OpenWith(ctx, uri, OpenOptions{ReadOnly: true})
}

// OpenWith opens a connection as the options say. What the user's file of credentials knows goes before them.
func OpenWith(ctx context.Context, uri string, options OpenOptions) (*Connection, error) {
	return open(ctx, uri, options.ReadOnly, unlessEmpty(options.UserName), unlessEmpty(options.Password))
}

func unlessEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Close closes the connection. Closing again does nothing. Guests go on. It never fails.
func (c *Connection) Close() error {
	c.close()
	return nil
}

// Close ends the subscription: what waits can still be read, nothing is added. It never fails.
func (e *EventSubscription) Close() error {
	e.close()
	return nil
}

// EventFilter says which events a subscription is about. At most one object may be named; without one, it is about all.
type EventFilter struct {
	// Domain restricts it to one domain.
	Domain *Domain
	// Network restricts it to one network.
	Network *Network
	// StoragePool restricts it to one storage pool.
	StoragePool *StoragePool
	// NodeDevice restricts it to one device of the host.
	NodeDevice *NodeDevice
	// Secret restricts it to one secret.
	Secret *Secret
	// Capacity is how many events wait for their reader at most; 0 stands for 4096. When more come, the newest are dropped
	// and one [Gap] with their number takes their place.
	Capacity uint32
}

// MonitorEventFilter says which events of QEMU's monitor a subscription is about.
type MonitorEventFilter struct {
	// Domain restricts it to one domain.
	Domain *Domain
	// Name restricts it to events of this name; empty means all.
	Name string
	// Capacity is how many events wait for their reader at most; 0 stands for 4096.
	Capacity uint32
}

const defaultCapacity = 4096

func capacity(given uint32) uint32 {
	if given == 0 {
		return defaultCapacity
	}
	return given
}

// Events subscribes to what happens, from now on.
func (c *Connection) Events(filter EventFilter) (*EventSubscription, error) {
	return c.events(filter.Domain, capacity(filter.Capacity), filter.Network, filter.StoragePool, filter.NodeDevice, filter.Secret)
}

// MonitorEvents subscribes to what QEMU's monitor tells.
func (c *Connection) MonitorEvents(filter MonitorEventFilter) (*EventSubscription, error) {
	return c.monitorEvents(filter.Domain, unlessEmpty(filter.Name), capacity(filter.Capacity))
}

// Lookup gives the value of the first parameter with this name, and whether there is one.
func Lookup(parameters []TypedParameter, field string) (TypedValue, bool) {
	for _, parameter := range parameters {
		if parameter.Field == field {
			return parameter.Value, true
		}
	}
	return nil, false
}

// Parameter makes a parameter out of a Go value: an int32, uint32, int64, uint64, float64, bool or string, or an int,
// which is passed as an int64.
func Parameter(field string, value any) (TypedParameter, error) {
	var typed TypedValue
	switch value := value.(type) {
	case TypedValue:
		typed = value
	case int32:
		typed = IntValue{value}
	case uint32:
		typed = UnsignedIntValue{value}
	case int64:
		typed = LongValue{value}
	case int:
		typed = LongValue{int64(value)}
	case uint64:
		typed = UnsignedLongValue{value}
	case float64:
		typed = DoubleValue{value}
	case bool:
		typed = BooleanValue{value}
	case string:
		typed = TextValue{value}
	default:
		return TypedParameter{}, &Error{
			Code: ErrInvalidArg, Level: ErrorLevelError,
			Message: fmt.Sprintf("invalid argument: a parameter cannot be a %T", value),
		}
	}
	return TypedParameter{Field: field, Value: typed}, nil
}

// Plain is the value as Go has it: an int32, uint32, int64, uint64, float64, bool or string.
func Plain(value TypedValue) any {
	switch value := value.(type) {
	case IntValue:
		return value.Value
	case UnsignedIntValue:
		return value.Value
	case LongValue:
		return value.Value
	case UnsignedLongValue:
		return value.Value
	case DoubleValue:
		return value.Value
	case BooleanValue:
		return value.Value
	case TextValue:
		return value.Value
	default:
		return nil
	}
}
