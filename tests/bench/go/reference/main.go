// Command reference measures the same calls of libvirt's own package for Go, over the libvirt that is installed.
package main

import (
	"ferrovirt.org/tests/bench"
	"libvirt.org/go/libvirt"
)

func main() {
	connection := bench.Must(libvirt.NewConnect("test:///default"))
	defer connection.Close()
	domain := bench.Must(connection.LookupDomainByName("test"))
	bench.Measure("integer", func() error {
		_, err := connection.GetVersion()
		return err
	})
	bench.Measure("info", func() error {
		_, err := domain.GetInfo()
		return err
	})
	bench.Measure("document", func() error {
		_, err := domain.GetXMLDesc(0)
		return err
	})
	for number := range bench.Domains {
		bench.Must(connection.DomainDefineXML(bench.Domain(number)))
	}
	bench.Measure("list", func() error {
		domains, err := connection.ListAllDomains(0)
		for index := range domains {
			_ = domains[index].Free()
		}
		return err
	})
}
