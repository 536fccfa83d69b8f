package ferrovirt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"syscall"

	"ferrovirt.org/go/ferrovirt/internal/native"
)

// ErrorCode says what went wrong: the numbers of virErrorNumber. Each is an error itself, for [errors.Is]:
//
//	if errors.Is(err, ferrovirt.ErrNoDomain) { ... }
type ErrorCode int32

// Error is what the number stands for.
func (c ErrorCode) Error() string {
	if found, ok := errorCodes[c]; ok {
		return found.summary
	}
	return fmt.Sprintf("error %d", int32(c))
}

// Name is the name of the number in C, as in VIR_ERR_NO_DOMAIN.
func (c ErrorCode) Name() string {
	if found, ok := errorCodes[c]; ok {
		return found.name
	}
	return fmt.Sprintf("VIR_ERR_%d", int32(c))
}

// ErrorDomain says which part of the system raised an error: the numbers of virErrorDomain.
type ErrorDomain int32

// String is the name of the number in C, as in VIR_FROM_QEMU.
func (d ErrorDomain) String() string {
	if name, ok := errorDomains[d]; ok {
		return name
	}
	return fmt.Sprintf("VIR_FROM_%d", int32(d))
}

// ErrorLevel says how serious an error is.
type ErrorLevel int32

// How serious an error is.
const (
	// ErrorLevelNone is no error.
	ErrorLevelNone ErrorLevel = 0
	// ErrorLevelWarning is a warning.
	ErrorLevelWarning ErrorLevel = 1
	// ErrorLevelError is an error.
	ErrorLevelError ErrorLevel = 2
)

// ErrorObject is what an error is about.
type ErrorObject struct {
	// Kind is the kind of object, as in domain.
	Kind string
	// Name is its name.
	Name string
	// UUID is its UUID, or empty.
	UUID string
}

// Position is a place in a document.
type Position struct {
	// Line counts from 1.
	Line uint32
	// Column counts from 1.
	Column uint32
}

// Error says why a call failed.
type Error struct {
	// Code says what went wrong.
	Code ErrorCode
	// Domain says which part of the system raised it.
	Domain ErrorDomain
	// Level says how serious it is.
	Level ErrorLevel
	// Message is the whole sentence, in libvirt's wording.
	Message string
	// Object is what it is about, or nil.
	Object *ErrorObject
	// Position is the place in the document that it is about, or nil.
	Position *Position
	// Cause is the cause in the words of whoever reported it, or empty.
	Cause string
	// Hint is the step that would mend it, or empty.
	Hint string
	// Number is that of a system error, or 0. [errors.Is] finds it too, so that os.ErrNotExist works.
	Number syscall.Errno

	context error
}

// Error is the message, with the hint if there is one.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " (" + e.Hint + ")"
}

// LogValue has the fields that are set, for [log/slog].
func (e *Error) LogValue() slog.Value {
	fields := []slog.Attr{
		slog.String("message", e.Message), slog.String("code", e.Code.Name()), slog.String("domain", e.Domain.String()),
	}
	if e.Object != nil {
		fields = append(fields, slog.Group("object", "kind", e.Object.Kind, "name", e.Object.Name, "uuid", e.Object.UUID))
	}
	if e.Position != nil {
		fields = append(fields, slog.Group("position", "line", e.Position.Line, "column", e.Position.Column))
	}
	for _, field := range []struct{ name, text string }{{"cause", e.Cause}, {"hint", e.Hint}} {
		if field.text != "" {
			fields = append(fields, slog.String(field.name, field.text))
		}
	}
	return slog.GroupValue(fields...)
}

// Is compares with an [ErrorCode].
func (e *Error) Is(target error) bool {
	code, ok := target.(ErrorCode)
	return ok && code == e.Code
}

// Unwrap gives the error of the context that ended the call, or that of the system.
func (e *Error) Unwrap() error {
	switch {
	case e.context != nil:
		return e.context
	case e.Number > 0:
		return e.Number
	default:
		return nil
	}
}

// ended is the error of a call that was given up.
func ended(err error) error {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{
			Code: ErrOperationTimeout, Level: ErrorLevelError, context: err,
			Message: "Timed out during operation: the context's deadline is over",
		}
	case errors.Is(err, context.Canceled):
		return &Error{
			Code: ErrOperationAborted, Level: ErrorLevelError, context: err,
			Message: "operation aborted: the context was cancelled",
		}
	default:
		return &Error{Code: ErrInternalError, Level: ErrorLevelError, Message: err.Error(), context: err}
	}
}

// missing is the error of a call on or with no object.
func missing(what string) error {
	return &Error{Code: ErrInvalidArg, Level: ErrorLevelError, Message: "invalid argument: there is no " + what}
}

// failure is the error that an answer is.
func failure(answer *native.Answer) error {
	defer answer.Free()
	switch answer.Status() {
	case native.Success:
		return nil
	case native.Failed:
		// A copy, so that the answer of a call that goes well needs no memory.
		in := reader{data: bytes.Clone(answer.Bytes())}
		in.i32()
		details := readErrorDetails(&in)
		if in.isShort {
			return damaged()
		}
		return raised(&details)
	default:
		return refused(string(answer.Bytes()))
	}
}

// refused is the error of a call that the core could not take: by what it says, because of an argument, or of itself.
func refused(text string) error {
	if strings.HasPrefix(text, "the core failed") {
		return &Error{Code: ErrInternalError, Level: ErrorLevelError, Message: "internal error: " + text}
	}
	return &Error{Code: ErrInvalidArg, Level: ErrorLevelError, Message: "invalid argument: " + text}
}

func damaged() error {
	return &Error{Code: ErrInternalError, Level: ErrorLevelError, Message: "internal error: the answer is damaged"}
}

func raised(details *errorDetails) error {
	raised := &Error{
		Code:    ErrorCode(details.code),
		Domain:  ErrorDomain(details.domain),
		Level:   ErrorLevel(details.level),
		Message: details.message,
		Cause:   given(details.cause),
		Hint:    given(details.hint),
	}
	if details.objectKind != nil {
		raised.Object = &ErrorObject{*details.objectKind, given(details.objectName), given(details.objectUUID)}
	}
	if details.line != nil {
		raised.Position = &Position{*details.line, given(details.column)}
	}
	if details.number > 0 {
		raised.Number = syscall.Errno(details.number)
	}
	return raised
}

func given[T any](value *T) T {
	var nothing T
	if value == nil {
		return nothing
	}
	return *value
}
