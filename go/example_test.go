package ferrovirt_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/document"
	"ferrovirt.org/go/ferrovirt/document/domainxml"
)

func Example() {
	ctx := context.Background()
	connection, err := ferrovirt.Open(ctx, "test:///default")
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	domains, err := connection.ListAllDomains(ctx, ferrovirt.ListAllDomainsActive)
	if err != nil {
		log.Fatal(err)
	}
	for _, domain := range domains {
		info, err := domain.Info(ctx)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(domain.Name(), info.State, info.Vcpus)
	}
	// Output: test Running 2
}

func ExampleConnection_Events() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	connection, err := ferrovirt.Open(ctx, "test:///default")
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	events, err := connection.Events(ferrovirt.EventFilter{})
	if err != nil {
		log.Fatal(err)
	}
	guest, err := connection.CreateDomainXML(ctx, "<domain type='test'><name>example</name>"+
		"<memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>", 0)
	if err != nil {
		log.Fatal(err)
	}
	if err := guest.Destroy(ctx); err != nil {
		log.Fatal(err)
	}
	for event, err := range events.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		domain, ok := event.(ferrovirt.DomainEvent)
		if !ok {
			continue
		}
		if life, ok := domain.Kind.(ferrovirt.DomainLifecycle); ok {
			fmt.Println(domain.Domain.Name, life.Event, life.NamedDetail())
			if life.Event == ferrovirt.DomainEventTypeStopped {
				break
			}
		}
	}
	// Output:
	// example Started Booted
	// example Stopped Destroyed
}

func ExampleError() {
	ctx := context.Background()
	connection, err := ferrovirt.Open(ctx, "test:///default")
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	_, err = connection.LookupDomainByName(ctx, "nobody")
	fmt.Println(errors.Is(err, ferrovirt.ErrNoDomain))
	var details *ferrovirt.Error
	if errors.As(err, &details) {
		fmt.Println(details.Code.Name(), details.Domain)
	}
	// Output:
	// true
	// VIR_ERR_NO_DOMAIN VIR_FROM_TEST
}

func ExampleStream_With() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	connection, err := ferrovirt.Open(ctx, "test:///default")
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	domain, err := connection.LookupDomainByName(ctx, "test")
	if err != nil {
		log.Fatal(err)
	}
	picture, err := domain.Screenshot(ctx, 0, 0)
	if err != nil {
		log.Fatal(err)
	}
	size, err := io.Copy(io.Discard, picture.Image.With(ctx))
	fmt.Println(picture.MimeType, size > 0, err)
	// Output: image/png true <nil>
}

func Example_documents() {
	guest := &domainxml.Domain{
		DomainType: domainxml.DomainTypeTest,
		Name:       "built",
		Memory:     &domainxml.Memory{Value: 64, Unit: domainxml.SizeUnitMebibytes},
	}
	text, err := guest.XML()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
	changed := guest.Clone()
	changed.Title = document.Of("A guest")
	changes, err := guest.Diff(changed)
	if err != nil {
		log.Fatal(err)
	}
	for _, change := range changes {
		fmt.Println(change.Path, *change.New)
	}
	// Output:
	// <domain type='test'>
	//   <name>built</name>
	//   <memory unit='MiB'>64</memory>
	//   <os/>
	//   <devices/>
	// </domain>
	// /domain/title A guest
}

func ExampleLongOperation_Watch() {
	ctx := context.Background()
	connection, err := ferrovirt.Open(ctx, "test:///default?clock=1000000000")
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	domain, err := connection.LookupDomainByName(ctx, "test")
	if err != nil {
		log.Fatal(err)
	}
	save, err := domain.StartManagedSave(0)
	if err != nil {
		log.Fatal(err)
	}
	for progress, err := range save.Watch(ctx, 100*time.Millisecond) {
		if err != nil {
			log.Fatal(err)
		}
		if progress.State != ferrovirt.LongOperationStateRunning {
			fmt.Println(progress.State)
		}
	}
	// Output: Finished
}
