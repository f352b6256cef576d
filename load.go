package golgi

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/sections"
)

// Load reads what Save has written, of the same network with the same dt and
// seed, and goes on from there: the next step is the one that would have come
// then, bit for bit, for any number of workers and any executor.
//
// It is all or nothing. What was cut, damaged or saved of another network is an
// error, a BuildErrors that names every part that is missing or another, with
// both sides, and the simulation is as it was before. Load reads no byte beyond
// what Save has written, and takes no more memory than the state of the network
// needs a few times over, whatever it is given; where delays are parameters that
// is the state with those of the file, at most as much as there is of it. r is
// read in small pieces; give a bufio.Reader.
//
// What a program has saved of its own comes back to it if it is asked for as own;
// that takes as much memory as there is of it.
//
// A simulation that has stopped with an error can be loaded, one that was closed
// cannot.
func (s *Sim) Load(r io.Reader, own ...Own) error {
	l, err := s.read(r, own)
	if err == nil {
		err = s.apply(l)
	}
	if err != nil {
		return fmt.Errorf("the checkpoint %w", err)
	}
	return nil
}

// loaded is a checkpoint that was read, and has its checksums.
type loaded struct {
	trial, step uint64
	state       [][]byte // of each part
	values      [][]byte
	large       map[int]*BuildError // parts with more values than there is room for, which are not in values
	own         []Own
	owns        [][]byte
	at          int64 // bytes read
}

// read reads a checkpoint and checks that it is of this network, as far as can
// be seen without the parts.
func (s *Sim) read(r io.Reader, own []Own) (*loaded, error) {
	if s.closed {
		return nil, ErrClosed
	}
	if null.Is(r) {
		return nil, errors.New("cannot be read: the reader is nil; give one such as a bytes.Reader, or a file to LoadFile")
	}
	if err := checkOwn(own); err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	if err := s.savable("loaded"); err != nil {
		return nil, err
	}
	in, err := sections.NewReader(r, checkpoint, magic, formatVersion)
	if err != nil {
		return nil, err
	}
	l := &loaded{state: make([][]byte, len(s.parts)), values: make([][]byte, len(s.parts)), large: map[int]*BuildError{}, own: own, owns: make([][]byte, len(own))}
	if err := s.readHead(in, l); err != nil {
		return nil, err
	}
	places := map[string]*[]byte{}
	limits := map[string]uint64{}
	parts := map[string]int{} // by the name of the section of their values
	owned := s.owned()
	for k, p := range s.parts {
		id := p.identity()
		places[stateSection+id.path], places[valueSection+id.path] = &l.state[k], &l.values[k]
		parts[valueSection+id.path] = k
		limits[stateSection+id.path] = s.limit(id, func(a *Archive) { s.keepPart(a, p) })
		limits[valueSection+id.path] = s.limit(id, owned[k].keep)
	}
	for k, o := range own {
		places[ownSection+o.Name], limits[ownSection+o.Name] = &l.owns[k], math.MaxInt64
	}
	var errs BuildErrors
	unknown := 0
	for {
		name, size, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		kind, path, _ := strings.Cut(name, " ")
		place, ok := places[name]
		switch {
		case !ok:
			if kind+" " == stateSection {
				if unknown++; unknown <= mostErrors {
					errs = append(errs, &BuildError{Path: path, Err: fmt.Errorf("is a part in the file, and there is none here")})
				}
			}
		case *place != nil:
			return nil, fmt.Errorf("has section %q twice", name)
		case size > limits[name]:
			e := &BuildError{Path: path, Err: fmt.Errorf("has %d bytes of %s in the file, and can have %d here", size, strings.TrimSpace(kind), limits[name])}
			if k, ok := parts[name]; ok {
				l.large[k] = e // why, the state of the part may say
			} else {
				errs = append(errs, e)
			}
			*place = []byte{}
		default:
			if *place, err = in.Data(limits[name]); err != nil {
				return nil, err
			}
			if *place == nil {
				*place = []byte{}
			}
		}
	}
	for k, p := range s.parts {
		if l.state[k] == nil || l.values[k] == nil {
			errs = append(errs, &BuildError{Path: p.identity().path, Err: fmt.Errorf("is a part here, and there was none when the file was saved")})
		}
	}
	for k, o := range own {
		if l.owns[k] == nil {
			errs = append(errs, &BuildError{Path: o.Name, Err: fmt.Errorf("was not saved in the file")})
		}
	}
	l.at = in.At()
	if len(errs) > 0 {
		for _, k := range slices.Sorted(maps.Keys(l.large)) {
			errs = append(errs, l.large[k])
		}
	}
	if unknown > mostErrors {
		errs = append(errs, &BuildError{Path: "", Err: fmt.Errorf("and %d more parts are in the file only", unknown-mostErrors)})
	}
	return l, another(errs)
}

// readHead reads the section of the simulation.
func (s *Sim) readHead(in *sections.Reader, l *loaded) error {
	name, _, err := in.Next()
	if err == io.EOF || err == nil && name != headSection {
		return fmt.Errorf("does not begin with its section %q", headSection)
	}
	if err != nil {
		return err
	}
	data, err := in.Data(1 << 16)
	if err != nil {
		return err
	}
	var errs BuildErrors
	a := s.archive(nil, loading, &errs)
	a.buf = data
	s.identify(a)
	l.step, l.trial = a.step, a.trial
	return another(errs)
}

