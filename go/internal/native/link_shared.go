//go:build ferrovirt_shared && !ferrovirt_system

package native

// A shared library, where CGO_LDFLAGS says (-L...).

/*
#cgo LDFLAGS: -lferrovirt_calls
*/
import "C"
