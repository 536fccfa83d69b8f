package ferrovirt

import (
	"encoding/binary"
	"math"
	"os"
	"runtime"
)

// reader takes values from what the core gave, in the form that calls.h tells: numbers are big-endian, lengths are four
// bytes.
type reader struct {
	data []byte
	// There was less than expected; everything read since is empty.
	isShort bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.isShort = true
		r.data = nil
		return nil
	}
	taken := r.data[:n]
	r.data = r.data[n:]
	return taken
}

func (r *reader) u8() uint8 {
	if taken := r.take(1); taken != nil {
		return taken[0]
	}
	return 0
}

func (r *reader) u32() uint32 {
	if taken := r.take(4); taken != nil {
		return binary.BigEndian.Uint32(taken)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if taken := r.take(8); taken != nil {
		return binary.BigEndian.Uint64(taken)
	}
	return 0
}

func (r *reader) i32() int32     { return int32(r.u32()) }
func (r *reader) i64() int64     { return int64(r.u64()) }
func (r *reader) float() float64 { return math.Float64frombits(r.u64()) }
func (r *reader) boolean() bool  { return r.u8() != 0 }
func (r *reader) text() string   { return string(r.take(int(r.i32()))) }
func (r *reader) bytes() []byte  { return append([]byte{}, r.take(int(r.i32()))...) }
func (r *reader) file() *os.File { return newFile(r.i32()) }

func (r *reader) uuid() UUID {
	uuid, err := ParseUUID(r.text())
	if err != nil {
		r.isShort = true
	}
	return uuid
}

func readFlags[T ~uint32](r *reader) T { return T(r.u32()) }

// readOptional gives nil for nothing.
func readOptional[T any](r *reader, read func(*reader) T) *T {
	if !r.boolean() {
		return nil
	}
	value := read(r)
	return &value
}

// readNullable gives the type's own nil for nothing.
func readNullable[T any](r *reader, read func(*reader) T) T {
	if !r.boolean() {
		var nothing T
		return nothing
	}
	return read(r)
}

func readList[T any](r *reader, read func(*reader) T) []T {
	n := int(r.i32())
	// Nothing takes less than a byte.
	if n < 0 || n > len(r.data) {
		r.isShort = true
		return nil
	}
	list := make([]T, 0, n)
	for range n {
		list = append(list, read(r))
	}
	return list
}

// newFile is the file of a descriptor that is the caller's from now on, or nil if there was no room for one.
func newFile(descriptor int32) *os.File {
	if descriptor < 0 {
		return nil
	}
	return os.NewFile(uintptr(descriptor), "ferrovirt")
}

// descriptor is the number of an open file, or of none.
func descriptor(file *os.File) int32 {
	number := int32(-1)
	if file != nil {
		if connection, err := file.SyscallConn(); err == nil {
			_ = connection.Control(func(descriptor uintptr) { number = int32(descriptor) })
		}
		runtime.KeepAlive(file)
	}
	return number
}

func appendU8(out []byte, value uint8) []byte   { return append(out, value) }
func appendU32(out []byte, value uint32) []byte { return binary.BigEndian.AppendUint32(out, value) }
func appendU64(out []byte, value uint64) []byte { return binary.BigEndian.AppendUint64(out, value) }
func appendI32(out []byte, value int32) []byte  { return appendU32(out, uint32(value)) }
func appendI64(out []byte, value int64) []byte  { return appendU64(out, uint64(value)) }

func appendFloat(out []byte, value float64) []byte { return appendU64(out, math.Float64bits(value)) }

func appendBoolean(out []byte, value bool) []byte {
	if value {
		return appendU8(out, 1)
	}
	return appendU8(out, 0)
}

func appendText(out []byte, text string) []byte {
	return append(appendI32(out, length(len(text))), text...)
}

func appendBytes(out []byte, bytes []byte) []byte {
	return append(appendI32(out, length(len(bytes))), bytes...)
}

func appendFile(out []byte, file *os.File) []byte { return appendI32(out, descriptor(file)) }

// length is that of a text or list; what is too long is refused by the core as a negative one.
func length(n int) int32 {
	if n > math.MaxInt32 {
		return -1
	}
	return int32(n)
}

func appendOptional[T any](out []byte, value *T, add func([]byte, T) []byte) []byte {
	if value == nil {
		return append(out, 0)
	}
	return add(append(out, 1), *value)
}

func appendList[T any](out []byte, list []T, add func([]byte, T) []byte) []byte {
	out = appendI32(out, length(len(list)))
	for _, value := range list {
		out = add(out, value)
	}
	return out
}

func appendNullable[T any](out []byte, value T, isNothing bool, add func([]byte, T) []byte) []byte {
	if isNothing {
		return append(out, 0)
	}
	return add(append(out, 1), value)
}
