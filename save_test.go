package golgi_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// box is a part in Go whose state is not in its quantities: it counts.
type box struct {
	golgi.Base
	x     *golgi.Quantity
	count int64
	list  []float64
	done  bool
	note  []byte
	fail  error
	sum   float64
}

func newBox() *box {
	b := &box{list: make([]float64, 3)}
	b.x = golgi.NewQuantity("x", b)
	return b
}

func (b *box) Settle()                             {}
func (b *box) Changed(*golgi.Quantity, bool) error { return nil }
func (b *box) Declare(s *golgi.Site)               { s.Name("x", b.x) }
func (b *box) Allocate(*golgi.Site)                { b.x.StoreUniform(1, 5) }
func (b *box) Reset(*golgi.Site)                   { b.count, b.sum, b.done, b.note = 0, 0, false, nil; clear(b.list) }
func (b *box) Update(env *golgi.Env) {
	b.count++
	b.list[b.count%3] += float64(b.count)
	b.sum += b.list[1]
	b.done = b.count > 4
	b.note = append(b.note, byte(b.count))
	if b.fail != nil {
		env.Fail(b.fail)
	}
}

func (b *box) Keep(a *golgi.Archive) {
	a.Same("kind of box", "small")
	a.Int("count", &b.count, 0, a.Step())
	a.Floats("list", b.list)
	a.Float("sum", &b.sum)
	a.Bool("done", &b.done)
	a.Bytes("note", &b.note, 1000)
}

// boxed is a network with a part in Go.
type boxed struct {
	golgi.DynSysGroup
	Box *box
	N   *dyn.Group
	E   *dyn.FullProjAlignPostMg
	D   *delay.VarDelay
}

func newBoxed() *boxed {
	n := dyn.NewGroup(20, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60})
	return &boxed{Box: newBox(), N: n, D: &delay.VarDelay{Of: n.Spike, Entries: delay.Entries{"a": 1}},
		E: &dyn.FullProjAlignPostMg{Pre: n, Post: n, Delay: 0.5, Comm: dnn.EventJitFPHomoLinear{Prob: 0.3, Weight: 0.2}, Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}}}
}

// savedBoxed returns a network that has run, and its checkpoint.
func savedBoxed(t testing.TB) (*boxed, *golgi.Sim, []byte) {
	t.Helper()
	net := newBoxed()
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	require.NoError(t, net.N.Input.Set(20))
	require.NoError(t, sim.Run(150))
	var b bytes.Buffer
	require.NoError(t, sim.Save(&b))
	return net, sim, b.Bytes()
}

func bytesOf(t testing.TB, sim *golgi.Sim) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, sim.Save(&b))
	return b.Bytes()
}

// TestPartsInGo are kept by their Keep.
func TestPartsInGo(t *testing.T) {
	net, sim, file := savedBoxed(t)
	count, list, note := net.Box.count, append([]float64(nil), net.Box.list...), append([]byte(nil), net.Box.note...)
	require.NoError(t, sim.Run(10))
	end := bytesOf(t, sim)
	other := newBoxed()
	sim2, err := golgi.Build(other)
	require.NoError(t, err)
	require.NoError(t, sim2.Load(bytes.NewReader(file)))
	assert.Equal(t, count, other.Box.count)
	assert.Equal(t, list, other.Box.list)
	assert.Equal(t, note, other.Box.note)
	assert.True(t, other.Box.done)
	require.NoError(t, sim2.Run(10))
	assert.True(t, bytes.Equal(end, bytesOf(t, sim2)))
}

// forgetful has state and nothing that saves it.
type forgetful struct{ golgi.Base }

func (*forgetful) Update(*golgi.Env) {}
func (*forgetful) Reset(*golgi.Site) {}

// lossy has more state than what it embeds, whose Keep does not know of it.
type lossy struct {
	dyn.Emitter
	count int
}

func (l *lossy) Update(env *golgi.Env) {
	if env.Begin(&l.Base) {
		l.Emit(env, nil)
	}
}

func (l *lossy) Reset(s *golgi.Site) {
	l.Emitter.Reset(s)
	l.count = 0
}

// whole is lossy with a Keep of its own.
type whole struct{ lossy }

func (w *whole) Reset(s *golgi.Site)   { w.lossy.Reset(s) }
func (w *whole) Keep(a *golgi.Archive) { w.Emitter.Keep(a) }

