package ferrovirt_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"ferrovirt.org/go/ferrovirt"
)

func screenshot(t *testing.T) (context.Context, ferrovirt.Screenshot) {
	ctx, connection := connected(t)
	domain := must(connection.LookupDomainByName(ctx, "test"))(t)
	return ctx, must(domain.Screenshot(ctx, 0, 0))(t)
}

func TestScreenshotIsAReader(t *testing.T) {
	ctx, first := screenshot(t)
	equal(t, strings.HasPrefix(first.MimeType, "image/"), true)
	everything := must(io.ReadAll(first.Image))(t)
	equal(t, len(everything) > 0, true)
	done(t, first.Image.Close())

	_, second := screenshot(t)
	var copied bytes.Buffer
	must(io.Copy(&copied, second.Image.With(ctx)))(t)
	equal(t, bytes.Equal(copied.Bytes(), everything), true)
}

func TestVolumeUploadAndDownload(t *testing.T) {
	ctx, connection := connected(t)
	pool := must(connection.LookupStoragePoolByName(ctx, "default-pool"))(t)
	volume, err := pool.CreateVolumeXML(ctx, "<volume><name>v</name><capacity>1048576</capacity></volume>", 0)
	if errors.Is(err, ferrovirt.ErrUnsupported) {
		t.Skip(err)
	}
	done(t, err)
	content := bytes.Repeat([]byte("guest "), 100_000)
	stream, err := volume.Upload(ctx, 0, uint64(len(content)), 0)
	if errors.Is(err, ferrovirt.ErrUnsupported) {
		t.Skip(err)
	}
	done(t, err)
	equal(t, must(stream.Write(content))(t), len(content))
	done(t, stream.Close())
	stream = must(volume.Download(ctx, 0, uint64(len(content)), 0))(t)
	equal(t, bytes.Equal(must(io.ReadAll(stream))(t), content), true)
}

func TestAbortEndsAStream(t *testing.T) {
	_, found := screenshot(t)
	found.Image.Abort()
	found.Image.Abort()
	if _, err := found.Image.Read(make([]byte, 1)); err == nil {
		t.Fatal("an aborted stream gives nothing")
	}
}
