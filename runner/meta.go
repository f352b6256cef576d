package runner

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/safefile"
	"github.com/golgi-sim/golgi/internal/tracefile"
)

// meta is what a result is beside the values: run.json.
type meta struct {
	Dt       float64           `json:"dt_ms"`
	Start    int64             `json:"start"`
	Stop     int64             `json:"stop"`
	Seed     uint64            `json:"seed"`
	Threads  int               `json:"threads"`
	Executor string            `json:"executor"`
	Models   map[string]string `json:"models,omitempty"`
	Graph    *golgi.Graph      `json:"network,omitempty"`

	BuildTime float64 `json:"build_s"`
	SimTime   float64 `json:"sim_s"`
	// Finished is false while a run is under way, and so of one that was killed.
	Finished bool   `json:"finished"`
	Error    string `json:"error,omitempty"` // with which the run ended

	Recordings []metaRecording `json:"recordings"`
}

// metaRecording is what was recorded, and where it is.
type metaRecording struct {
	File   string   `json:"file"`           // or the name in an archive
	Name   string   `json:"name,omitempty"` // that was given
	Paths  []string `json:"paths,omitempty"`
	Spikes bool     `json:"spikes,omitempty"`
	Unit   string   `json:"unit,omitempty"`
	Lo     int      `json:"lo"`
	Hi     int      `json:"hi"`
	Size   int      `json:"size"`
	Picks  []int    `json:"picks,omitempty"`
	Before bool     `json:"before_update,omitempty"`
	Every  int64    `json:"every"`
	Offset int64    `json:"offset,omitempty"`
	From   int64    `json:"from,omitempty"`
	To     int64    `json:"to,omitempty"` // 0: no end
	Reduce string   `json:"reduce,omitempty"`
	Stop   int64    `json:"stop,omitempty"` // of spikes in an archive
}

// metaOf returns what is known when a run begins.
func metaOf(sim *golgi.Sim, build time.Duration) meta {
	return meta{Dt: sim.Dt(), Seed: sim.Seed(), Threads: sim.Threads(), Executor: sim.Executor(),
		Models: models(sim), BuildTime: build.Seconds()}
}

// models returns the models of the parts that have one, by their paths.
func models(sim *golgi.Sim) map[string]string {
	var all map[string]string
	for _, part := range sim.Parts() {
		if p, ok := part.(interface {
			Path() string
			Model() string
		}); ok && p.Model() != "" {
			if all == nil {
				all = map[string]string{}
			}
			all[p.Path()] = p.Model()
		}
	}
	return all
}

func (r *recorded) meta(file string) metaRecording {
	m := metaRecording{File: file, Name: r.name, Paths: r.names, Spikes: r.spikes, Unit: r.unit, Lo: r.lo, Hi: r.hi, Size: r.size,
		Picks: r.picks, Before: r.before, Every: r.timing.every, Offset: r.timing.offset, From: r.timing.from, Reduce: string(r.reduce)}
	if r.timing.to < math.MaxInt64 {
		m.To = r.timing.to
	}
	return m
}

// recorded checks what was read and returns what it says.
func (m metaRecording) recorded() (recorded, error) {
	r := recorded{name: m.Name, before: m.Before, reduce: reduction(m.Reduce), names: m.Paths, spikes: m.Spikes,
		lo: m.Lo, hi: m.Hi, picks: m.Picks, size: m.Size, unit: m.Unit,
		timing: timing{every: m.Every, offset: m.Offset, from: m.From, to: m.To}}
	if m.To == 0 {
		r.timing.to = math.MaxInt64
	}
	switch t := r.timing; {
	case r.name == "" && len(r.names) == 0:
		return r, errors.New("a recording without a name")
	case r.lo < 0 || r.hi <= r.lo || r.hi > r.size || r.size > math.MaxInt32 || !r.reduce.valid():
		return r, fmt.Errorf("%s: elements %d to %d of %d", m.File, r.lo, r.hi, r.size)
	case slices.ContainsFunc(r.picks, func(i int) bool { return i < r.lo || i >= r.hi }):
		return r, fmt.Errorf("%s: the elements %s of %d to %d", m.File, picksLabel(r.picks), r.lo, r.hi)
	case t.every < 1 || t.every > 1<<53 || t.offset < 0 || t.offset >= t.every || t.from < 0 || t.to <= t.from || t.from > 1<<53:
		return r, fmt.Errorf("%s: every %d steps from %d to %d", m.File, t.every, t.from, t.to)
	}
	return r, nil
}

func (m meta) check() error {
	switch {
	case !(m.Dt > 0) || math.IsInf(m.Dt, 0):
		return fmt.Errorf("dt is %v ms", m.Dt)
	case m.Start < 0 || m.Stop < m.Start || m.Stop > 1<<53:
		return fmt.Errorf("steps %d to %d", m.Start, m.Stop)
	}
	return nil
}

// metaFile is what is written: a checksum around the text.
type metaFile struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Sum     string          `json:"crc32c"` // of the text of run, as it is in the file
	Run     json.RawMessage `json:"run"`
}

