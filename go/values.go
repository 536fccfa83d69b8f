package ferrovirt

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// UUID tells an object from all others.
type UUID [16]byte

// ParseUUID reads a UUID, with or without dashes.
func ParseUUID(text string) (UUID, error) {
	var uuid UUID
	digits := text
	if len(text) == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-' {
		digits = text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	}
	if len(digits) == 32 {
		if _, err := hex.Decode(uuid[:], []byte(digits)); err == nil {
			return uuid, nil
		}
	}
	return UUID{}, &Error{
		Code: ErrInvalidArg, Level: ErrorLevelError, Message: fmt.Sprintf("invalid argument: '%s' is no UUID", text),
	}
}

// String is the UUID with dashes.
func (u UUID) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// MarshalText is the UUID with dashes.
func (u UUID) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads a UUID.
func (u *UUID) UnmarshalText(text []byte) error {
	read, err := ParseUUID(string(text))
	if err == nil {
		*u = read
	}
	return err
}

// entry is a value of an enumeration, or a flag.
type entry[T ~int32 | ~uint32] struct {
	value T
	name  string
}

// table has the values of an enumeration in the order of their declaration, which is how the core counts them.
type table[T ~int32 | ~uint32] []entry[T]

// index is the place of a value from 1, or 0, which the core refuses.
func (t table[T]) index(value T) int32 {
	for index, found := range t {
		if found.value == value {
			return int32(index) + 1
		}
	}
	return 0
}

func (t table[T]) read(r *reader) T {
	index := int(r.i32()) - 1
	if index < 0 || index >= len(t) {
		r.isShort = true
		return 0
	}
	return t[index].value
}

func (t table[T]) name(value T) string {
	for _, found := range t {
		if found.value == value {
			return found.name
		}
	}
	return strconv.FormatInt(int64(value), 10)
}

// names is a set of flags with a bar between them.
func (t table[T]) names(set T) string {
	var names []string
	for _, found := range t {
		// What stands for several flags, or for none, is not named besides them.
		if found.value != 0 && found.value&(found.value-1) == 0 && set&found.value != 0 {
			names = append(names, found.name)
			set &^= found.value
		}
	}
	if set != 0 || len(names) == 0 {
		names = append(names, "0x"+strconv.FormatUint(uint64(uint32(set)), 16))
	}
	return strings.Join(names, "|")
}

// Of is a place that holds the value: for arguments and fields that may be left out.
func Of[T any](value T) *T { return &value }
