package report

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/internal/stack"
	"github.com/golgi-sim/golgi/runner"
)

// data is what the scripts of the page draw.
type data struct {
	From   float64 `json:"from"` // ms
	To     float64 `json:"to"`
	Trains []train `json:"trains"`
	Traces []trace `json:"traces"`
}

// train is the spikes of some neurons.
type train struct {
	Name   string  `json:"name"`
	Colour int     `json:"colour"`
	Place  int     `json:"place"`           // of neuron 0 on the axis
	First  int     `json:"first"`           // index of neuron 0 in its group
	Picks  []int   `json:"picks,omitempty"` // indices of all neurons, if they do not follow one another
	N      int     `json:"n"`
	Shown  int     `json:"shown"` // neurons whose spikes are there
	Start  float64 `json:"start"` // ms
	Dt     float64 `json:"dt"`
	Count  int     `json:"count"` // spikes that are there
	Spikes string  `json:"spikes"`
}

// trace is the values of some elements of a series.
type trace struct {
	Name    string   `json:"name"`
	Unit    string   `json:"unit"`
	Columns []column `json:"columns"`
	Heat    *heat    `json:"heat,omitempty"` // of all, if there are more
}

// column is the values of one element: float32s, from time Start, Dt apart; or,
// if Pairs, the least and greatest of so many.
type column struct {
	Name   string  `json:"name"`
	Start  float64 `json:"start"` // ms
	Dt     float64 `json:"dt"`    // between values, or pairs of them
	Pairs  bool    `json:"pairs"`
	Values string  `json:"values"`
}

// maxPieces is how many ranges of one group are coloured.
const maxPieces = 6

// data returns what is drawn.
func (r *Report) data() data {
	d := data{From: math.Inf(1), To: math.Inf(-1), Trains: []train{}, Traces: []trace{}}
	span := func(from, to float64) { d.From, d.To = min(d.From, from), max(d.To, to) }
	span(float64(r.res.Start)*r.res.Dt, float64(r.res.Stop)*r.res.Dt)
	count := 0
	for _, t := range r.Spikes {
		count += t.Count()
		span(float64(t.Start)*t.Dt, float64(t.Stop)*t.Dt)
	}
	every := (count + limit(r.MaxSpikes, mostSpikes) - 1) / limit(r.MaxSpikes, mostSpikes)
	var pieces []*runner.SpikeTrain
	for _, t := range r.Spikes {
		pieces = append(pieces, r.pieces(t)...)
	}
	places := stack.Places(pieces)
	for k, t := range pieces {
		d.Trains = append(d.Trains, encodeTrain(t, k, places[k], max(1, every)))
	}
	columns := 0
	for _, s := range r.Series {
		columns += r.columns(s)
	}
	wide := 0 // series of which not all elements are lines
	for _, s := range r.Series {
		if r.columns(s) < s.Size() {
			wide++
		}
	}
	share := limit(r.MaxValues, mostValues) / max(1, columns)
	for _, s := range r.Series {
		t := trace{Name: s.Name, Unit: s.Unit, Columns: []column{}}
		for j, xs := range s.Slice(0, r.columns(s)).Columns() {
			t.Columns = append(t.Columns, encodeColumn(s, j, xs, share))
		}
		if len(t.Columns) < s.Size() {
			t.Heat = heatOf(s, wide)
		}
		d.Traces = append(d.Traces, t)
	}
	if !(d.From < d.To && d.To-d.From < math.Inf(1)) {
		d.From, d.To = 0, 1 // nothing has happened
	}
	return d
}

func limit(n, standard int) int {
	if n == 0 {
		return standard
	}
	return n
}

// columns is how many columns of a series are shown.
func (r *Report) columns(s *runner.Series) int { return min(s.Size(), limit(r.Columns, mostColumns)) }

