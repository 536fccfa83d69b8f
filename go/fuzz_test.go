package ferrovirt

import "testing"

// FuzzReader has answers of any content read: what is damaged is said, and nothing takes more than there is.
func FuzzReader(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0, 1, 0, 0, 0, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		event := &reader{data: data}
		readEvent(event)
		details := &reader{data: data}
		readErrorDetails(details)
		list := &reader{data: data}
		if found := readList(list, (*reader).text); len(found) > len(data) {
			t.Fatalf("%d texts in %d bytes", len(found), len(data))
		}
	})
}