// plainEmitter has no more state than what it embeds.
type plainEmitter struct{ dyn.Emitter }

func (l *plainEmitter) Update(env *golgi.Env) {
	if env.Begin(&l.Base) {
		l.Emit(env, []int32{1})
	}
}

// TestUnknownState: a part whose state nobody knows is an error that names it,
// and not a checkpoint without it.
func TestUnknownState(t *testing.T) {
	net := &struct {
		golgi.DynSysGroup
		F *forgetful
		L *lossy
		W *whole
		P *plainEmitter
	}{F: &forgetful{}, L: &lossy{Emitter: dyn.NewEmitter(3)}, W: &whole{lossy{Emitter: dyn.NewEmitter(3)}}, P: &plainEmitter{dyn.NewEmitter(3)}}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	require.NoError(t, sim.Run(3))
	err = sim.Save(io.Discard)
	require.ErrorContains(t, err, "F: a *golgi_test.forgetful has state of its own, since it has a method Reset, but no method Keep that saves it")
	assert.ErrorContains(t, err, "L: a *golgi_test.lossy has state of its own, since it has a method Reset, but its method Keep is that of what it embeds")
	assert.NotContains(t, err.Error(), "whole")
	assert.NotContains(t, err.Error(), "plainEmitter")
	assert.ErrorContains(t, sim.Load(bytes.NewReader(nil)), "F: a *golgi_test.forgetful")
}

// TestSaveWhen: what a simulation must be to be saved and loaded.
func TestSaveWhen(t *testing.T) {
	_, sim, file := savedBoxed(t)
	// A closed simulation can be saved, as it can be read, and not loaded.
	end := bytesOf(t, sim)
	require.NoError(t, sim.Close())
	assert.True(t, bytes.Equal(end, bytesOf(t, sim)))
	assert.ErrorIs(t, sim.Load(bytes.NewReader(file)), golgi.ErrClosed)

	// One that has failed can be loaded, and not saved.
	net := newBoxed()
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	net.Box.fail = errors.New("enough")
	failed := sim.Run(5)
	require.Error(t, failed)
	net.Box.fail = nil
	err = sim.Save(io.Discard)
	assert.ErrorContains(t, err, "cannot be saved, since it has stopped in the middle of step 0")
	assert.ErrorIs(t, err, failed)
	assert.Error(t, sim.Load(bytes.NewReader(file[:100])))
	assert.Equal(t, failed, sim.Step(), "what is refused does not mend it")
	require.NoError(t, sim.Load(bytes.NewReader(file)))
	require.NoError(t, sim.Err())
	assert.True(t, bytes.Equal(file, bytesOf(t, sim)))

	// A Reset goes back to the beginning of the trial of the file.
	require.NoError(t, sim.Reset())
	fresh, err := golgi.Build(newBoxed())
	require.NoError(t, err)
	assert.Zero(t, sim.Steps())
	require.NoError(t, fresh.Run(20))
	require.NoError(t, net.N.Input.Set(0)) // what was set stays set
	require.NoError(t, sim.Run(20))
	assert.True(t, bytes.Equal(bytesOf(t, fresh), bytesOf(t, sim)))

	// Not within a step.
	within := &struct {
		golgi.DynSysGroup
		N *dyn.Group
		F *caller
	}{N: dyn.NewGroup(2, dyn.Lif{}), F: &caller{}}
	sim, err = golgi.Build(within)
	require.NoError(t, err)
	within.F.call = func() {
		assert.ErrorContains(t, sim.Save(io.Discard), "cannot be saved within a step")
		assert.ErrorContains(t, sim.Load(bytes.NewReader(file)), "cannot be loaded within a step")
	}
	require.NoError(t, sim.Run(2))
}

// caller is a part that does something in each step.
type caller struct {
	golgi.Base
	call func()
}

func (c *caller) Update(*golgi.Env) { c.call() }

