package ferrovirt_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"ferrovirt.org/go/ferrovirt"
)

func TestLifecycle(t *testing.T) {
	ctx, _, domain := defined(t, "guest")
	equal(t, must(domain.Info(ctx))(t).State, ferrovirt.DomainStateShutoff)
	equal(t, domain.ID() == nil, true)
	done(t, domain.Create(ctx))
	equal(t, must(domain.IsActive(ctx))(t), true)
	equal(t, domain.ID() != nil, true)
	state := must(domain.State(ctx, 0))(t)
	equal(t, state.State, ferrovirt.DomainStateRunning)
	equal(t, state.NamedReason().(ferrovirt.DomainRunningReason), ferrovirt.DomainRunningReasonBooted)
	done(t, domain.Suspend(ctx))
	equal(t, must(domain.Info(ctx))(t).State, ferrovirt.DomainStatePaused)
	done(t, domain.Resume(ctx))
	done(t, domain.Destroy(ctx))
	equal(t, must(domain.IsActive(ctx))(t), false)
}

func TestCreateWithFlags(t *testing.T) {
	ctx, _, domain := defined(t, "guest")
	done(t, domain.CreateWithFlags(ctx, ferrovirt.DomainCreatePaused))
	equal(t, must(domain.Info(ctx))(t).State, ferrovirt.DomainStatePaused)
}

func TestRenameKeepsTheHandle(t *testing.T) {
	ctx, _, domain := defined(t, "guest")
	done(t, domain.Rename(ctx, "renamed", 0))
	equal(t, domain.Name(), "renamed")
}

func TestWrongStateIsItsOwnError(t *testing.T) {
	ctx, _, domain := defined(t, "guest")
	err := domain.Destroy(ctx)
	equal(t, errors.Is(err, ferrovirt.ErrOperationInvalid), true)
	equal(t, errors.Is(err, ferrovirt.ErrNoDomain), false)
}

func TestErrorsHaveTheirFields(t *testing.T) {
	ctx, connection := connected(t)
	_, err := connection.LookupDomainByName(ctx, "nobody")
	var found *ferrovirt.Error
	if !errors.As(err, &found) {
		t.Fatal(err)
	}
	equal(t, found.Code, ferrovirt.ErrNoDomain)
	equal(t, found.Code.Name(), "VIR_ERR_NO_DOMAIN")
	equal(t, found.Domain, ferrovirt.ErrorDomainTest)
	equal(t, found.Level, ferrovirt.ErrorLevelError)
	equal(t, found.Message != "", true)
	if found.Object != nil {
		equal(t, found.Object.Name, "nobody")
	}
}

func TestErrorsInDocumentsHaveTheirPlace(t *testing.T) {
	_, err := ferrovirt.ReadDocument(ferrovirt.DocumentKindDomain, "<domain type='test'>\n  <nonsense/>\n</domain>", true)
	var found *ferrovirt.Error
	if !errors.As(err, &found) || found.Position == nil {
		t.Fatalf("%#v", err)
	}
	equal(t, found.Position.Line, 2)
}

func TestTypedParameters(t *testing.T) {
	ctx, connection := connected(t)
	records := must(connection.AllDomainStats(ctx, ferrovirt.DomainStatsTypesState|ferrovirt.DomainStatsTypesVcpu, 0))(t)
	found := false
	for _, record := range records {
		if record.Domain.Name != "test" {
			continue
		}
		found = true
		state, ok := ferrovirt.Lookup(record.Parameters, "state.state")
		equal(t, ok, true)
		equal(t, ferrovirt.Plain(state).(int32), int32(ferrovirt.DomainStateRunning))
		_, ok = ferrovirt.Lookup(record.Parameters, "nonsense")
		equal(t, ok, false)
	}
	equal(t, found, true)
	domain := must(connection.LookupDomainByName(ctx, "test"))(t)
	weight := must(ferrovirt.Parameter("weight", uint32(17)))(t)
	done(t, domain.SetSchedulerParameters(ctx, []ferrovirt.TypedParameter{weight}))
	_, err := ferrovirt.Parameter("weight", struct{}{})
	equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
}

func TestEnumerationsAndFlags(t *testing.T) {
	equal(t, ferrovirt.DomainStateRunning.String(), "Running")
	equal(t, ferrovirt.DomainState(99).String(), "99")
	equal(t, (ferrovirt.DomainXMLSecure | ferrovirt.DomainXMLInactive).String(), "Secure|Inactive")
	equal(t, ferrovirt.DomainXMLFlags(0x8000_0001).String(), "Secure|0x80000000")
	equal(t, ferrovirt.DomainXMLFlags(0).String(), "0x0")
}

func TestEnumerationsRefuseUnknownNumbers(t *testing.T) {
	ctx, connection := connected(t)
	domain := must(connection.LookupDomainByName(ctx, "test"))(t)
	err := domain.SendKey(ctx, ferrovirt.KeycodeSet(99), 0, []uint32{1}, 0)
	equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
}

func TestFilesThatAreNoneAreRefused(t *testing.T) {
	ctx, connection := connected(t)
	domain := must(connection.LookupDomainByName(ctx, "test"))(t)
	closed := must(os.Open(os.DevNull))(t)
	done(t, closed.Close())
	for _, file := range []*os.File{nil, closed} {
		err := domain.OpenGraphics(ctx, 0, file, 0)
		equal(t, errors.Is(err, ferrovirt.ErrInvalidArg), true)
		equal(t, strings.Contains(err.Error(), "\n"), false)
	}
}
