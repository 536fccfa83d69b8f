package ferrovirt_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ferrovirt.org/go/ferrovirt"
)

func has(domains []*ferrovirt.Domain, domain *ferrovirt.Domain) bool {
	return slices.ContainsFunc(domains, domain.Equal)
}

func TestEveryOperationIsThere(t *testing.T) {
	if len(operations) < 400 {
		t.Fatalf("only %d operations", len(operations))
	}
}

func TestOpenAndClose(t *testing.T) {
	ctx, connection := connected(t)
	equal(t, must(connection.IsAlive(ctx))(t), true)
	equal(t, connection.IsClosed(), false)
	done(t, connection.Close())
	equal(t, connection.IsClosed(), true)
	done(t, connection.Close())
	if _, err := connection.Hostname(ctx); !errors.Is(err, ferrovirt.ErrInvalidConn) {
		t.Fatal(err)
	}
}

func TestOpenRefusesAnUnknownDriver(t *testing.T) {
	_, err := ferrovirt.Open(bounded(t), "nonsense:///")
	var found *ferrovirt.Error
	if !errors.As(err, &found) || !errors.Is(err, ferrovirt.ErrNoConnect) || found.Hint == "" {
		t.Fatalf("%#v", err)
	}
}

func TestReadOnlyConnectionRefusesChanges(t *testing.T) {
	ctx := bounded(t)
	connection := must(ferrovirt.OpenReadOnly(ctx, "test:///default"))(t)
	defer connection.Close()
	equal(t, connection.IsReadOnly(), true)
	domain := must(connection.LookupDomainByName(ctx, "test"))(t)
	if err := domain.Destroy(ctx); !errors.Is(err, ferrovirt.ErrOperationDenied) {
		t.Fatal(err)
	}
}

func TestListWithFlags(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	check := func(flags ferrovirt.ListAllDomainsFlags, expected bool) {
		t.Helper()
		equal(t, has(must(connection.ListAllDomains(ctx, flags))(t), domain), expected)
	}
	check(0, true)
	check(ferrovirt.ListAllDomainsInactive, true)
	check(ferrovirt.ListAllDomainsActive, false)
	check(ferrovirt.ListAllDomainsActive|ferrovirt.ListAllDomainsInactive, true)
}

func TestLookupByNameUUIDAndID(t *testing.T) {
	ctx, connection := connected(t)
	domain := must(connection.LookupDomainByName(ctx, "test"))(t)
	uuid := must(ferrovirt.ParseUUID(domain.UUID().String()))(t)
	equal(t, must(connection.LookupDomainByUUID(ctx, uuid))(t).Equal(domain), true)
	id := domain.ID()
	if id == nil {
		t.Fatal("an active domain has a number")
	}
	equal(t, must(connection.LookupDomainByID(ctx, int32(*id)))(t).Equal(domain), true)
	equal(t, strings.Contains(domain.String(), `"test"`), true)
	if _, err := ferrovirt.ParseUUID("nonsense"); !errors.Is(err, ferrovirt.ErrInvalidArg) {
		t.Fatal(err)
	}
	equal(t, must(domain.Connection().IsAlive(ctx))(t), true)
}

func TestUnicodeNames(t *testing.T) {
	const name = "gäst-客-🦀"
	ctx, connection, domain := defined(t, name)
	equal(t, domain.Name(), name)
	equal(t, must(connection.LookupDomainByName(ctx, name))(t).Equal(domain), true)
	done(t, domain.Undefine(ctx))
	_, err := connection.LookupDomainByName(ctx, name)
	if !errors.Is(err, ferrovirt.ErrNoDomain) || !strings.Contains(err.Error(), name) {
		t.Fatal(err)
	}
}

func TestHugeTexts(t *testing.T) {
	ctx, connection, domain := defined(t, "guest")
	title := strings.Repeat("x", 1<<20)
	done(t, domain.SetMetadata(ctx, ferrovirt.DomainMetadataTypeDescription, &title, nil, nil, 0))
	equal(t, must(domain.Metadata(ctx, ferrovirt.DomainMetadataTypeDescription, nil, 0))(t), title)
	_, err := connection.LookupDomainByName(ctx, title)
	equal(t, errors.Is(err, ferrovirt.ErrNoDomain), true)
}

func TestEmptyTextsAndLists(t *testing.T) {
	ctx, connection := connected(t)
	_, err := connection.LookupDomainByName(ctx, "")
	if err == nil {
		t.Fatal("no domain has no name")
	}
	if _, err := connection.DefineDomainXML(ctx, ""); err == nil {
		t.Fatal("nothing is no document")
	}
	equal(t, len(must(connection.ListAllDomains(ctx, ferrovirt.ListAllDomainsPaused))(t)), 0)
}

func TestMissingObjectsAreErrors(t *testing.T) {
	ctx, connection := connected(t)
	var none *ferrovirt.Domain
	_, err := none.Info(ctx)
	equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
	equal(t, none.Name(), "")
	_, err = (&ferrovirt.Domain{}).Info(ctx)
	equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
	_, err = connection.DomainStats(ctx, []*ferrovirt.Domain{nil}, 0, 0)
	equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
}