// TestOwn: state of a program goes with that of the simulation, or stays with it.
func TestOwn(t *testing.T) {
	_, sim, bare := savedBoxed(t)
	var b bytes.Buffer
	score, events := int64(7), []float64{1, 2, 3}
	own := func(score *int64, events *[]float64) golgi.Own {
		return golgi.Own{Name: "game", Keep: func(a *golgi.Archive) {
			a.Int("score", score, 0, 100)
			a.FloatList("events", events, 10)
		}}
	}
	require.NoError(t, sim.Save(&b, own(&score, &events)))
	fresh, err := golgi.Build(newBoxed())
	require.NoError(t, err)
	start := bytesOf(t, fresh)
	s, e := int64(99), []float64{4}
	assert.ErrorContains(t, fresh.Load(bytes.NewReader(bare), own(&s, &e)), "game: was not saved in the file")
	assert.True(t, bytes.Equal(start, bytesOf(t, fresh)))
	// What is asked for differently is refused, and all is as before.
	assert.ErrorContains(t, fresh.Load(bytes.NewReader(b.Bytes()), golgi.Own{Name: "game", Keep: func(a *golgi.Archive) {
		a.Int("score", &s, 0, 100)
		a.Int("lives", &s, 0, 100)
	}}), "game: has lives here, and had events in its place when the file was saved")
	assert.True(t, bytes.Equal(start, bytesOf(t, fresh)))
	assert.Equal(t, int64(99), s)
	require.NoError(t, fresh.Load(bytes.NewReader(b.Bytes()), own(&s, &e)))
	assert.Equal(t, score, s)
	assert.Equal(t, events, e)
	require.NoError(t, fresh.Load(bytes.NewReader(b.Bytes())), "it need not be asked for")
	const keepless = `Own "game" has no Keep`
	assert.ErrorContains(t, fresh.Save(io.Discard, golgi.Own{Name: "game"}), keepless)
	assert.ErrorContains(t, fresh.Load(bytes.NewReader(b.Bytes()), golgi.Own{Name: "game"}), keepless)
	assert.EqualError(t, fresh.SaveFile(""), "the name of the file is empty")
	assert.EqualError(t, fresh.LoadFile(""), "the name of the file is empty")
}

// secretive is a part that keeps what may not be saved.
type secretive struct {
	golgi.Base
	n      int64
	list   []int32
	hidden bool
}

func (*secretive) Update(*golgi.Env) {}
func (p *secretive) Keep(a *golgi.Archive) {
	a.Int("n", &p.n, 0, 5)
	a.Indices("list", &p.list, 4)
	if p.hidden {
		a.Errorf("is not for everybody")
	}
}

// TestNothingUnloadable: what could not be loaded is not saved, and nothing is
// loaded where what is there could not be put back.
func TestNothingUnloadable(t *testing.T) {
	_, _, other := savedBoxed(t)
	net := &struct {
		golgi.DynSysGroup
		S *secretive
	}{S: &secretive{}}
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	require.NoError(t, sim.Run(2))
	file := bytesOf(t, sim)
	net.S.n = 6
	require.ErrorContains(t, sim.Save(io.Discard), "S: n is 6; only 0 to 5 can be saved")
	require.ErrorContains(t, sim.Load(bytes.NewReader(other)), "cannot be loaded into this network")
	require.NoError(t, sim.Err())
	net.S.n, net.S.list = 1, []int32{2, 1}
	require.ErrorContains(t, sim.Save(io.Discard), "S: list: entry 1 is 1, which cannot be: indices ascend, in 0 to 3")
	net.S.hidden = true
	require.ErrorContains(t, sim.Load(bytes.NewReader(file)), "cannot be loaded, since the simulation could not be put back if it were refused: S: is not for everybody")
	require.NoError(t, sim.Err())
	assert.Equal(t, int64(1), net.S.n)
	require.NoError(t, sim.Run(3))
	net.S.hidden = false
	net.S.n = 99
	require.NoError(t, sim.Load(bytes.NewReader(file)))
	assert.Zero(t, net.S.n)
	assert.Equal(t, int64(2), sim.Steps())
}

// greedy is a part whose state has no bound.
type greedy struct {
	golgi.Base
	note   []byte
	list   []float64
	shorts []int32
}

func (*greedy) Update(*golgi.Env) {}
func (g *greedy) Keep(a *golgi.Archive) {
	a.Bytes("note", &g.note, math.MaxInt)
	a.FloatList("list", &g.list, math.MaxInt)
	a.Int32List("shorts", &g.shorts, math.MaxInt)
}

