//go:build !ferrovirt_shared && !ferrovirt_system

package native

// The archive of the platform is part of the module.

/*
#cgo linux,amd64 LDFLAGS: ${SRCDIR}/lib/linux_amd64/libferrovirt_calls.a -lm -ldl -lpthread
#cgo linux,arm64 LDFLAGS: ${SRCDIR}/lib/linux_arm64/libferrovirt_calls.a -lm -ldl -lpthread
*/
import "C"
