package docs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// speed is speed.json.
type speed struct {
	Machine     string             `json:"machine"`
	Nanoseconds map[string]float64 `json:"ns_per_neuron_step"`
}

func readSpeed() (speed, error) {
	var s speed
	data, err := os.ReadFile("speed.json")
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	return s, err
}

var (
	modelLine = regexp.MustCompile(`(?m)^BenchmarkModels/(\w+?)(?:-\d+)?\s.*?([0-9.]+) ns/neuron-step`)
	cpuLine   = regexp.MustCompile(`(?m)^cpu: (.*)$`)
)

// measureSpeed runs the benchmark and keeps the shortest time of several: others
// may use the machine.
func measureSpeed() error {
	out, err := exec.Command("go", "test", "-run", "^$", "-bench", "^BenchmarkModels$", "-benchtime", "100ms", "-count", "6", "../bench").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	s := speed{Nanoseconds: map[string]float64{}}
	for _, m := range modelLine.FindAllSubmatch(out, -1) {
		ns, err := strconv.ParseFloat(string(m[2]), 64)
		if err != nil {
			return err
		}
		name := string(m[1])
		if old, ok := s.Nanoseconds[name]; !ok || ns < old {
			s.Nanoseconds[name] = ns
		}
	}
	cpu := "an unknown processor"
	if m := cpuLine.FindSubmatch(out); m != nil {
		cpu = string(bytes.TrimSpace(m[1]))
	}
	sim, err := golgi.Build(&network{N: dyn.NewGroup(1, dyn.Lif{})})
	if err != nil {
		return err
	}
	s.Machine = fmt.Sprintf("%s, %s/%s, %s, executor %s; the shortest of six measurements, while the machine had other work too", cpu, runtime.GOOS, runtime.GOARCH, runtime.Version(), sim.Executor())
	if err := sim.Close(); err != nil {
		return err
	}
	data, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile("speed.json", append(data, '\n'), 0o666)
}
