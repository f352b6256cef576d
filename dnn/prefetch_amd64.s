#include "textflag.h"

// func prefetchLines(p unsafe.Pointer, lines int)
TEXT ·prefetchLines(SB), NOSPLIT, $0-16
	MOVQ p+0(FP), AX
	MOVQ lines+8(FP), DX

line:
	PREFETCHT0 (AX)
	ADDQ $64, AX
	DECQ DX
	JNE  line
	RET

// func prefetchRows(words unsafe.Pointer, rows *cursor, n, lines int)
TEXT ·prefetchRows(SB), NOSPLIT, $0-32
	MOVQ words+0(FP), R8
	MOVQ rows+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ lines+24(FP), R9

row:
	MOVL (SI), AX
	LEAQ (R8)(AX*4), AX
	MOVQ R9, DX

line:
	PREFETCHT0 (AX)
	ADDQ $64, AX
	DECQ DX
	JNE  line
	PREFETCHT0 -4(AX)
	ADDQ $8, SI
	DECQ CX
	JNE  row
	RET

// func prefetchEnds(late unsafe.Pointer, ends *[windows]uint32)
TEXT ·prefetchEnds(SB), NOSPLIT, $0-16
	MOVQ late+0(FP), R8
	MOVQ ends+8(FP), SI
	MOVQ $16, CX

end:
	MOVL (SI), AX
	PREFETCHT0 64(R8)(AX*8)
	ADDQ $4, SI
	DECQ CX
	JNE  end
	RET