// apply takes over a checkpoint. After an error the simulation is as before.
func (s *Sim) apply(l *loaded) error {
	before, err := s.snapshot(l.own)
	if err != nil {
		return fmt.Errorf("cannot be loaded, since the simulation could not be put back if it were refused: %w", err)
	}
	u := &undo{}
	errs := s.take(l, u)
	if len(errs) == 0 {
		s.err = nil
		return nil
	}
	if err := s.putBack(before, u); err != nil && s.err == nil {
		s.err = fmt.Errorf("BUG: a checkpoint was refused, and the simulation could not be put back: %w", err)
	}
	return another(errs)
}

// take sets the simulation to what was loaded.
func (s *Sim) take(l *loaded, u *undo) BuildErrors {
	s.step, s.trial = int64(l.step), l.trial
	s.jumps++
	wrong := make([]BuildErrors, len(s.parts))
	var changes []change
	for k, b := range s.owned() {
		if e := l.large[k]; e != nil {
			wrong[k] = BuildErrors{e}
			continue
		}
		a := s.archive(s.parts[k].identity(), loading, &wrong[k])
		a.buf = l.values[k]
		for _, q := range b.quantities {
			if c, changed := a.restore(q); changed {
				changes = append(changes, c)
			}
		}
		for _, v := range b.spikes {
			a.spikes(v)
		}
		a.end()
	}
	u.changes = changes
	for _, e := range tell(changes) {
		wrong[e.q.part.index] = append(wrong[e.q.part.index], &BuildError{Path: e.q.path, Err: e.err})
	}
	var all BuildErrors
	for k, p := range s.parts {
		var errs BuildErrors
		a := s.archive(p.identity(), loading, &errs)
		a.buf = l.state[k]
		// A part whose quantities are others is another: it is not to go on
		// from them, and says what it is.
		a.other = len(wrong[k]) > 0
		s.keepPart(a, p)
		a.end()
		if len(errs) == 0 {
			errs = wrong[k]
		}
		all = append(all, errs...)
	}
	all = causes(all)
	for k, o := range l.own {
		a := s.archive(&Base{path: o.Name}, loading, &all)
		a.buf, a.other = l.owns[k], len(all) > 0 // so that Loading is false
		o.Keep(a)
		a.end()
	}
	return all
}

// end reports what is left of a part.
func (a *Archive) end() {
	if a.lost || a.other || len(a.buf) == 0 {
		return
	}
	if p, ok := a.next(); ok {
		a.Errorf("had %s when the file was saved, which is not here", p.name)
	} else {
		a.Errorf("has %d bytes at its end that cannot be read: the file is damaged", len(a.buf))
	}
}

// undo is what a load has changed so far.
type undo struct{ changes []change }

// snapshot is the simulation but for the values of its quantities.
type snapshot struct {
	trial, step uint64
	jumps       int64
	state       [][]byte
	spikes      []SpikeVar
	order       []*SpikeVar
	own         []Own
	owns        [][]byte
}

// snapshot takes a snapshot. What an error has left of a step need not make
// sense: such a simulation can only be loaded or reset.
func (s *Sim) snapshot(own []Own) (*snapshot, error) {
	b := &snapshot{trial: s.trial, step: uint64(s.step), jumps: s.jumps}
	var errs BuildErrors
	for _, p := range s.parts {
		a := s.archive(p.identity(), saving, &errs)
		a.trusted = true
		s.keepPart(a, p)
		b.state = append(b.state, a.buf)
	}
	if s.err != nil {
		errs = nil
	}
	for _, o := range own {
		a := s.archive(&Base{path: o.Name}, saving, &errs)
		a.trusted = true
		o.Keep(a)
		b.own, b.owns = own, append(b.owns, a.buf)
	}
	for _, v := range s.spikes {
		was := *v
		was.list = slices.Clone(v.list)
		b.spikes, b.order = append(b.spikes, was), append(b.order, v)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return b, nil
}

// putBack makes the simulation what it was.
func (s *Sim) putBack(b *snapshot, u *undo) error {
	s.trial, s.step, s.jumps = b.trial, int64(b.step), b.jumps
	for _, c := range u.changes {
		if c.each == nil {
			c.q.uniform, c.q.each = c.uniform, nil
		} else {
			copy(c.q.each, c.each)
		}
	}
	for _, e := range tell(u.changes) {
		return fmt.Errorf("%s: %w", e.q.path, e.err)
	}
	for k, v := range b.order {
		*v = b.spikes[k]
	}
	var errs BuildErrors
	for k, p := range s.parts {
		a := s.archive(p.identity(), loading, &errs)
		a.buf, a.trusted = b.state[k], true
		s.keepPart(a, p)
		a.end()
	}
	for k, o := range b.own {
		a := s.archive(&Base{path: o.Name}, loading, &errs)
		a.buf, a.trusted = b.owns[k], true
		o.Keep(a)
		a.end()
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}
