#!/bin/bash
# libvirt-go.sh LIBRARIES: a Go program over the module libvirt.org/go/libvirt, built by its users' own steps. Needs go.
set -euo pipefail
. "$(dirname "$0")/common.sh"

command -v go >/dev/null || skip "go is not installed"
cat >go.mod <<'MOD'
module peer

go 1.21
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"time"

	"libvirt.org/go/libvirt"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	must(libvirt.EventRegisterDefaultImpl())
	go func() {
		for {
			must(libvirt.EventRunDefaultImpl())
		}
	}()
	connection, err := libvirt.NewConnect("test:///default")
	must(err)
	domains, err := connection.ListAllDomains(0)
	must(err)
	name, err := domains[0].GetName()
	must(err)
	fmt.Println("list:", len(domains), name)
	started := make(chan bool, 8)
	_, err = connection.DomainEventLifecycleRegister(nil, func(_ *libvirt.Connect, domain *libvirt.Domain, event *libvirt.DomainEventLifecycle) {
		if event.Event == libvirt.DOMAIN_EVENT_STARTED {
			started <- true
		}
	})
	must(err)
	domain, err := connection.DomainDefineXML("<domain type='test'><name>peer</name><memory>1024</memory><os><type>hvm</type></os></domain>")
	must(err)
	must(domain.Create())
	active, err := domain.IsActive()
	must(err)
	fmt.Println("start:", active)
	select {
	case <-started:
		fmt.Println("event: started")
	case <-time.After(time.Minute):
		fmt.Println("no event")
		os.Exit(1)
	}
	_, err = connection.LookupDomainByName("nobody")
	if known, ok := err.(libvirt.Error); !ok || known.Code != libvirt.ERR_NO_DOMAIN {
		fmt.Println("another error:", err)
		os.Exit(1)
	}
	must(domain.Destroy())
}
GO
go get libvirt.org/go/libvirt@v1.11002.0 >log 2>&1 || skip "the module cannot be fetched: $(tail -n 1 log)"
check build go build -o peer .
check run "$(pwd)/peer"
finish
