package runner

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/tracefile"
)

// recordings are all that a runner records.
type recordings struct {
	streaming
	sim    *golgi.Sim
	dt     float64
	all    []recorder // in the order of the monitors
	before []recorder
	after  []recorder

	start, stop int64  // of the recording: up to now, as of the end of a run
	from        int64  // first step of the run
	runs        bool   // is under way
	jumps       int64  // of the simulation, by then
	goesOn      bool   // the next run begins at stop, and may go on with it
	broken      bool   // a recorder has failed: some may be in memory, and some on disk
	loaded      bool   // the next run is the rest of the one that was loaded
	folder      string // where it streams to, "" for memory
	folders     int    // that have been begun
	files       []string
	pace        pace
	synced      time.Time // when all was made to last
	unsynced    bool      // there was a run since
	info        meta      // of the run
}

func newRecordings(s streaming, sim *golgi.Sim) recordings {
	if s.open == nil {
		s.open = tracefile.Open
	}
	return recordings{streaming: s, sim: sim, dt: sim.Dt()}
}

func (r *recordings) add(rc recorder) {
	r.all = append(r.all, rc)
	if rc.about().before {
		r.before = append(r.before, rc)
	} else {
		r.after = append(r.after, rc)
	}
}

// flushes is how often what is held back is written.
const flushes = time.Second

// syncs is after which time the end of a run is made to last through a crash of
// the system, too, and not of the program only: not in each of many short runs.
const syncs = time.Second

// follows reports whether what begins at a step goes on with the recording: the
// simulation made no other steps, and was not reset or loaded since.
func (r *recordings) follows(step int64) bool {
	return r.goesOn && step == r.stop && r.jumps == r.sim.Jumps()
}

// begin begins to record a run of steps from a step on. It returns the first
// step of what the result of the run will hold: that one, unless a recording was
// loaded that is to go on.
func (r *recordings) begin(start, steps int64, info meta) (from int64, err error) {
	defer func() { r.runs = err == nil }()
	r.info, r.pace = info, newPace(start)
	if r.follows(start) {
		if !r.loaded {
			r.from = start
		}
		for _, rc := range r.all {
			rc.proceed(r.from)
		}
		r.goesOn, r.loaded = false, false
		return r.from, nil // Load sees when there is more than was noted
	}
	r.unsynced = false
	r.start, r.from, r.folder, r.goesOn, r.loaded, r.broken = start, start, "", false, false, false
	for _, rc := range r.all {
		if err := rc.begin(start, steps, r.dt); err != nil {
			return start, err
		}
	}
	if r.asked && (!r.limited || r.limit < r.slack()) {
		return start, r.toDisk(true)
	}
	return start, nil
}

// slack is how much memory recordings may take at once.
func (r *recordings) slack() (n int64) {
	for _, rc := range r.all {
		n += rc.held() + rc.most()
	}
	return n
}

// toDisk moves all to a new folder, where it goes on. After an error there is
// nothing new on disk, unless some of what was recorded is there and no more in
// memory; empty says that nothing was recorded yet.
func (r *recordings) toDisk(empty bool) error {
	if len(r.all) == 0 {
		return nil
	}
	r.folders++
	r.folder = r.place(r.folders)
	_, none := os.Stat(r.folder)
	moved, made, err := r.move()
	if err == nil || moved > 0 && !empty {
		return err
	}
	if moved > 0 {
		for _, rc := range r.all {
			rc.release()
		}
	}
	err = errors.Join(err, remove(made...))
	if none != nil {
		_ = os.Remove(r.folder) // there may be something of others in it by now
	}
	r.folder = ""
	r.folders-- // to try again
	return err
}

// move moves all to the folder. It returns how many recorders are there, and the
// files that were made.
func (r *recordings) move() (moved int, made []string, err error) {
	err = prepare(r.folder, r.overwrite)
	for k := 2; err == nil && r.folders == 1 && r.overwrite; k++ {
		if _, none := os.Stat(filepath.Join(r.place(k), metaName)); none != nil {
			break
		}
		err = prepare(r.place(k), true)
	}
	if err != nil {
		return 0, nil, err
	}
	r.name()
	for _, name := range r.files {
		if err := free(filepath.Join(r.folder, name)); err != nil {
			return 0, nil, err
		}
	}
	// Before the files: what is noted is what Overwrite may remove, if the
	// program is killed in between.
	if err := r.note(false, true); err != nil {
		return 0, nil, err
	}
	made = append(made, filepath.Join(r.folder, metaName))
	open := func(path string, create bool) (tracefile.File, error) {
		f, err := r.open(path, create)
		if err == nil {
			made = append(made, path)
		}
		return f, err
	}
	for k, rc := range r.all {
		if err := rc.stream(filepath.Join(r.folder, r.files[k]), open, r.buffer()); err != nil {
			return k, made, err
		}
	}
	return len(r.all), made, nil
}

