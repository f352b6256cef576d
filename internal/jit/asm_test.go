package jit

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var generate = flag.Bool("generate", false, "have the assembler encode the instructions of the tests anew")

// encodings are the bytes that the GNU assembler makes of the instructions in
// the tests, a line each: bytes, tab, text.
const encodings = "testdata/encodings.txt"

// line is an instruction as text and as this package encodes it.
type line struct {
	text string
	code []byte
}

// names of registers and of memory operands.

func vecName(l int, r reg) string { return fmt.Sprintf("%cmm%d", "xyz"[l], r) }

func gpName(r reg) string {
	if r >= 8 {
		return fmt.Sprint("r", r)
	}
	return [...]string{"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"}[r]
}

func memName(x rm, size string) string {
	s := size + " ptr [" + gpName(x.mem.base)
	if x.mem.index != noReg {
		s += fmt.Sprintf("+%s*%d", gpName(x.mem.index), x.mem.scale)
	}
	if x.mem.disp != 0 {
		s += fmt.Sprintf("%+d", x.mem.disp)
	}
	s += "]"
	if x.bcast {
		s += "{1to8}"
	}
	return s
}

// sizes of operands by their bytes.
var sizes = map[int]string{1: "byte", 2: "word", 4: "dword", 8: "qword", 16: "xmmword", 32: "ymmword", 64: "zmmword"}

func memories(bcast bool) []rm {
	list := []rm{at(rdi, 0), at(rdi, 64), at(rdi, -128), at(rdi, 128), at(rdi, 192), at(rdi, 4096), at(rdi, 8128), at(rdi, 8192),
		elem(rbx, 8), elem(r8, 8), elem(r12, 8), elem(r13, 8), elem(r15, 8), elem(rsi, 8)}
	if bcast {
		for _, off := range []int32{8, 72, 1016, 1024, -1024} {
			x := at(rdi, off)
			x.bcast = true
			list = append(list, x)
		}
	}
	return list
}

// some are enough of the memory operands, since all instructions share their
// encoding; two instructions have them all.
func some(name string, all []rm) []rm {
	if name == "vaddpd" || name == "vmovupd" {
		return all
	}
	return append(slices.Clone(all[3:5]), all[max(10, len(all)-5):]...)
}

// lister collects lines.
type lister []line

func (ls *lister) add(text string, f func(a *asm)) {
	var a asm
	f(&a)
	*ls = append(*ls, line{text, a.buf})
}

// three covers an instruction dst, v, x of the extension of its registers.
func (ls *lister) three(name string, o opcode, wide bool, tail string, imm ...byte) {
	l, pick := l256, [][3]reg{{1, 2, 3}, {9, 2, 3}, {1, 10, 3}, {1, 2, 11}, {9, 10, 11}, {15, 14, 13}}
	if wide {
		l, pick = l512, [][3]reg{{1, 2, 3}, {9, 2, 3}, {17, 2, 3}, {1, 18, 3}, {1, 2, 19}, {1, 2, 11}, {25, 26, 27}, {31, 30, 29}}
	}
	emit := func(a *asm, r, v reg, x rm) {
		if wide {
			a.evex(o, l, r, v, x, 0, false)
		} else {
			a.vex(o, l, r, v, x)
		}
		a.bytes(imm...)
	}
	for _, p := range pick {
		force := ""
		if !wide && p[2] >= 8 && o.table == m0F && o.w == 0 {
			force = "{vex3} " // or the assembler exchanges operands
		}
		ls.add(fmt.Sprintf("%s%s %s, %s, %s%s", force, name, vecName(l, p[0]), vecName(l, p[1]), vecName(l, p[2]), tail),
			func(a *asm) { emit(a, p[0], p[1], inReg(p[2])) })
	}
	for k, x := range some(name, memories(wide)) {
		p, size := pick[k%len(pick)], sizes[16<<l]
		if x.bcast {
			size = "qword"
		}
		ls.add(fmt.Sprintf("%s %s, %s, %s%s", name, vecName(l, p[0]), vecName(l, p[1]), memName(x, size), tail),
			func(a *asm) { emit(a, p[0], p[1], x) })
	}
}

// two covers an instruction dst, x of vector lengths l and, for x, lx; size is
// that of x in memory.
func (ls *lister) two(name string, o opcode, wide bool, l, lx, size int, tail string, imm ...byte) {
	pick := [][2]reg{{1, 3}, {9, 3}, {1, 11}, {15, 14}}
	if wide {
		pick = append(pick, [][2]reg{{17, 3}, {1, 19}, {31, 30}}...)
	}
	emit := func(a *asm, r reg, x rm) {
		if wide {
			a.evex(o, l, r, noReg, x, 0, false)
		} else {
			a.vex(o, l, r, noReg, x)
		}
		a.bytes(imm...)
	}
	for _, p := range pick {
		force := ""
		if !wide && p[1] >= 8 && o.table == m0F && o.w == 0 {
			force = "{load} "
		}
		ls.add(fmt.Sprintf("%s%s %s, %s%s", force, name, vecName(l, p[0]), vecName(lx, p[1]), tail), func(a *asm) { emit(a, p[0], inReg(p[1])) })
	}
	for k, x := range some(name, memories(false)) {
		p := pick[k%len(pick)]
		ls.add(fmt.Sprintf("%s %s, %s%s", name, vecName(l, p[0]), memName(x, sizes[size]), tail), func(a *asm) { emit(a, p[0], x) })
	}
}

// TestEncodings compares what the encoder makes of every instruction that the
// executors emit with what the GNU assembler makes of it.
func TestEncodings(t *testing.T) {
	var ls lister
	ls.avx2()
	ls.avx512()
	ls.scalar()
	if *generate {
		assembleGNU(t, ls)
	}
	text, err := os.ReadFile(encodings)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for l := range strings.Lines(string(text)) {
		code, text, _ := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		want[text] = code
	}
	for _, l := range ls {
		if code, ok := want[l.text]; !ok {
			t.Errorf("%s is not in %s; run this test with -generate", l.text, encodings)
		} else if code != hex.EncodeToString(l.code) {
			t.Errorf("%s is %x, the assembler makes %s", l.text, l.code, code)
		}
	}
	t.Logf("%d encodings", len(ls))
}

// assembleGNU has the assembler encode the lines, and writes the file.
func assembleGNU(t *testing.T, ls lister) {
	as, err := exec.LookPath("as")
	if err != nil {
		t.Skip("there is no assembler")
	}
	dir := t.TempDir()
	var src bytes.Buffer
	src.WriteString(".intel_syntax noprefix\n")
	for _, l := range ls {
		fmt.Fprintln(&src, l.text)
	}
	in, out := filepath.Join(dir, "x.s"), filepath.Join(dir, "x.o")
	if err := os.WriteFile(in, src.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if msg, err := exec.Command(as, "--64", "-o", out, in).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	dump, err := exec.Command("objdump", "-d", "-w", "--insn-width=15", out).Output()
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`(?m)^\s*[0-9a-f]+:\t((?:[0-9a-f]{2} )+)`).FindAllSubmatch(dump, -1)
	if len(codes) != len(ls) {
		t.Fatalf("%d instructions, want %d", len(codes), len(ls))
	}
	var file bytes.Buffer
	for k, l := range ls {
		fmt.Fprintf(&file, "%s\t%s\n", bytes.ReplaceAll(codes[k][1], []byte(" "), nil), l.text)
	}
	if err := os.WriteFile(encodings, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
