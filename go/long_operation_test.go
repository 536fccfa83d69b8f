package ferrovirt_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"ferrovirt.org/go/ferrovirt"
)

// volume is one of the test's own, of that many KiB.
func volume(t *testing.T, uri string) (context.Context, *ferrovirt.StorageVolume) {
	t.Helper()
	ctx := bounded(t)
	connection := must(ferrovirt.Open(ctx, uri))(t)
	t.Cleanup(func() { _ = connection.Close() })
	pool := must(connection.LookupStoragePoolByName(ctx, "default-pool"))(t)
	const document = "<volume><name>long.img</name><capacity unit='KiB'>1024</capacity></volume>"
	return ctx, must(pool.CreateVolumeXML(ctx, document, 0))(t)
}

func TestLongOperationsComeBackWithTheirEnd(t *testing.T) {
	ctx, volume := volume(t, "test:///default?clock=1000000000")
	content := bytes.Repeat([]byte("abcd"), 1<<18)
	path := filepath.Join(t.TempDir(), "content")
	done(t, os.WriteFile(path, content, 0o600))
	file := must(os.Open(path))(t)
	defer file.Close()
	upload := must(volume.StartUpload(file, 0, 0, 0))(t)
	var last ferrovirt.LongOperationProgress
	for progress, err := range upload.Watch(ctx, time.Millisecond) {
		done(t, err)
		last = progress
	}
	equal(t, last.State, ferrovirt.LongOperationStateFinished)
	equal(t, last.Done != nil && *last.Done == uint64(len(content)), true)
	stream := must(volume.Download(ctx, 0, 0, 0))(t)
	equal(t, bytes.Equal(must(io.ReadAll(stream.With(ctx)))(t), content), true)
}

func TestLongOperationsAreCancelled(t *testing.T) {
	ctx, volume := volume(t, "test:///default?clock=1000000000")
	// Nobody writes to the pipe, so that the upload never ends by itself.
	var ends [2]int
	done(t, syscall.Pipe(ends[:]))
	reader, writer := os.NewFile(uintptr(ends[0]), "reader"), os.NewFile(uintptr(ends[1]), "writer")
	defer reader.Close()
	defer writer.Close()
	upload := must(volume.StartUpload(reader, 0, 1024, 0))(t)
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	_, err := upload.Finished(short)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	equal(t, must(upload.Progress(ctx))(t).State, ferrovirt.LongOperationStateRunning)
	done(t, upload.Cancel(ctx))
	for progress, err := range upload.Watch(ctx, time.Millisecond) {
		if progress.State != ferrovirt.LongOperationStateRunning {
			equal(t, progress.State, ferrovirt.LongOperationStateCancelled)
			equal(t, errors.Is(err, ferrovirt.ErrOperationAborted), true)
		}
	}
}