// place is the folder of the k-th recording, from 1.
func (r *recordings) place(k int) string {
	if k == 1 {
		return r.dir
	}
	return filepath.Join(r.dir, strconv.Itoa(k))
}

func (r *recordings) buffer() int64 {
	return max(leastBuffer, min(streamBuffer, streamBuffers/int64(max(1, len(r.all)))))
}

// name gives each recording a file.
func (r *recordings) name() {
	var names uniqueNames
	r.files = r.files[:0]
	for _, rc := range r.all {
		r.files = append(r.files, names.file(rc.about()))
	}
}

// note writes what the folder holds; sync makes it last through a crash of the
// system.
func (r *recordings) note(finished, sync bool) error {
	if r.folder == "" {
		return nil
	}
	m := r.info
	m.Start, m.Stop, m.Finished = r.start, r.stop, finished
	for k, rc := range r.all {
		m.Recordings = append(m.Recordings, rc.about().meta(r.files[k]))
	}
	return m.write(r.folder, sync)
}

// recordBefore records what is recorded before the update of a step.
func (r *recordings) recordBefore(step int64) error {
	err := record(r.before, step)
	r.broken = r.broken || err != nil
	return err
}

func record(all []recorder, step int64) error {
	for _, rc := range all {
		if err := rc.record(step); err != nil {
			return fmt.Errorf("recording %s: %w", rc.about().label(), err)
		}
	}
	return nil
}

// recordAfter records what is recorded after a step, and sees to memory and
// disk.
func (r *recordings) recordAfter(step int64) error {
	err := r.recordAndSee(step)
	r.broken = r.broken || err != nil
	return err
}

// recordAndSee is recordAfter, which notes the error.
func (r *recordings) recordAndSee(step int64) error {
	if err := record(r.after, step); err != nil {
		return err
	}
	switch {
	case !r.asked:
	case r.folder == "":
		if r.slack() > r.limit {
			return r.toDisk(false)
		}
	case r.pace.due(step, flushes):
		for _, rc := range r.all {
			if err := rc.flush(step + 1); err != nil {
				return fmt.Errorf("recording %s: %w", rc.about().label(), err)
			}
		}
	}
	return nil
}

// end puts what was recorded into the result of a run that has ended, with an
// error or without.
func (r *recordings) end(res *Result, failed error) error {
	var errs []error
	whole, sync := true, time.Since(r.synced) >= syncs
	for _, rc := range r.all {
		err := rc.finish(res.Stop, sync)
		whole = whole && err == nil
		if err != nil && !errors.Is(failed, err) { // which says so already
			errs = append(errs, fmt.Errorf("recording %s: %w", rc.about().label(), err))
		}
	}
	r.stop, r.jumps, r.runs = res.Stop, r.sim.Jumps(), false
	if sync {
		r.synced = time.Now()
	}
	for _, rc := range r.all {
		res.recordings = append(res.recordings, rc.result(res))
	}
	failed = errors.Join(append([]error{failed}, errs...)...)
	r.info.SimTime, r.info.Graph = res.SimTime.Seconds(), res.Graph
	if r.info.Error = ""; failed != nil {
		r.info.Error = failed.Error()
	}
	if err := r.note(true, sync); err != nil {
		errs = append(errs, fmt.Errorf("recording: %w", err))
	}
	res.dir = r.folder
	r.goesOn = r.folder != "" && whole && !r.broken
	r.unsynced = r.goesOn && !sync
	if !r.goesOn {
		for _, rc := range r.all {
			rc.release()
		}
	}
	return errors.Join(errs...)
}

// close makes what was recorded last, and closes its files. What comes then is
// another recording.
func (r *recordings) close() error {
	var errs []error
	if r.unsynced {
		for _, rc := range r.all {
			if err := rc.finish(r.stop, true); err != nil {
				errs = append(errs, fmt.Errorf("recording %s: %w", rc.about().label(), err))
			}
		}
		if err := r.note(true, true); err != nil {
			errs = append(errs, fmt.Errorf("recording: %w", err))
		}
	}
	r.goesOn, r.loaded, r.unsynced = false, false, false
	for _, rc := range r.all {
		rc.release()
	}
	return errors.Join(errs...)
}

// position is what save writes before what is in memory.
type position struct {
	Version int    `json:"version"`
	Start   int64  `json:"start"`
	From    int64  `json:"from"` // first step of the run
	Stop    int64  `json:"stop"`
	Folder  int    `json:"folder"` // number of the one that is streamed to, 0 for memory
	Folders int    `json:"folders"`
	Marks   []mark `json:"marks"`
}

