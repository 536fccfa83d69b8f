package ferrovirt

import (
	"context"
	"iter"
	"time"
)

// Watch gives how far the operation is, at once and then at intervals, until it is over. The last pair has its end: with
// an error if it failed or was cancelled, or if the context ended first. That nobody watches does not end it.
func (l *LongOperation) Watch(ctx context.Context, interval time.Duration) iter.Seq2[LongOperationProgress, error] {
	return func(yield func(LongOperationProgress, error) bool) {
		for {
			progress, err := l.Progress(ctx)
			if err == nil && progress.State != LongOperationStateRunning {
				_, err = l.Finished(ctx)
				yield(progress, err)
				return
			}
			if !yield(progress, err) || err != nil {
				return
			}
			select {
			case <-time.After(interval):
			case <-ctx.Done():
				yield(progress, ended(ctx.Err()))
				return
			}
		}
	}
}