const (
	metaName    = "run.json"
	metaFormat  = "golgi recording"
	metaVersion = 1
	mostMeta    = 1 << 28
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (m meta) encode() ([]byte, error) {
	text, err := json.MarshalIndent(m, "  ", "  ")
	if err != nil {
		return nil, err
	}
	return wrapMeta(text), nil
}

// wrapMeta puts the file around the text of run.
func wrapMeta(text []byte) []byte {
	return fmt.Appendf(nil, "{\n  \"format\": %q,\n  \"version\": %d,\n  \"crc32c\": \"%08x\",\n  \"run\": %s\n}\n",
		metaFormat, metaVersion, crc32.Checksum(text, castagnoli), text)
}

func decodeMeta(data []byte) (m meta, err error) {
	var f metaFile
	if err := json.Unmarshal(data, &f); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return m, fmt.Errorf("byte %d: %w", syntax.Offset, err)
		}
		return m, err
	}
	switch sum := fmt.Sprintf("%08x", crc32.Checksum(f.Run, castagnoli)); {
	case f.Format != metaFormat:
		return m, fmt.Errorf("it is of the format %q, and no recording", f.Format)
	case f.Version != metaVersion:
		return m, fmt.Errorf("version %d of the format; this program knows version %d", f.Version, metaVersion)
	case f.Sum != sum:
		return m, fmt.Errorf("the text of run, from byte %d on, does not match its checksum", bytes.Index(data, f.Run))
	}
	if err := json.Unmarshal(f.Run, &m); err != nil {
		return m, err
	}
	return m, m.check()
}

// write writes the file in a folder, as a whole; sync makes it last through a
// crash of the system.
func (m meta) write(dir string, sync bool) error {
	data, err := m.encode()
	if err != nil {
		return err
	}
	put := safefile.Replace
	if sync {
		put = safefile.Write
	}
	return put(filepath.Join(dir, metaName), data)
}

func readMeta(dir string) (m meta, err error) {
	path := filepath.Join(dir, metaName)
	f, err := os.Open(path)
	if err != nil {
		return m, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostMeta))
	if err == nil {
		m, err = decodeMeta(data)
	}
	if err != nil {
		return m, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// prepare makes a folder to record to.
func prepare(dir string, overwrite bool) error {
	if i, err := os.Stat(dir); err == nil && !i.IsDir() {
		return fmt.Errorf("StreamTo: %s is a file; give a folder, which need not be there yet", dir)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("StreamTo: the folder %s cannot be made: %w", dir, err)
	}
	m, err := readMeta(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case !overwrite:
		return fmt.Errorf("%s holds a recording already; give StreamTo another folder, remove that one, or give runner.Overwrite()", dir)
	case err != nil:
		return fmt.Errorf("what is in %s is not removed, for it cannot be read: %w", dir, err)
	}
	for _, rec := range m.Recordings {
		if !filepath.IsLocal(rec.File) || filepath.Base(rec.File) != rec.File {
			return fmt.Errorf("%s: the recording has the file %q, outside its folder", filepath.Join(dir, metaName), rec.File)
		}
		path := filepath.Join(dir, rec.File)
		if err := remove(path, path+tracefile.Sums); err != nil {
			return err
		}
	}
	return remove(filepath.Join(dir, metaName))
}

// free reports a file, or one of its checksums, that is where another is to be.
func free(path string) error {
	for _, p := range []string{path, path + tracefile.Sums} {
		if _, err := os.Lstat(p); err == nil {
			return fmt.Errorf("%s is in the way, and is not of a recording that could be read: %w; move or remove it, or give StreamTo another folder", p, fs.ErrExist)
		}
	}
	return nil
}

// uniqueNames makes names of files that differ, also where case does not count.
type uniqueNames map[string]bool

// file returns the name of the file of a recording.
func (u *uniqueNames) file(r *recorded) string {
	text := strings.NewReplacer(":", "-", "[", "_", "]", "", "(", "_", ")", "").Replace(r.label())
	text = strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._-", c) {
			return c
		}
		return '_'
	}, text)
	text = strings.TrimLeft(text[:min(len(text), 100)], ".")
	if text == "" {
		text = "recording"
	}
	if r.spikes {
		return u.unique(text, ".spk")
	}
	return u.unique(text, ".npy")
}

// unique returns a name that was not given yet.
func (u *uniqueNames) unique(text, ending string) string {
	if *u == nil {
		*u = uniqueNames{}
	}
	name := text + ending
	for k := 2; (*u)[strings.ToLower(name)]; k++ {
		name = text + "-" + strconv.Itoa(k) + ending
	}
	(*u)[strings.ToLower(name)] = true
	return name
}

// writeFrame writes a value as JSON, its length before it.
func writeFrame(w io.Writer, x any) error {
	text, err := json.Marshal(x)
	if err != nil {
		return err
	}
	_, err = w.Write(append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...))
	return err
}

// readFrame reads what writeFrame has written.
func readFrame(r io.Reader, x any) error {
	var n [8]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return err
	}
	size := binary.LittleEndian.Uint64(n[:])
	if size > mostMeta {
		return fmt.Errorf("the recordings of a checkpoint: %d bytes", size)
	}
	text, err := io.ReadAll(io.LimitReader(r, int64(size)))
	if err == nil && uint64(len(text)) < size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(text, x)
}