// TestNoBound: a bound may be as large as there are.
func TestNoBound(t *testing.T) {
	for _, g := range []*greedy{{note: make([]byte, 5<<20)}, {list: make([]float64, 1<<20)}, {shorts: make([]int32, 1<<20)}} {
		net, other := &struct {
			golgi.DynSysGroup
			G *greedy
		}{G: g}, &struct {
			golgi.DynSysGroup
			G *greedy
		}{G: &greedy{}}
		sim, err := golgi.Build(net)
		require.NoError(t, err)
		file := bytesOf(t, sim)
		fresh, err := golgi.Build(other)
		require.NoError(t, err)
		require.NoError(t, fresh.Load(bytes.NewReader(file)))
		assert.True(t, bytes.Equal(file, bytesOf(t, fresh)))
	}
}

func TestSaveFile(t *testing.T) {
	_, sim, file := savedBoxed(t)
	path := filepath.Join(t.TempDir(), "a.golgi")
	require.NoError(t, sim.SaveFile(path))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(file, got))
	fresh, err := golgi.Build(newBoxed())
	require.NoError(t, err)
	require.NoError(t, fresh.LoadFile(path))
	assert.True(t, bytes.Equal(file, bytesOf(t, fresh)))
	require.NoError(t, os.WriteFile(path, append(got, 0), 0o666))
	assert.ErrorContains(t, fresh.LoadFile(path), fmt.Sprintf("%s: goes on after the end of the checkpoint at byte %d", path, len(file)))
	assert.ErrorIs(t, fresh.LoadFile(path+"x"), os.ErrNotExist)
	// Two in one stream.
	two := bytes.NewReader(append(append([]byte(nil), file...), file...))
	require.NoError(t, fresh.Load(two))
	require.NoError(t, fresh.Load(two))
	assert.Zero(t, two.Len())
}

type broken struct{ after int }

func (b *broken) Write(p []byte) (int, error) {
	if b.after -= len(p); b.after < 0 {
		return 0, errors.New("the disk is full")
	}
	return len(p), nil
}

func TestSaveToFullDisk(t *testing.T) {
	_, sim, file := savedBoxed(t)
	for n := 0; n < len(file); n += 97 {
		require.ErrorContains(t, sim.Save(&broken{n}), "the disk is full")
	}
}

// TestDamaged: a file that is cut anywhere, or has any byte changed, is refused
// in words, and the simulation stays as it was.
func TestDamaged(t *testing.T) {
	_, _, file := savedBoxed(t)
	sim, err := golgi.Build(newBoxed())
	require.NoError(t, err)
	require.NoError(t, sim.Run(30))
	before := bytesOf(t, sim)
	for n := range file {
		if n%7 != 0 && n > 64 && n < len(file)-64 {
			continue
		}
		err := sim.Load(bytes.NewReader(file[:n]))
		require.ErrorContains(t, err, fmt.Sprintf("was cut: it ends after %d bytes", n))
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		flipped := bytes.Clone(file)
		flipped[n] ^= 0x10
		require.Error(t, sim.Load(bytes.NewReader(flipped)), "byte %d", n)
	}
	assert.ErrorContains(t, sim.Load(bytes.NewReader([]byte("Garbage that is something else"))), `is not a checkpoint of Golgi: it begins with "Garbage that`)
	version := bytes.Clone(file)
	version[8] = 99
	assert.ErrorContains(t, sim.Load(bytes.NewReader(version)), "in version 99 of the format, and this program reads version 1")
	assert.True(t, bytes.Equal(before, bytesOf(t, sim)))
	require.NoError(t, sim.Load(bytes.NewReader(file)))
}

// sections cuts a checkpoint into its sections: name and data.
func sectionsOf(file []byte) (names []string, datas [][]byte) {
	for b := file[12:]; ; {
		n := binary.LittleEndian.Uint32(b)
		if n == math.MaxUint32 {
			return names, datas
		}
		names = append(names, string(b[4:4+n]))
		size := binary.LittleEndian.Uint64(b[4+n:])
		b = b[4+n+8+4:]
		datas = append(datas, b[:size])
		b = b[size+4:]
	}
}

