package golgi

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/safefile"
	"github.com/golgi-sim/golgi/internal/sections"
)

const (
	checkpoint    = "a checkpoint"
	magic         = "\x89golgi\r\n"
	formatVersion = 1
)

// Save writes all that the simulation is at this moment, so that Load goes on
// from it as if it had never stopped, in the same bits: the step, the trial, all
// variables, weights, parameters and inputs, what delays hold and what is on its
// way. How many workers there are and what runs the programs is no part of it.
//
// What is saved is the simulation and not the network: Load needs the same
// network, built again. The file has its checksums and a version, and can be
// read on any machine. That the bits are the same is promised to programs with
// the same version of Golgi.
//
// State of a program's own, outside of parts, is in the file as well if it is
// handed over as own.
//
// A simulation that an error has stopped cannot be saved, nor one that is within
// a step, nor one with a part whose state nobody knows (see Keeper).
func (s *Sim) Save(w io.Writer, own ...Own) error {
	if null.Is(w) {
		return errors.New("the simulation cannot be saved: the writer is nil; give one such as a bytes.Buffer, or a file to SaveFile")
	}
	if err := checkOwn(own); err != nil {
		return fmt.Errorf("the simulation cannot be saved: %w", err)
	}
	if err := s.savable("saved"); err != nil {
		return err
	}
	if s.err != nil {
		return fmt.Errorf("the simulation cannot be saved, since it has stopped in the middle of step %d: %w", s.step, s.err)
	}
	out := sections.NewWriter(w, magic, formatVersion)
	var errs BuildErrors
	a := s.archive(nil, saving, &errs)
	s.identify(a)
	out.Section(headSection, a.buf)
	owned := s.owned()
	for k, p := range s.parts {
		id := p.identity()
		for _, of := range []struct {
			name string
			keep func(a *Archive)
		}{{stateSection, func(a *Archive) { s.keepPart(a, p) }}, {valueSection, owned[k].keep}} {
			a := s.archive(id, saving, &errs)
			of.keep(a)
			if most := s.limit(id, of.keep); uint64(len(a.buf)) > most {
				a.Errorf("has %d bytes of %s, more than the %d that could be loaded", len(a.buf), strings.TrimSpace(of.name), most)
			}
			if len(errs) > 0 {
				return fmt.Errorf("the simulation cannot be saved: %w", errs)
			}
			out.Section(of.name+id.path, a.buf)
		}
	}
	for _, o := range own {
		a := s.archive(&Base{path: o.Name}, saving, &errs)
		o.Keep(a)
		if len(errs) > 0 {
			return fmt.Errorf("the simulation cannot be saved: %w", errs)
		}
		out.Section(ownSection+o.Name, a.buf)
	}
	return out.Close()
}

// Own is state of a program, outside of the parts of a simulation, that goes
// into a checkpoint with it and comes back together with it or not at all.
type Own struct {
	Name string // unique in a file
	// Keep hands over the state, as that of a Keeper does.
	Keep func(a *Archive)
}

// checkOwn refuses state of a program that has no Keep.
func checkOwn(own []Own) error {
	for _, o := range own {
		if o.Keep == nil {
			return fmt.Errorf("Own %q has no Keep; give the function that hands over the state", o.Name)
		}
	}
	return nil
}

// SaveFile is Save to a file, which appears at its path, or replaces the one
// there, only when it is whole and on the disk.
func (s *Sim) SaveFile(path string, own ...Own) error {
	f, err := safefile.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := errors.Join(s.Save(w, own...), w.Flush()); err != nil {
		return err
	}
	return f.Commit()
}

