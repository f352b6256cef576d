package initialize

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// Fan says by which number of connections VarianceScaling divides.
type Fan string

// The fans of an array of shape (..., in, out): in, out, or the mean of both,
// times the product of the dimensions before them (the taps of a convolution).
const (
	FanIn  Fan = "fan_in"
	FanOut Fan = "fan_out"
	FanAvg Fan = "fan_avg"
)

// Distribution is the distribution that VarianceScaling draws from.
type Distribution string

// The distributions, all of mean 0 and of the same variance. The truncated
// normal one is cut at two standard deviations of what it was before.
const (
	TruncatedNormalWeights Distribution = "truncated_normal"
	NormalWeights          Distribution = "normal"
	UniformWeights         Distribution = "uniform"
)

// VarianceScaling draws weights of mean 0 and variance scale/fan, so that
// layers neither amplify nor damp what passes through them. It needs an array
// of two dimensions or more, so a dense or masked layer.
func VarianceScaling(scale float64, fan Fan, distribution Distribution) golgi.Initializer {
	return scaling{fmt.Sprintf("VarianceScaling(%v, %q, %q)", scale, fan, distribution), scale, fan, distribution}
}

// KaimingUniform is VarianceScaling of 2, by FanIn, uniform
// (He et al. 2015, arXiv:1502.01852): for layers followed by ReLU.
func KaimingUniform() golgi.Initializer { return scaling{"KaimingUniform()", 2, FanIn, UniformWeights} }

// KaimingNormal is KaimingUniform with a truncated normal distribution.
func KaimingNormal() golgi.Initializer {
	return scaling{"KaimingNormal()", 2, FanIn, TruncatedNormalWeights}
}

// XavierUniform is VarianceScaling of 1, by FanAvg, uniform
// (Glorot and Bengio 2010).
func XavierUniform() golgi.Initializer { return scaling{"XavierUniform()", 1, FanAvg, UniformWeights} }

// XavierNormal is XavierUniform with a truncated normal distribution.
func XavierNormal() golgi.Initializer {
	return scaling{"XavierNormal()", 1, FanAvg, TruncatedNormalWeights}
}

// LecunUniform is VarianceScaling of 1, by FanIn, uniform (LeCun et al. 1998).
func LecunUniform() golgi.Initializer { return scaling{"LecunUniform()", 1, FanIn, UniformWeights} }

// LecunNormal is LecunUniform with a truncated normal distribution.
func LecunNormal() golgi.Initializer {
	return scaling{"LecunNormal()", 1, FanIn, TruncatedNormalWeights}
}

type scaling struct {
	call         string
	scale        float64
	fan          Fan
	distribution Distribution
}

// String returns the call that makes the initialiser.
func (v scaling) String() string { return v.call }

// cutSD is the standard deviation of a standard normal number under the
// condition that it lies within −2 and 2: √(1 − 4φ(2)/(2Φ(2)−1)).
const cutSD = 0.8796256610342398

// Fill draws the elements.
func (v scaling) Fill(dst []float64, shape []int, key rng.Key) error {
	if len(shape) < 2 {
		return fmt.Errorf("is %v, which divides by the connections of a matrix, but an array of shape %v is wanted; use it for the weights of a dense layer, or give Normal with the standard deviation you want", v, shape)
	}
	if err := fits(dst, shape); err != nil {
		return err
	}
	taps := 1.0
	for _, n := range shape[:len(shape)-2] {
		taps *= float64(n)
	}
	in, out := float64(shape[len(shape)-2])*taps, float64(shape[len(shape)-1])*taps
	fans := map[Fan]float64{FanIn: in, FanOut: out, FanAvg: (in + out) / 2}
	fan, known := fans[v.fan]
	problem := ""
	if !known {
		problem = fmt.Sprintf("the fan is %q (it must be %q, %q or %q)", v.fan, FanIn, FanOut, FanAvg)
	}
	sd := math.Sqrt(v.scale / fan)
	if len(dst) == 0 {
		sd = 0 // nothing to divide by, nothing to draw
	}
	draw := map[Distribution]func(s *rng.Stream) float64{
		NormalWeights:          func(s *rng.Stream) float64 { return sd * s.Normal() },
		TruncatedNormalWeights: func(s *rng.Stream) float64 { return sd / cutSD * s.TruncNormal(-2, 2) },
		UniformWeights:         func(s *rng.Stream) float64 { return sd * math.Sqrt(3) * math.FMA(2, s.Float64(), -1) },
	}[v.distribution]
	unknown := ""
	if draw == nil {
		unknown = fmt.Sprintf("the distribution is %q (it must be %q, %q or %q)", v.distribution, TruncatedNormalWeights, NormalWeights, UniformWeights)
	}
	if err := mistakes(v, width("scale", v.scale), problem, unknown); err != nil {
		return err
	}
	return each(dst, shape, key, draw)
}