// assembled is a checkpoint of sections, with all checksums right.
func assembled(names []string, datas [][]byte) []byte {
	table := crc32.MakeTable(crc32.Castagnoli)
	sum := func(b []byte) []byte { return binary.LittleEndian.AppendUint32(nil, crc32.Checksum(b, table)) }
	file := []byte("\x89golgi\r\n\x01\x00\x00\x00")
	for k, name := range names {
		head := binary.LittleEndian.AppendUint32(nil, uint32(len(name)))
		head = binary.LittleEndian.AppendUint64(append(head, name...), uint64(len(datas[k])))
		file = append(append(append(append(file, head...), sum(head)...), datas[k]...), sum(datas[k])...)
	}
	file = binary.LittleEndian.AppendUint32(file, math.MaxUint32)
	file = binary.LittleEndian.AppendUint64(file, uint64(len(names)))
	return append(file, sum(file)...)
}

// TestAssembled: the test takes checkpoints apart as they are put together.
func TestAssembled(t *testing.T) {
	_, _, file := savedBoxed(t)
	names, datas := sectionsOf(file)
	assert.Equal(t, []string{"simulation", "state ", "values ", "state Box", "values Box", "state N", "values N", "state E", "values E", "state D", "values D"}, names)
	assert.True(t, bytes.Equal(file, assembled(names, datas)))
}

// TestHuge: sizes that are lies take no memory.
func TestHuge(t *testing.T) {
	_, sim, file := savedBoxed(t)
	names, datas := sectionsOf(file)
	head := binary.LittleEndian.AppendUint32(nil, 7)
	head = binary.LittleEndian.AppendUint64(append(head, "state N"...), 1<<62)
	table := crc32.MakeTable(crc32.Castagnoli)
	lie := assembled(names[:5], datas[:5])
	lie = append(lie[:len(lie)-16], head...)
	lie = binary.LittleEndian.AppendUint32(lie, crc32.Checksum(head, table))
	var m, n runtime.MemStats
	runtime.ReadMemStats(&m)
	err := sim.Load(bytes.NewReader(append(lie, make([]byte, 1000)...)))
	runtime.ReadMemStats(&n)
	require.Error(t, err)
	assert.Less(t, n.TotalAlloc-m.TotalAlloc, uint64(10<<20))
	// A large section of another network is passed over.
	datas[5] = make([]byte, 50<<20)
	big := assembled(names, datas)
	runtime.ReadMemStats(&m)
	err = sim.Load(bytes.NewReader(big))
	runtime.ReadMemStats(&n)
	require.ErrorContains(t, err, "N: has 52428800 bytes of state in the file, and can have")
	assert.Less(t, n.TotalAlloc-m.TotalAlloc, uint64(10<<20))
	// So are more values than a network has that is the same for the rest.
	names, datas = sectionsOf(file)
	datas[slices.Index(names, "values N")] = make([]byte, 50<<20)
	big = assembled(names, datas)
	runtime.ReadMemStats(&m)
	err = sim.Load(bytes.NewReader(big))
	runtime.ReadMemStats(&n)
	require.ErrorContains(t, err, "N: has 52428800 bytes of values in the file, and can have")
	assert.Less(t, n.TotalAlloc-m.TotalAlloc, uint64(10<<20))
}

// FuzzLoad: whatever is in the sections of a checkpoint, with checksums that are
// right, is taken or refused; what is refused changes nothing, and what is taken
// can be saved and run.
func FuzzLoad(f *testing.F) {
	_, _, file := savedBoxed(f)
	names, datas := sectionsOf(file)
	for k := range names {
		f.Add(uint8(k), datas[k], false)
	}
	f.Add(uint8(0), file, true)
	sim, err := golgi.Build(newBoxed())
	require.NoError(f, err)
	require.NoError(f, sim.Run(30))
	before := bytesOf(f, sim)
	f.Fuzz(func(t *testing.T, at uint8, data []byte, whole bool) {
		file := data
		if !whole {
			changed := append([][]byte(nil), datas...)
			changed[int(at)%len(changed)] = data
			file = assembled(names, changed)
		}
		if err := sim.Load(bytes.NewReader(file)); err != nil {
			require.NotContains(t, err.Error(), "BUG")
			require.True(t, bytes.Equal(before, bytesOf(t, sim)), "%v", err)
			return
		}
		_ = bytesOf(t, sim)
		_ = sim.Run(3)
		require.NoError(t, sim.Load(bytes.NewReader(before)))
		require.True(t, bytes.Equal(before, bytesOf(t, sim)))
	})
}
