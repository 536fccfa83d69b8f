// Command program is the quick-start: it lists the guests that run. With a folder of a kernel and an initramfs, and a type
// of domain, it starts one first, and stops it afterwards.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/document"
	"ferrovirt.org/go/ferrovirt/document/domainxml"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	connection, err := ferrovirt.Open(ctx, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	if len(os.Args) == 4 {
		guest, err := start(ctx, connection, os.Args[2], os.Args[3])
		if err != nil {
			log.Fatal(err)
		}
		defer func() { _ = guest.Destroy(context.Background()) }()
	}
	domains, err := connection.ListAllDomains(ctx, ferrovirt.ListAllDomainsActive)
	if err != nil {
		log.Fatal(err)
	}
	if len(domains) == 0 {
		log.Fatal("no guest runs")
	}
	for _, domain := range domains {
		info, err := domain.Info(ctx)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(domain.Name(), info.State, info.Vcpus)
	}
}

func start(ctx context.Context, connection *ferrovirt.Connection, folder, kind string) (*ferrovirt.Domain, error) {
	guest := &domainxml.Domain{
		DomainType: domainxml.DomainType(kind),
		Name:       "quick-start",
		Memory:     &domainxml.Memory{Value: 256, Unit: domainxml.SizeUnitMebibytes},
		OS: domainxml.OS{
			OSType:  &domainxml.OSType{Kind: domainxml.OSKindHvm},
			Kernel:  document.Of(filepath.Join(folder, "vmlinuz")),
			Initrd:  document.Of(filepath.Join(folder, "initramfs")),
			Cmdline: document.Of("console=ttyS0 quiet"),
		},
	}
	text, err := guest.XML()
	if err != nil {
		return nil, err
	}
	return connection.CreateDomainXML(ctx, text, 0)
}
