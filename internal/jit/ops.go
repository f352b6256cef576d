package jit

// op is an operation of the lowered program: one machine instruction, or a
// short fixed sequence that needs no register beyond the scratch one.
type op uint8

const (
	opNone op = iota

	// dst = v op x; x may be memory.
	opAdd
	opSub
	opMul
	opDiv
	opMin
	opMax
	opAnd // of float64 and of masks of AVX2
	opAndNot
	opOr
	opXor
	opIAdd
	opISub
	opIAnd
	opIAndNot
	opIOr
	opIXor
	opIMul
	opScale  // AVX-512: v * 2^floor(x)
	opShufB  // AVX2: bytes of v by x, within 128 bits
	opPermD  // AVX2: 32-bit words of x, memory or not, by v
	opCmp    // mask: imm is the condition
	opIEqual // mask

	// dst = a*b + c and its kin.
	opFMA
	opFMS
	opFNMA

	// dst = op x, imm.
	opSqrt
	opRound
	opShl // x in a register
	opShr
	opClass // AVX-512: the mask of what is of the classes imm

	opBlend // dst = mask a ? b : c

	// Masks of AVX-512.
	opKAnd
	opKOr
	opKXor
	opKNot
	opZero // dst = mask a ? 0 : b

	// Elements of arrays; slot is the array.
	opLoad
	opLoadI32
	opLoadU16
	opIndex
	opStore
	opStoreI32
	opStoreU16

	opEmit // where mask a; slot is the event list
	opBad  // a, which is NaN in bad lanes and 0 in good ones, is added to what was bad
	numOps
)

// form says which operands an operation has and which may be memory.
type form uint8

const (
	formNone   form = iota
	formVX          // two operands, the second may be memory
	formVXc         // and they may change places
	formFMA         // three, any one may be memory
	formX           // one, may be memory
	formR           // one, in a register
	formBlend       // mask, x or memory, register
	formK           // masks in registers
	formLoad        // none
	formEffect      // one in a register, no result
)

// desc describes an operation.
type desc struct {
	name string
	form form
	code opcode
	mask bool // AVX-512: the result is a mask
}

var descs = [numOps]desc{
	opAdd:     {"addpd", formVXc, opcode{prefix: p66, table: m0F, op: 0x58, ew: 1}, false},
	opSub:     {"subpd", formVX, opcode{prefix: p66, table: m0F, op: 0x5c, ew: 1}, false},
	opMul:     {"mulpd", formVXc, opcode{prefix: p66, table: m0F, op: 0x59, ew: 1}, false},
	opDiv:     {"divpd", formVX, opcode{prefix: p66, table: m0F, op: 0x5e, ew: 1}, false},
	opMin:     {"minpd", formVX, opcode{prefix: p66, table: m0F, op: 0x5d, ew: 1}, false},
	opMax:     {"maxpd", formVX, opcode{prefix: p66, table: m0F, op: 0x5f, ew: 1}, false},
	opAnd:     {"andpd", formVXc, opcode{prefix: p66, table: m0F, op: 0x54, ew: 1}, false},
	opAndNot:  {"andnpd", formVX, opcode{prefix: p66, table: m0F, op: 0x55, ew: 1}, false},
	opOr:      {"orpd", formVXc, opcode{prefix: p66, table: m0F, op: 0x56, ew: 1}, false},
	opXor:     {"xorpd", formVXc, opcode{prefix: p66, table: m0F, op: 0x57, ew: 1}, false},
	opIAdd:    {"paddq", formVXc, opcode{prefix: p66, table: m0F, op: 0xd4, ew: 1}, false},
	opISub:    {"psubq", formVX, opcode{prefix: p66, table: m0F, op: 0xfb, ew: 1}, false},
	opIAnd:    {"pand", formVXc, opcode{prefix: p66, table: m0F, op: 0xdb, ew: 1}, false},
	opIAndNot: {"pandn", formVX, opcode{prefix: p66, table: m0F, op: 0xdf, ew: 1}, false},
	opIOr:     {"por", formVXc, opcode{prefix: p66, table: m0F, op: 0xeb, ew: 1}, false},
	opIXor:    {"pxor", formVXc, opcode{prefix: p66, table: m0F, op: 0xef, ew: 1}, false},
	opIMul:    {"pmuludq", formVXc, opcode{prefix: p66, table: m0F, op: 0xf4, ew: 1}, false},
	opScale:   {"scalefpd", formVX, opcode{prefix: p66, table: m0F38, op: 0x2c, ew: 1}, false},
	opShufB:   {"pshufb", formVX, opcode{prefix: p66, table: m0F38, op: 0x00}, false},
	opPermD:   {"permd", formVX, opcode{prefix: p66, table: m0F38, op: 0x36}, false},
	opCmp:     {"cmppd", formVX, opcode{prefix: p66, table: m0F, op: 0xc2, ew: 1}, true},
	opIEqual:  {"pcmpeqq", formVXc, opcode{prefix: p66, table: m0F38, op: 0x29, ew: 1}, true},

	// The opcode is that of the 213 form; 132 is 0x10 less, 231 0x10 more.
	opFMA:  {"fmaddpd", formFMA, opcode{prefix: p66, table: m0F38, op: 0xa8, w: 1, ew: 1}, false},
	opFMS:  {"fmsubpd", formFMA, opcode{prefix: p66, table: m0F38, op: 0xaa, w: 1, ew: 1}, false},
	opFNMA: {"fnmaddpd", formFMA, opcode{prefix: p66, table: m0F38, op: 0xac, w: 1, ew: 1}, false},

	opSqrt:  {"sqrtpd", formX, opcode{prefix: p66, table: m0F, op: 0x51, ew: 1}, false},
	opRound: {"roundpd", formX, opcode{prefix: p66, table: m0F3A, op: 0x09, ew: 1}, false},
	opShl:   {"psllq", formR, opcode{prefix: p66, table: m0F, op: 0x73, ew: 1}, false}, // /6
	opShr:   {"psrlq", formR, opcode{prefix: p66, table: m0F, op: 0x73, ew: 1}, false}, // /2
	opClass: {"fpclasspd", formX, opcode{prefix: p66, table: m0F3A, op: 0x66, ew: 1}, true},

	opBlend: {"blend", formBlend, opcode{prefix: p66, table: m0F3A, op: 0x4b}, false},

	opKAnd: {"kandb", formK, opcode{prefix: p66, table: m0F, op: 0x41}, true},
	opKOr:  {"korb", formK, opcode{prefix: p66, table: m0F, op: 0x45}, true},
	opKXor: {"kxorb", formK, opcode{prefix: p66, table: m0F, op: 0x47}, true},
	opKNot: {"knotb", formK, opcode{prefix: p66, table: m0F, op: 0x44}, true},
	opZero: {"zero", formK, opcode{}, false},

	opLoad:    {"load", formLoad, opcode{}, false},
	opLoadI32: {"loadi32", formLoad, opcode{}, false},
	opLoadU16: {"loadu16", formLoad, opcode{}, false},
	opIndex:   {"index", formLoad, opcode{}, false},

	opStore:    {"store", formEffect, opcode{}, false},
	opStoreI32: {"storei32", formEffect, opcode{}, false},
	opStoreU16: {"storeu16", formEffect, opcode{}, false},
	opEmit:     {"emit", formEffect, opcode{}, false},
	opBad:      {"bad", formEffect, opcode{}, false},
}

