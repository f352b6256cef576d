package main

import (
	"context"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

var long = flag.Bool("long", false, "run the validation over many trials, which takes some minutes")

// trial runs one trial of 1.6 s and returns the rates in its periods.
func trial(t *testing.T, p params, seed uint64) map[string]float64 {
	t.Helper()
	net := NewDecision(full, p)
	r, err := runner.New(net, append(net.task(seed), runner.Seed(seed), runner.Progress(false))...)
	require.NoError(t, err)
	res, err := r.Run(context.Background(), 1600)
	require.NoError(t, err)
	rates := map[string]float64{}
	for _, g := range net.populations() {
		for _, w := range p.periods(res.Duration()) {
			rates[g.name+"_"+w.name] = rate(res.Spikes(g.group), w)
		}
	}
	t.Logf("coherence %g, seed %d: %s, A %.1f, B %.1f, N %.1f, I %.1f Hz in the delay", p.Coherence, seed, choice(rates), rates["A_delay"], rates["B_delay"], rates["N_delay"], rates["I_delay"])
	return rates
}

// TestWeights: the structure leaves the mean recurrent weight onto a neuron what
// it is without: f w+ + (1-f) w- = 1 (Wang 2002).
func TestWeights(t *testing.T) {
	p := defaults()
	assert.InDelta(t, 1, p.F*p.WPos+(1-p.F)*p.wNeg(), 1e-15)
	assert.InDelta(t, 0.8765, p.wNeg(), 1e-4)
	net := NewDecision(full, p)
	assert.Equal(t, []int{240, 240, 1120, 400}, []int{net.A.Size(), net.B.Size(), net.N.Size(), net.I.Size()})
}

// TestDecision: with strong evidence for A, A wins: it fires at 15 Hz or more
// with the stimulus and, by reverberation, after it, as B falls silent but for a
// few Hz, while pyramidal cells without preference stay near the 3 Hz and
// interneurons near the 9 Hz of spontaneous activity (Wang 2002, figures 2 and 3
// and Experimental Procedures; persistent rates there are 15 to 35 Hz).
func TestDecision(t *testing.T) {
	r := trial(t, defaults(), 1)
	assert.Equal(t, "A", choice(r))
	for _, when := range []string{"stim", "delay"} {
		assert.True(t, 12 < r["A_"+when] && r["A_"+when] < 40, "A %v", r["A_"+when])
		assert.Less(t, r["B_"+when], 5., "B")
		assert.True(t, 1 < r["N_"+when] && r["N_"+when] < 6, "N %v", r["N_"+when])
		assert.True(t, 6 < r["I_"+when] && r["I_"+when] < 18, "I %v", r["I_"+when])
	}
	assert.Less(t, r["A_pre"], 5., "before the stimulus nothing is decided")
}

// TestPsychometric: the share of correct choices grows with the coherence as
// 1 - 0.5 exp(-(c/α)^β) with α = 9.2 % and β = 1.5 (Wang 2002, figure 3): half
// without coherence, nearly all at 40.6 %. The bounds of the counts are four
// standard deviations of a binomial number wide. A trial with weak evidence may
// be undecided at its end; then the population with the higher rate counts.
func TestPsychometric(t *testing.T) {
	if !*long {
		t.Skip("takes minutes; run with -long")
	}
	const trials = 20
	for _, c := range []float64{0, 12.8, 40.6, -40.6} {
		p := defaults()
		p.Coherence = c
		right, decided := 0, 0
		for seed := range uint64(trials) {
			r := trial(t, p, seed)
			if (r["A_delay"] > r["B_delay"]) == (c >= 0) {
				right++
			}
			if choice(r) != "none" {
				decided++
			}
		}
		t.Logf("coherence %g: %d of %d right, %d decided", c, right, trials, decided)
		correct := 1 - 0.5*math.Exp(-math.Pow(math.Abs(c)/9.2, 1.5))
		assert.InDelta(t, correct*trials, right, 4*math.Sqrt(trials*correct*(1-correct))+1)
		if math.Abs(c) > 40 {
			assert.GreaterOrEqual(t, decided, trials-1)
		}
	}
}

// TestPicture: the panels of rates say that they are smoothed.
func TestPicture(t *testing.T) {
	net := NewDecision(100, defaults())
	r, err := runner.New(net, append(net.task(1), runner.Progress(false))...)
	require.NoError(t, err)
	res, err := r.Run(context.Background(), 200)
	require.NoError(t, err)
	var trains []*runner.SpikeTrain
	for _, g := range net.populations() {
		trains = append(trains, res.Spikes(g.group))
	}
	path := filepath.Join(t.TempDir(), "decision.svg")
	require.NoError(t, picture(net, res, trains, path))
	svg, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(svg), "rate (Hz, mean of 50 ms)")
	assert.Contains(t, string(svg), "stimulus (Hz, mean of 50 ms)")
}
