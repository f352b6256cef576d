package runner

import (
	"fmt"
	"io"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/tracefile"
)

// recorder records one thing: in memory, until it is told to stream.
type recorder interface {
	about() *recorded
	// another returns a recorder of the same, which has recorded nothing.
	another() recorder
	// begin begins a recording in memory, of about that many steps from a step
	// on.
	begin(start, steps int64, dt float64) error
	// proceed says that the result of the next run begins with a step of the
	// recording.
	proceed(from int64)
	// record takes what is there now, in a step, if it is due.
	record(step int64) error
	// held returns how many bytes the recording takes in memory.
	held() int64
	// most returns how many bytes more it takes at once.
	most() int64
	// stream moves the recording to a new file, where it goes on. buffer is how
	// many bytes may be held back.
	stream(path string, open tracefile.Opener, buffer int64) error
	// flush writes what is held back. All steps before stop have been recorded.
	flush(stop int64) error
	// finish flushes and marks the end at stop; sync makes that last through a
	// crash of the system.
	finish(stop int64, sync bool) error
	// release closes files.
	release()
	// result returns what the run has recorded, which ended with res.Stop, and
	// drops it from memory.
	result(res *Result) recording
	// mark flushes, makes that last, and returns where the recording is. If it is
	// in memory, save then writes what it holds.
	mark(stop int64) (mark, error)
	save(w io.Writer) error
	// load takes back a recording from memory that was saved, rewind one that
	// streamed to a file; both go on at the mark. allows says, and changes
	// nothing, why a file cannot be rewound.
	allows(path string, m mark, start int64, dt float64) error
	load(r io.Reader, m mark, start int64, dt float64) error
	rewind(path string, m mark, open tracefile.Opener, buffer int64, start int64, dt float64) error
}

// mark is a place in a recording at which it can go on.
type mark struct {
	Label  string `json:"label"`
	Bytes  int64  `json:"bytes,omitempty"`  // in memory, or in the file of spikes
	Rows   int64  `json:"rows,omitempty"`   // of values
	Pieces int64  `json:"pieces,omitempty"` // of a table on disk
	Spikes int64  `json:"spikes,omitempty"`
	Stop   int64  `json:"stop"`
}

// newRecorder returns the recorder of what a monitor was resolved to.
func newRecorder(rec recorded, from any, sim *golgi.Sim) recorder {
	switch from := from.(type) {
	case golgi.Spike:
		r := &spikeRecorder{recorded: rec, spike: from}
		if rec.picks != nil {
			r.place = slices.Repeat([]int32{-1}, rec.hi-rec.lo)
			for k, i := range rec.picks {
				r.place[i-rec.lo] = int32(k)
			}
		}
		return r
	case golgi.State:
		return &valueRecorder{recorded: rec, read: reader(rec, from)}
	case func(*golgi.Sim) float64:
		return &valueRecorder{recorded: rec, read: func(dst []float64) error {
			dst[0] = from(sim)
			return nil
		}}
	}
	panic(fmt.Sprintf("BUG: a recorder of a %T", from))
}

// reader returns a function that reads what is to be recorded of a state.
func reader(rec recorded, from golgi.State) func(dst []float64) error {
	read := func(dst []float64) error {
		_, err := from.Read(dst)
		return err
	}
	n := rec.hi - rec.lo
	if rec.picks != nil {
		read, n = pickReader(rec, from), len(rec.picks)
	}
	if rec.reduce == none {
		return read
	}
	all := make([]float64, n)
	return func(dst []float64) error {
		err := read(all)
		dst[0] = rec.reduce.of(all)
		return err
	}
}

// pickReader reads picked elements: those that adjoin at once.
func pickReader(rec recorded, from golgi.State) func(dst []float64) error {
	var parts []golgi.State
	var ends []int
	for a := 0; a < len(rec.picks); {
		b := a + 1
		for b < len(rec.picks) && rec.picks[b] == rec.picks[b-1]+1 {
			b++
		}
		parts = append(parts, from.Slice(rec.picks[a]-rec.lo, rec.picks[b-1]+1-rec.lo))
		ends = append(ends, b)
		a = b
	}
	return func(dst []float64) error {
		a := 0
		for k, part := range parts {
			if _, err := part.Read(dst[a:ends[k]]); err != nil {
				return err
			}
			a = ends[k]
		}
		return nil
	}
}