// Other instructions that the executors emit.
var (
	cMovLoad   = opcode{prefix: p66, table: m0F, op: 0x10, ew: 1} // vmovupd
	cMovStore  = opcode{prefix: p66, table: m0F, op: 0x11, ew: 1}
	cMov       = opcode{prefix: p66, table: m0F, op: 0x28, ew: 1} // vmovapd
	cBroadcast = opcode{prefix: p66, table: m0F38, op: 0x19, ew: 1, tuple: 8}
	cSignI32   = opcode{prefix: p66, table: m0F38, op: 0x25, tuple: 32} // vpmovsxdq
	cZeroU16   = opcode{prefix: p66, table: m0F38, op: 0x34, tuple: 16} // vpmovzxwq

	// AVX2 alone.
	cMaskLoad    = opcode{prefix: p66, table: m0F38, op: 0x2d} // vmaskmovpd
	cMaskStore   = opcode{prefix: p66, table: m0F38, op: 0x2f}
	cMaskLoadD   = opcode{prefix: p66, table: m0F38, op: 0x8c} // vpmaskmovd
	cMaskStoreD  = opcode{prefix: p66, table: m0F38, op: 0x8e}
	cMoveMask    = opcode{prefix: p66, table: m0F, op: 0x50}       // vmovmskpd
	cMovFromQ    = opcode{prefix: p66, table: m0F, op: 0x6e, w: 1} // vmovq x, r64
	cMovFromD    = opcode{prefix: p66, table: m0F, op: 0x6e}       // vmovd x, r32
	cMovStoreQ   = opcode{prefix: p66, table: m0F, op: 0xd6}       // vmovq m64, x
	cBroadcastQ  = opcode{prefix: p66, table: m0F38, op: 0x59}     // vpbroadcastq
	cBroadcastD  = opcode{prefix: p66, table: m0F38, op: 0x58}     // vpbroadcastd
	cAddD        = opcode{prefix: p66, table: m0F, op: 0xfe}       // vpaddd
	cInsertWord  = opcode{prefix: p66, table: m0F, op: 0xc4}       // vpinsrw
	cExtractWord = opcode{prefix: p66, table: m0F3A, op: 0x15}     // vpextrw m16

	// AVX-512 alone.
	cBlendMask   = opcode{prefix: p66, table: m0F38, op: 0x65, ew: 1}     // vblendmpd
	cGPBroadQ    = opcode{prefix: p66, table: m0F38, op: 0x7c, ew: 1}     // vpbroadcastq z, r64
	cGPBroadD    = opcode{prefix: p66, table: m0F38, op: 0x7c}            // vpbroadcastd y, r32
	cCompressD   = opcode{prefix: p66, table: m0F38, op: 0x8b}            // vpcompressd
	cNarrowI32   = opcode{prefix: pF3, table: m0F38, op: 0x35, tuple: 32} // vpmovqd
	cNarrowU16   = opcode{prefix: pF3, table: m0F38, op: 0x34, tuple: 16} // vpmovqw
	cMovStoreD32 = opcode{prefix: pF3, table: m0F, op: 0x7f}              // vmovdqu32
	cKLoad       = opcode{prefix: p66, table: m0F, op: 0x90}              // kmovb k, k/m8
	cKStore      = opcode{prefix: p66, table: m0F, op: 0x91}              // kmovb m8, k
	cKFromGP     = opcode{prefix: p66, table: m0F, op: 0x92}              // kmovb k, r32
	cKToGP       = opcode{prefix: p66, table: m0F, op: 0x93}              // kmovb r32, k
)
