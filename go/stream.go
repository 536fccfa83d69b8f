package ferrovirt

import (
	"context"
	"errors"
	"io"
)

// chunk is the most that one step of a stream moves.
const chunk = 256 * 1024

// Read reads what has arrived, at least one byte, and gives [io.EOF] at the end. [Stream.With] bounds it by a context.
func (s *Stream) Read(buffer []byte) (int, error) { return s.With(context.Background()).Read(buffer) }

// Write sends all of the bytes. [Stream.With] bounds it by a context.
func (s *Stream) Write(data []byte) (int, error) { return s.With(context.Background()).Write(data) }

// Close ends the stream in good order: it waits until everything sent has arrived. A stream that ended before is closed
// without an error; to give a stream up instead, use [Stream.Abort].
func (s *Stream) Close() error { return s.With(context.Background()).Close() }

// With gives the stream as a reader and writer whose calls end with the context.
func (s *Stream) With(ctx context.Context) *StreamIO { return &StreamIO{ctx, s} }

// StreamIO is a stream as an [io.ReadWriteCloser] whose calls end with a context.
type StreamIO struct {
	ctx    context.Context
	stream *Stream
}

var (
	_ io.ReadWriteCloser = (*Stream)(nil)
	_ io.ReadWriteCloser = (*StreamIO)(nil)
	_ io.WriterTo        = (*StreamIO)(nil)
)

// Read reads what has arrived, at least one byte, and gives [io.EOF] at the end.
func (s *StreamIO) Read(buffer []byte) (int, error) {
	if len(buffer) == 0 {
		return 0, nil
	}
	data, err := s.stream.Receive(s.ctx, uint32(min(len(buffer), chunk)))
	if err != nil {
		return 0, err
	}
	if len(data) == 0 {
		return 0, io.EOF
	}
	return copy(buffer, data), nil
}

// Write sends all of the bytes.
func (s *StreamIO) Write(data []byte) (int, error) {
	written := 0
	for written < len(data) {
		sent, err := s.stream.Send(s.ctx, data[written:min(len(data), written+chunk)])
		if err != nil {
			return written, err
		}
		if sent == 0 {
			return written, io.ErrShortWrite
		}
		written += int(sent)
	}
	return written, nil
}

// WriteTo writes everything until the end of the stream; [io.Copy] uses it.
func (s *StreamIO) WriteTo(writer io.Writer) (int64, error) {
	total := int64(0)
	for {
		data, err := s.stream.Receive(s.ctx, chunk)
		if err != nil || len(data) == 0 {
			return total, err
		}
		written, err := writer.Write(data)
		total += int64(written)
		if err != nil {
			return total, err
		}
	}
}

// Close ends the stream in good order: it waits until everything sent has arrived.
func (s *StreamIO) Close() error {
	err := s.stream.Finish(s.ctx)
	if errors.Is(err, ErrInvalidStream) {
		return nil
	}
	return err
}
