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
	examples := plain(string(must(os.ReadFile("example_test.go"))(t)))
	blocks := 0
	for _, page := range []string{"../docs/go.md", "../README.md"} {
		text, err := os.ReadFile(page)
		if os.IsNotExist(err) {
			t.Skip("the guide belongs to the repository, not to the module")
		}
		done(t, err)
		for _, block := range strings.Split(string(text), "```go\n")[1:] {
			code, _, _ := strings.Cut(block, "```")
			if !strings.Contains(examples, plain(code)) {
				t.Errorf("no example has:\n%s", code)
			}
			blocks++
		}
	}
	equal(t, blocks > 6, true)
}
