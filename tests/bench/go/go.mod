module ferrovirt.org/tests/bench

go 1.24.0

require (
	ferrovirt.org/go/ferrovirt v0.0.0
	libvirt.org/go/libvirt v1.11002.0
)

replace ferrovirt.org/go/ferrovirt => ../../../go
