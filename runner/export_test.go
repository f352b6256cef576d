package runner

import (
	"encoding/json"
	"io"

	"github.com/golgi-sim/golgi/internal/tracefile"
)

// OpenWith sets how files that are streamed to are opened.
func OpenWith(open tracefile.Opener) Option { return func(c *config) { c.stream.open = open } }

// SaveRecordings and LoadRecordings are what a checkpoint does.
func (r *DSRunner) SaveRecordings(w io.Writer) error {
	return r.recordings.save(w, r.sim.Steps())
}

func (r *DSRunner) LoadRecordings(from io.Reader) error { return r.recordings.load(from) }

// Bytes returns how many bytes of memory the recordings take.
func (r *DSRunner) Bytes() (n int64) {
	for _, rc := range r.recordings.all {
		n += rc.held()
	}
	return n
}

// MetaText returns the text of run in a run.json, MetaFile a file with such a
// text, whose checksum is right.
func MetaText(file []byte) ([]byte, error) {
	var f metaFile
	err := json.Unmarshal(file, &f)
	return f.Run, err
}

func MetaFile(text []byte) []byte { return wrapMeta(text) }

// SetBlockValues sets how many values Columns reads at once, and returns what it
// was.
func SetBlockValues(n int) (was int) {
	was, blockValues = blockValues, n
	return was
}
