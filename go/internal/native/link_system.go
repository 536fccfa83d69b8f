//go:build ferrovirt_system

package native

// The library of the system, as pkg-config knows it.

/*
#cgo pkg-config: ferrovirt-calls
*/
import "C"