// pieces cuts a train of all neurons of a group where projections that start
// from a part of the group begin and end.
func (r *Report) pieces(t *runner.SpikeTrain) []*runner.SpikeTrain {
	group := strings.TrimSuffix(t.Name, ".spike")
	whole := []*runner.SpikeTrain{t.Named(group)}
	if r.res.Graph == nil || t.Offset != 0 || t.Neurons != nil {
		return whole
	}
	cuts := []int{0, t.N}
	for _, p := range r.res.Graph.Projections {
		if p.Pre.Path == group && p.Pre.Size == t.N {
			cuts = append(cuts, p.Pre.Lo, p.Pre.Hi)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	if len(cuts) < 3 || len(cuts) > maxPieces+1 {
		return whole
	}
	var all []*runner.SpikeTrain
	for k := range len(cuts) - 1 {
		lo, hi := cuts[k], cuts[k+1]
		name := fmt.Sprintf("%s[%d:%d]", group, lo, hi)
		if e := r.effectOf(group, lo, hi); e != "" {
			name += " " + e
		}
		all = append(all, t.Slice(lo, hi).Named(name))
	}
	return all
}

// effectOf returns what all projections that start from some neurons do; "" if
// they differ.
func (r *Report) effectOf(group string, lo, hi int) string {
	effect, found := "", false
	for _, p := range r.res.Graph.Projections {
		if p.Pre.Path != group || p.Pre.Lo > lo || p.Pre.Hi < hi {
			continue
		}
		if found && effect != string(p.Effect) {
			return ""
		}
		effect, found = string(p.Effect), true
	}
	return effect
}

// encodeTrain writes the spikes of every so manyth neuron as variable-length
// integers, those of encoding/binary: for a spike in a later step than the one
// before it 2*steps+1 and its neuron, for one in the same step 2*neurons, both as
// differences.
func encodeTrain(t *runner.SpikeTrain, colour, place, every int) train {
	e := train{Name: t.Name, Colour: colour, Place: place, First: t.Offset, Picks: t.Neurons, N: t.N, Shown: (t.N + every - 1) / every,
		Start: float64(t.Start) * t.Dt, Dt: t.Dt}
	b := make([]byte, 0, 3*t.Count()/every)
	step, neuron := t.Start-1, int32(0)
	for s, i := range t.All() {
		if int(i)%every != 0 {
			continue
		}
		e.Count++
		if s != step {
			b = binary.AppendUvarint(b, 2*uint64(s-step)+1)
			b = binary.AppendUvarint(b, uint64(i))
		} else {
			b = binary.AppendUvarint(b, 2*uint64(i-neuron))
		}
		step, neuron = s, i
	}
	e.Spikes = base64.StdEncoding.EncodeToString(b)
	return e
}

// encodeColumn writes at most so many of the values of column j.
func encodeColumn(s *runner.Series, j int, xs []float64, most int) column {
	times := s.Times()
	c := column{Name: fmt.Sprintf("%s[%d]", s.Name, s.Indices[j])}
	if s.Size() == 1 && s.Indices[0] == 0 {
		c.Name = s.Name
	}
	if len(times) > 0 {
		c.Start = times[0]
	}
	if len(times) > 1 {
		c.Dt = (times[len(times)-1] - times[0]) / float64(len(times)-1)
	}
	if len(xs) > max(2, most) {
		bucket := (2*len(xs) + most - 1) / max(2, most)
		xs = extremes(xs, bucket)
		c.Dt, c.Pairs = c.Dt*float64(bucket), true
	}
	b := make([]byte, 0, 4*len(xs))
	for _, x := range xs {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
	}
	c.Values = base64.StdEncoding.EncodeToString(b)
	return c
}

// extremes returns the least and the greatest of every bucket of values; both
// are NaN if one of them is not finite.
func extremes(xs []float64, bucket int) []float64 {
	var all []float64
	for part := range slices.Chunk(xs, bucket) {
		lo, hi := part[0], part[0]
		for _, x := range part {
			if x-x != 0 {
				lo, hi = math.NaN(), math.NaN()
				break
			}
			lo, hi = min(lo, x), max(hi, x)
		}
		all = append(all, lo, hi)
	}
	return all
}