// LoadFile is Load of a file, and all of it.
func (s *Sim) LoadFile(path string, own ...Own) error {
	if path == "" {
		return safefile.ErrNoName
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 1<<16)
	l, err := s.read(r, own)
	if err == nil {
		if _, e := r.ReadByte(); e != io.EOF {
			err = fmt.Errorf("goes on after the end of the checkpoint at byte %d", l.at)
		}
	}
	if err == nil {
		err = s.apply(l)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// The sections of a checkpoint: one of the simulation, and of every part what
// the part keeps and what its quantities and spikes are. None of the other
// kinds is a part, so that no path is mistaken for one.
const (
	headSection  = "simulation"
	stateSection = "state "
	valueSection = "values "
	ownSection   = "own " // of the program
)

// limit returns how large a section can be at most: some times larger than what
// keep makes of the network as it is, so that the difference to a larger one can
// be named, and what is free where the state grows.
func (s *Sim) limit(part *Base, keep func(a *Archive)) uint64 {
	var errs BuildErrors
	a := s.archive(part, measuring, &errs)
	keep(a)
	most := saturated(1<<20, a.size, 4)
	if free := memory.Free(); a.grows && free < math.MaxInt64 {
		most = max(most, uint64(free))
	} else if a.grows {
		most = math.MaxInt64
	}
	return most
}

// savable reports why a simulation cannot be saved or loaded.
func (s *Sim) savable(what string) error {
	if s.within {
		return fmt.Errorf("the simulation cannot be %s within a step", what)
	}
	var errs BuildErrors
	for _, p := range s.parts {
		if err := knows(p); err != nil {
			errs = append(errs, &BuildError{Path: p.identity().path, Err: err})
		}
	}
	if len(errs) > 0 {
		return fmt.Errorf("the simulation cannot be %s: %w", what, errs)
	}
	return nil
}

func (s *Sim) archive(part *Base, mode archiveMode, errs *BuildErrors) *Archive {
	if part == nil {
		part = &Base{}
	}
	return &Archive{sim: s, part: part, mode: mode, trial: s.trial, step: uint64(s.step), errs: errs}
}

// identify keeps what belongs to no part.
func (s *Sim) identify(a *Archive) {
	a.Same("dt", strconv.FormatFloat(s.dt, 'g', -1, 64)+" ms")
	a.Same("seed", strconv.FormatUint(s.seed, 10))
	when := []int64{int64(a.step), int64(a.trial)}
	a.Int("step", &when[0], 0, maxSteps)
	a.Ints("trial", when[1:])
	a.step, a.trial = uint64(when[0]), uint64(when[1])
}

// keepPart keeps a part but for its quantities and spikes.
func (s *Sim) keepPart(a *Archive, p Part) {
	if _, ok := p.(grouper); !ok {
		// That of a network has no meaning but its parts.
		a.Same("kind", strings.TrimPrefix(fmt.Sprintf("%T", p), "*"))
	}
	// One more than steps were made, if the last one failed.
	a.Int("steps begun", &p.identity().at, 0, a.Step()+1)
	if k, ok := p.(Keeper); ok {
		k.Keep(a)
	}
}

// belongings are the quantities and spikes that a part has named.
type belongings struct {
	quantities []*Quantity
	spikes     []*SpikeVar
}

// owned returns the belongings of all parts.
func (s *Sim) owned() []belongings {
	all := make([]belongings, len(s.parts))
	for _, path := range slices.Sorted(maps.Keys(s.names)) {
		q := s.names[path]
		if q.part == nil || q.part.sim != s || q.path != path || !q.ready {
			continue // another name of one that comes, or has been
		}
		b := &all[q.part.index]
		b.quantities = append(b.quantities, q)
	}
	for _, path := range slices.Sorted(maps.Keys(s.spikes)) {
		v := s.spikes[path]
		b := &all[v.part.index]
		b.spikes = append(b.spikes, v)
	}
	return all
}

// keep saves or measures.
func (b belongings) keep(a *Archive) {
	for _, q := range b.quantities {
		a.quantity(q)
	}
	for _, v := range b.spikes {
		a.spikes(v)
	}
}

// local returns a name within the part.
func (a *Archive) local(path string) string {
	if a.part.path == "" {
		return path
	}
	return strings.TrimPrefix(path, a.part.path+".")
}

// quantity saves or measures a quantity.
func (a *Archive) quantity(q *Quantity) {
	name := a.local(q.path)
	switch {
	case q.each != nil || a.mode == measuring:
		a.head(kindFloats, name, q.n)
		if a.mode == measuring {
			a.measure(q.n, 8)
		} else {
			store(a, q.each)
		}
	default:
		a.head(kindUniform, name, q.n)
		store(a, []float64{q.uniform})
	}
}

// spikes keeps the spikes of the last step.
func (a *Archive) spikes(v *SpikeVar) {
	name := a.local(v.path)
	step, list := v.step, v.list
	a.Int(name+" step", &step, -1, a.Step()) // of a step that failed too
	if a.mode == loading {
		list = nil // what there is may be elsewhere too
	}
	a.Indices(name, &list, v.size)
	if a.mode == loading {
		v.Emit(list, step)
	}
}
