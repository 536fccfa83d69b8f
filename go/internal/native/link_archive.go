//go:build !ferrovirt_shared && !ferrovirt_system

package native

// The archive of the platform is part of the module.

/*
#cgo linux,amd64 LDFLAGS: ${SRCDIR}/lib/linux_amd64/libferrovirt_calls.a -lm -ldl -lpthread
#cgo linux,arm64 LDFLAGS: ${SRCDIR}/lib/linux_arm64/libferrovirt_calls.a -lm -ldl -lpthread
#if !defined(__linux__) || !(defined(__x86_64__) || defined(__aarch64__))
#error "the module has no archive for this platform: build with the tag ferrovirt_shared or ferrovirt_system"
#endif
*/
import "C"
