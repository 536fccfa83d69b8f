package ferrovirt_test

import (
	"os"
	"strings"
	"testing"
)

// plain is a text without what indents its lines.
func plain(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.Join(lines, "\n")
}

func TestTheGuideShowsExamplesThatAreRun(t *testing.T) {
	guide, err := os.ReadFile("../docs/go.md")
	if os.IsNotExist(err) {
		t.Skip("the guide belongs to the repository, not to the module")
	}
	done(t, err)
	examples := plain(string(must(os.ReadFile("example_test.go"))(t)))
	blocks := strings.Split(string(guide), "```go\n")
	equal(t, len(blocks) > 5, true)
	for _, block := range blocks[1:] {
		code, _, _ := strings.Cut(block, "```")
		if !strings.Contains(examples, plain(code)) {
			t.Errorf("no example has:\n%s", code)
		}
	}
}
