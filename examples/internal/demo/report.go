package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/golgi-sim/golgi/report"
	"github.com/golgi-sim/golgi/runner"
)

// Report is what -json prints.
type Report struct {
	Model        string             `json:"model"`
	Neurons      int                `json:"neurons"`
	Synapses     int64              `json:"synapses"`
	DurationMs   float64            `json:"duration_ms"`
	DtMs         float64            `json:"dt_ms"`
	Seed         uint64             `json:"seed"`
	Threads      int                `json:"threads"`
	Executor     string             `json:"executor"`
	Spikes       int                `json:"spikes"`
	RateHz       float64            `json:"rate_hz"`
	RatesHz      map[string]float64 `json:"rates_hz,omitempty"`
	SpikeHash    string             `json:"spike_hash"`
	BuildS       float64            `json:"build_s"`
	SimS         float64            `json:"sim_s"`
	PeakRSSBytes int64              `json:"peak_rss_bytes"`

	own map[string]any
}

// NewReport fills in what is known of every run.
func (f *Flags) NewReport(run *runner.DSRunner, res *runner.Result) *Report {
	sim := run.Sim()
	f.res = res
	return &Report{Model: f.Model, Neurons: f.N, DurationMs: tidy(float64(res.Steps()) * sim.Dt()), DtMs: sim.Dt(), Seed: sim.Seed(),
		Threads: sim.Threads(), Executor: sim.Executor(), BuildS: res.BuildTime.Seconds(), SimS: res.SimTime.Seconds(),
		PeakRSSBytes: runner.PeakRSS(), own: map[string]any{}}
}

// Set adds a figure of the model's own.
func (r *Report) Set(name string, value any) { r.own[name] = value }

// tidy returns a time without the noise of the product of step and dt.
func tidy(ms float64) float64 { return math.Round(ms*1e9) / 1e9 }

// Finish ends a program: it leaves the page of -report; with -json it prints the
// report, otherwise what the run cost, and leaves the picture. stopped is the error that ended the run early,
// if one did: what was recorded is shown all the same.
func (f *Flags) Finish(r *Report, stopped error, picture func(path string) error) error {
	r.RateHz = float64(r.Spikes) / float64(r.Neurons) / r.DurationMs * 1000
	if f.Page != "" {
		page := report.New(f.res)
		page.Title = f.Model
		if err := page.Save(f.Page); err != nil {
			stopped = errors.Join(stopped, err) // and the picture is left all the same
		} else {
			defer f.Printf("report      %s\n", f.Page)
		}
	}
	if f.JSON {
		if err := r.Print(); err != nil {
			return err
		}
		return stopped
	}
	f.printMissing()
	cost := "no steps"
	if steps := math.Round(r.DurationMs / r.DtMs); steps > 0 {
		cost = fmt.Sprintf("%.2f ns per neuron and step", r.SimS*1e9/(float64(r.Neurons)*steps))
	}
	f.Printf("time        build %.3f s, simulation %.3f s (%s, %d thread(s), %s)\n", r.BuildS, r.SimS, cost, r.Threads, r.Executor)
	f.Printf("memory      %.1f MB at most, without the pictures\n", float64(r.PeakRSSBytes)/1e6)
	path := filepath.Join(f.Out, f.Model+".png")
	if err := picture(path); err != nil {
		return errors.Join(stopped, err)
	}
	f.Printf("picture     %s\n", path)
	return errors.Join(stopped, f.unsaid)
}

// Times returns the times of the spikes of one neuron in ms, without the noise
// of the product of step and dt.
func Times(t *runner.SpikeTrain, neuron int) []float64 {
	times := []float64{}
	for step, i := range t.All() {
		if int(i) == neuron {
			times = append(times, tidy(float64(step)*t.Dt))
		}
	}
	return times
}

// MarshalJSON puts the figures of the model's own beside the others. What is
// not a number, such as a rate over no time, is null: JSON has no NaN.
func (r *Report) MarshalJSON() ([]byte, error) {
	all := map[string]any{}
	v := reflect.ValueOf(*r)
	for k := range v.NumField() {
		if name, ok := v.Type().Field(k).Tag.Lookup("json"); ok && !(strings.HasSuffix(name, ",omitempty") && v.Field(k).IsZero()) {
			all[strings.TrimSuffix(name, ",omitempty")] = v.Field(k).Interface()
		}
	}
	maps.Copy(all, r.own)
	for name, x := range all {
		all[name] = finite(x)
	}
	return json.Marshal(all)
}

// finite returns x with nil in the place of numbers that are not finite.
func finite(x any) any {
	switch x := x.(type) {
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
	case []float64:
		all := make([]any, len(x))
		for k, y := range x {
			all[k] = finite(y)
		}
		return all
	case map[string]float64:
		all := map[string]any{}
		for name, y := range x {
			all[name] = finite(y)
		}
		return all
	}
	return x
}

// Print prints the report to standard output.
func (r *Report) Print() error {
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("the report: %w", err)
	}
	_, err = fmt.Fprintf(os.Stdout, "%s\n", text)
	return err
}