// save writes where the recordings are, the step stop coming next, and what of
// them is in memory, so that load can go on there. What streams to disk is on
// disk then. It is called between two steps of a run, or between runs.
func (r *recordings) save(w io.Writer, stop int64) error {
	if !r.runs && !r.follows(stop) {
		// A recording of nothing yet.
		r.start, r.stop, r.from, r.folder = stop, stop, stop, ""
		for _, rc := range r.all {
			if err := rc.begin(stop, 0, r.dt); err != nil {
				return err
			}
		}
	}
	p := position{Version: 1, Start: r.start, From: r.from, Stop: stop, Folders: r.folders}
	if !r.runs && !r.loaded {
		p.From = stop // the run to come
	}
	if r.folder != "" {
		p.Folder = r.folders
	}
	for _, rc := range r.all {
		m, err := rc.mark(stop)
		if err != nil {
			return fmt.Errorf("recording %s: %w", rc.about().label(), err)
		}
		p.Marks = append(p.Marks, m)
	}
	if err := writeFrame(w, p); err != nil {
		return err
	}
	for _, rc := range r.all {
		if err := rc.save(w); err != nil {
			return err
		}
	}
	return nil
}

// text says what is recorded, and how.
func (r *recordings) text() string {
	if len(r.all) == 0 {
		return "none"
	}
	lines := make([]string, len(r.all))
	for k, rc := range r.all {
		lines[k] = rc.about().text()
	}
	return strings.Join(lines, "\n")
}

// load takes the recordings back to where they were when they were saved. A run
// that begins at that step is the rest of the one that was under way, and its
// result holds both. The runner has the same monitors, and the folder of StreamTo
// holds what it held then, or more, which is dropped. If it does not, that is an
// error and nothing is changed, unless a file could not be cut.
func (r *recordings) load(from io.Reader) error {
	var p position
	if err := readFrame(from, &p); err != nil {
		return err
	}
	if p.Version != 1 || p.Start < 0 || p.From < p.Start || p.Stop < p.From || p.Stop > 1<<53 || p.Folder < 0 || p.Folder > p.Folders {
		return fmt.Errorf("the recordings of a checkpoint: version %d, steps %d to %d", p.Version, p.Start, p.Stop)
	}
	labels := func(n int, label func(int) string) (all []string) {
		for k := range n {
			all = append(all, label(k))
		}
		return all
	}
	saved := labels(len(p.Marks), func(k int) string { return p.Marks[k].Label })
	now := labels(len(r.all), func(k int) string { return r.all[k].about().label() })
	if !slices.Equal(saved, now) {
		return fmt.Errorf("the checkpoint has recordings of %s, and the runner has monitors of %s", list(saved), list(now))
	}
	if p.Folder > 0 && !r.asked {
		return errors.New("the recordings of the checkpoint stream to a folder; give StreamTo that folder")
	}
	if p.Folder > 0 {
		r.name()
	}
	file := func(k int) string { return filepath.Join(r.place(p.Folder), r.files[k]) }
	for k, rc := range r.all {
		if p.Folder == 0 {
			break
		}
		// All are looked at before one is cut.
		if err := rc.allows(file(k), p.Marks[k], p.Start, r.dt); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				// Not wrapped: a checkpoint without its recordings is something
				// else than no checkpoint, which Resume may be told to pass over.
				err = fmt.Errorf("%v; give StreamTo the folder that the run of the checkpoint streamed to, as it was", err)
			}
			return fmt.Errorf("the recording of %s: %w", now[k], err)
		}
	}
	fresh := make([]recorder, len(r.all)) // until all is there
	for k, was := range r.all {
		rc := was.another()
		fresh[k] = rc
		var err error
		if p.Folder > 0 {
			r.goesOn, r.loaded, r.unsynced = false, false, false // files are cut
			err = rc.rewind(file(k), p.Marks[k], r.open, r.buffer(), p.Start, r.dt)
		} else {
			err = rc.load(from, p.Marks[k], p.Start, r.dt)
		}
		if err != nil {
			for _, rc := range fresh[:k+1] {
				rc.release()
			}
			return fmt.Errorf("the recording of %s: %w", now[k], err)
		}
	}
	r.runs, r.broken, r.unsynced = false, false, false
	was := r.all
	r.all, r.before, r.after = nil, nil, nil
	for k, rc := range fresh {
		was[k].release()
		r.add(rc)
	}
	r.start, r.from, r.stop, r.folders, r.folder = p.Start, p.From, p.Stop, p.Folders, ""
	if p.Folder > 0 {
		r.folder = r.place(p.Folder)
	}
	r.jumps, r.goesOn, r.loaded = r.sim.Jumps(), true, true
	return nil
}
