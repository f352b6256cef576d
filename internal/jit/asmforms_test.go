package jit

import "fmt"

// threes are the instructions dst, v, x by operation, with what they are called
// under VEX and EVEX; empty if they are not emitted so.
var threes = []struct {
	op        op
	vex, evex string
}{
	{opAdd, "vaddpd", "vaddpd"}, {opSub, "vsubpd", "vsubpd"}, {opMul, "vmulpd", "vmulpd"}, {opDiv, "vdivpd", "vdivpd"},
	{opMin, "vminpd", "vminpd"}, {opMax, "vmaxpd", "vmaxpd"},
	{opAnd, "vandpd", "vandpd"}, {opAndNot, "vandnpd", "vandnpd"}, {opOr, "vorpd", "vorpd"}, {opXor, "vxorpd", "vxorpd"},
	{opIAdd, "vpaddq", "vpaddq"}, {opISub, "vpsubq", "vpsubq"}, {opIAnd, "vpand", "vpandq"}, {opIAndNot, "vpandn", "vpandnq"},
	{opIOr, "vpor", "vporq"}, {opIXor, "vpxor", "vpxorq"}, {opIMul, "vpmuludq", "vpmuludq"},
	{opScale, "", "vscalefpd"}, {opShufB, "vpshufb", ""}, {opPermD, "vpermd", ""}, {opIEqual, "vpcmpeqq", ""},
	{opFMA, "vfmadd213pd", "vfmadd213pd"}, {opFMS, "vfmsub213pd", "vfmsub213pd"}, {opFNMA, "vfnmadd213pd", "vfnmadd213pd"},
}

// conditions are the comparisons that are emitted.
var conditions = []byte{cmpEQ, cmpNE, cmpLT, cmpLE, cmpGE, cmpGT}

func (ls *lister) avx2() {
	for _, i := range threes {
		if i.vex != "" {
			ls.three(i.vex, descs[i.op].code, false, "")
		}
	}
	for _, d := range []int{-0x10, 0x10} {
		form := map[int]string{-0x10: "132", 0x10: "231"}[d]
		for o, name := range map[op]string{opFMA: "vfmadd", opFMS: "vfmsub", opFNMA: "vfnmadd"} {
			c := descs[o].code
			c.op += byte(d)
			ls.three(name+form+"pd", c, false, "")
			ls.three(name+form+"pd", c, true, "")
		}
	}
	for _, imm := range conditions {
		ls.three("vcmppd", descs[opCmp].code, false, fmt.Sprintf(", %d", imm), imm)
	}
	ls.three("vblendvpd", descs[opBlend].code, false, ", ymm9", 9<<4)
	ls.two("vsqrtpd", descs[opSqrt].code, false, l256, l256, 32, "")
	for _, imm := range []byte{8, 9, 10} {
		ls.two("vroundpd", descs[opRound].code, false, l256, l256, 32, fmt.Sprintf(", %d", imm), imm)
	}
	ls.two("vmovupd", cMovLoad, false, l256, l256, 32, "")
	ls.two("vmovupd", cMovLoad, false, l128, l128, 16, "")
	ls.two("vmovapd", cMov, false, l256, l256, 32, "")
	ls.two("vpmovsxdq", cSignI32, false, l256, l128, 16, "")
	ls.two("vpmovzxwq", cZeroU16, false, l256, l128, 8, "")
	ls.two("vpbroadcastq", cBroadcastQ, false, l256, l128, 8, "")
	ls.two("vpbroadcastd", cBroadcastD, false, l128, l128, 4, "")
	for _, r := range []reg{1, 9, 15} {
		y, x := vecName(l256, r), vecName(l128, r)
		for _, p := range []reg{3, 11} {
			for digit, name := range map[reg]string{6: "vpsllq", 2: "vpsrlq"} {
				ls.add(fmt.Sprintf("%s %s, %s, 52", name, y, vecName(l256, p)), func(a *asm) { a.vex(descs[opShl].code, l256, digit, r, inReg(p)); a.bytes(52) })
			}
		}
		ls.add("vmovq "+x+", rcx", func(a *asm) { a.vex(cMovFromQ, l128, r, noReg, inReg(rcx)) })
		ls.add("vmovd "+x+", ecx", func(a *asm) { a.vex(cMovFromD, l128, r, noReg, inReg(rcx)) })
		ls.add("vmovmskpd eax, "+y, func(a *asm) { a.vex(cMoveMask, l256, rax, noReg, inReg(r)) })
		for _, m := range memories(false)[3:10] {
			ls.add("vmovupd "+memName(m, "ymmword")+", "+y, func(a *asm) { a.vex(cMovStore, l256, r, noReg, m) })
			ls.add("vmovupd "+memName(m, "xmmword")+", "+x, func(a *asm) { a.vex(cMovStore, l128, r, noReg, m) })
			ls.add("vmovq "+memName(m, "qword")+", "+x, func(a *asm) { a.vex(cMovStoreQ, l128, r, noReg, m) })
			ls.add("vmaskmovpd "+y+", ymm6, "+memName(m, "ymmword"), func(a *asm) { a.vex(cMaskLoad, l256, r, 6, m) })
			ls.add("vmaskmovpd "+memName(m, "ymmword")+", ymm14, "+y, func(a *asm) { a.vex(cMaskStore, l256, r, 14, m) })
			ls.add("vpmaskmovd "+x+", xmm6, "+memName(m, "xmmword"), func(a *asm) { a.vex(cMaskLoadD, l128, r, 6, m) })
			ls.add("vpmaskmovd "+memName(m, "xmmword")+", xmm14, "+x, func(a *asm) { a.vex(cMaskStoreD, l128, r, 14, m) })
			ls.add("vpaddd "+x+", "+x+", "+memName(m, "xmmword"), func(a *asm) { a.vex(cAddD, l128, r, r, m) })
		}
		for lane := range byte(4) {
			w := word(elem(r8, 2), lane)
			ls.add(fmt.Sprintf("vpinsrw %s, %s, %s, %d", x, x, memName(w, "word"), lane), func(a *asm) { a.vex(cInsertWord, l128, r, r, w); a.bytes(lane) })
			ls.add(fmt.Sprintf("vpextrw %s, %s, %d", memName(w, "word"), x, lane), func(a *asm) { a.vex(cExtractWord, l128, r, noReg, w); a.bytes(lane) })
		}
	}
	ls.add("vzeroupper", (*asm).vzeroupper)
}

func (ls *lister) avx512() {
	for _, i := range threes {
		if i.evex != "" {
			ls.three(i.evex, descs[i.op].code, true, "")
		}
	}
	ls.two("vsqrtpd", descs[opSqrt].code, true, l512, l512, 64, "")
	for _, imm := range []byte{8, 9, 10} {
		ls.two("vrndscalepd", descs[opRound].code, true, l512, l512, 64, fmt.Sprintf(", %d", imm), imm)
	}
	ls.two("vmovupd", cMovLoad, true, l512, l512, 64, "")
	ls.two("vmovapd", cMov, true, l512, l512, 64, "")
	ls.two("vpmovsxdq", cSignI32, true, l512, l256, 32, "")
	ls.two("vpmovzxwq", cZeroU16, true, l512, l128, 16, "")
	ls.two("vbroadcastsd", cBroadcast, true, l512, l128, 8, "")
	for k, r := range []reg{1, 9, 17, 31} {
		z, y := vecName(l512, r), vecName(l256, r)
		m := reg(k + 1)
		for _, p := range []reg{3, 11, 19, 27} {
			for digit, name := range map[reg]string{6: "vpsllq", 2: "vpsrlq"} {
				ls.add(fmt.Sprintf("%s %s, %s, 52", name, z, vecName(l512, p)), func(a *asm) {
					a.evex(descs[opShl].code, l512, digit, r, inReg(p), 0, false)
					a.bytes(52)
				})
			}
			ls.add(fmt.Sprintf("vpcmpeqq k%d, %s, %s", m, z, vecName(l512, p)), func(a *asm) { a.evex(descs[opIEqual].code, l512, m, r, inReg(p), 0, false) })
			ls.add(fmt.Sprintf("vblendmpd %s{k%d}, zmm20, %s", z, m, vecName(l512, p)), func(a *asm) { a.evex(cBlendMask, l512, r, 20, inReg(p), m, false) })
			ls.add(fmt.Sprintf("vfpclasspd k%d, %s, 38", m, vecName(l512, p)), func(a *asm) {
				a.evex(descs[opClass].code, l512, m, noReg, inReg(p), 0, false)
				a.bytes(38)
			})
			ls.add(fmt.Sprintf("vpxorq %s{k%d}, %s, %s", z, m, z, vecName(l512, p)), func(a *asm) { a.evex(descs[opIXor].code, l512, r, r, inReg(p), m, false) })
			ls.add(fmt.Sprintf("vorpd %s{k7}, %s, %s", z, z, vecName(l512, p)), func(a *asm) { a.evex(descs[opOr].code, l512, r, r, inReg(p), 7, false) })
			for _, imm := range conditions {
				ls.add(fmt.Sprintf("vcmppd k%d, %s, %s, %d", m, z, vecName(l512, p), imm), func(a *asm) {
					a.evex(descs[opCmp].code, l512, m, r, inReg(p), 0, false)
					a.bytes(imm)
				})
			}
		}
		for _, x := range memories(true) {
			size := "zmmword"
			if x.bcast {
				size = "qword"
			}
			ls.add(fmt.Sprintf("vblendmpd %s{k%d}, zmm20, %s", z, m, memName(x, size)), func(a *asm) { a.evex(cBlendMask, l512, r, 20, x, m, false) })
			ls.add(fmt.Sprintf("vcmppd k%d, %s, %s, 18", m, z, memName(x, size)), func(a *asm) {
				a.evex(descs[opCmp].code, l512, m, r, x, 0, false)
				a.bytes(18)
			})
			ls.add(fmt.Sprintf("vpcmpeqq k%d, %s, %s", m, z, memName(x, size)), func(a *asm) { a.evex(descs[opIEqual].code, l512, m, r, x, 0, false) })
			ls.add(fmt.Sprintf("vfpclasspd k%d, %s, 38", m, memName(x, size)), func(a *asm) {
				a.evex(descs[opClass].code, l512, m, noReg, x, 0, false)
				a.bytes(38)
			})
		}
		for _, x := range memories(false)[4:11] {
			for _, kk := range []reg{0, 7} {
				mark, zero := "", ""
				if kk != 0 {
					mark, zero = "{k7}", "{k7}{z}"
				}
				ls.add("vmovupd "+memName(x, "zmmword")+mark+", "+z, func(a *asm) { a.evex(cMovStore, l512, r, noReg, x, kk, false) })
				ls.add("vpmovqd "+memName(x, "ymmword")+mark+", "+z, func(a *asm) { a.evex(cNarrowI32, l512, r, noReg, x, kk, false) })
				ls.add("vpmovqw "+memName(x, "xmmword")+mark+", "+z, func(a *asm) { a.evex(cNarrowU16, l512, r, noReg, x, kk, false) })
				ls.add("vmovupd "+z+zero+", "+memName(x, "zmmword"), func(a *asm) { a.evex(cMovLoad, l512, r, noReg, x, kk, kk != 0) })
				ls.add("vpmovsxdq "+z+zero+", "+memName(x, "ymmword"), func(a *asm) { a.evex(cSignI32, l512, r, noReg, x, kk, kk != 0) })
				ls.add("vpmovzxwq "+z+zero+", "+memName(x, "xmmword"), func(a *asm) { a.evex(cZeroU16, l512, r, noReg, x, kk, kk != 0) })
			}
			ls.add("{evex} vpaddd "+y+", "+y+", "+memName(x, "ymmword"), func(a *asm) { a.evex(cAddD, l256, r, r, x, 0, false) })
			ls.add("vmovdqu32 "+memName(x, "ymmword")+", "+y, func(a *asm) { a.evex(cMovStoreD32, l256, r, noReg, x, 0, false) })
			ls.add(fmt.Sprintf("kmovb k%d, %s", m, memName(x, "byte")), func(a *asm) { a.vex(cKLoad, l128, m, noReg, x) })
			ls.add(fmt.Sprintf("kmovb %s, k%d", memName(x, "byte"), m), func(a *asm) { a.vex(cKStore, l128, m, noReg, x) })
		}
		ls.add("vpbroadcastq "+z+", rcx", func(a *asm) { a.evex(cGPBroadQ, l512, r, noReg, inReg(rcx), 0, false) })
		ls.add("vpbroadcastd "+y+", ecx", func(a *asm) { a.evex(cGPBroadD, l256, r, noReg, inReg(rcx), 0, false) })
		ls.add("vpcompressd "+y+"{k6}{z}, "+y, func(a *asm) { a.evex(cCompressD, l256, r, noReg, inReg(r), 6, true) })
		for _, o := range []op{opKAnd, opKOr, opKXor} {
			ls.add(fmt.Sprintf("%s k%d, k2, k5", descs[o].name, m), func(a *asm) { a.vex(descs[o].code, l256, m, 2, inReg(5)) })
		}
		ls.add(fmt.Sprintf("knotb k%d, k5", m), func(a *asm) { a.vex(descs[opKNot].code, l128, m, noReg, inReg(5)) })
		ls.add(fmt.Sprintf("kmovb k%d, eax", m), func(a *asm) { a.vex(cKFromGP, l128, m, noReg, inReg(rax)) })
		ls.add(fmt.Sprintf("kmovb eax, k%d", m), func(a *asm) { a.vex(cKToGP, l128, rax, noReg, inReg(m)) })
	}
}

func (ls *lister) scalar() {
	for _, m := range memories(false)[:8] {
		for _, r := range []reg{rax, rcx, rbx, r8, r15} {
			ls.add("mov "+gpName(r)+", "+memName(m, "qword"), func(a *asm) { a.loadQ(r, m) })
			ls.add("mov "+memName(m, "qword")+", "+gpName(r), func(a *asm) { a.storeQ(m, r) })
			ls.add("cmp "+gpName(r)+", "+memName(m, "qword"), func(a *asm) { a.cmpQ(r, m) })
		}
		ls.add("mov eax, "+memName(m, "dword"), func(a *asm) { a.movL(rax, m) })
		ls.add("and eax, "+memName(m, "dword"), func(a *asm) { a.andL(rax, m) })
	}
	ls.add("lea rsi, [rsi+rax*4]", func(a *asm) { a.lea(rsi, rm{reg: noReg, mem: mem{base: rsi, index: rax, scale: 4}}) })
	ls.add("add rcx, 8", func(a *asm) { a.addQ(rcx, 8) })
	ls.add("{load} cmp rcx, rdx", func(a *asm) { a.cmpQ(rcx, inReg(rdx)) })
	ls.add("cmp eax, 2", func(a *asm) { a.cmpL(rax, 2) })
	ls.add("test eax, eax", func(a *asm) { a.testL(rax) })
	ls.add("shl eax, 4", func(a *asm) { a.shlL(rax, 4) })
	ls.add("popcnt eax, eax", func(a *asm) { a.popcntL(rax, inReg(rax)) })
	ls.add("ret", (*asm).ret)
	for k, text := range []string{"nop", "xchg ax, ax", "nop dword ptr [rax]", "{disp8} nop dword ptr [rax]", "{disp8} nop dword ptr [rax+rax*1]",
		"{disp8} nop word ptr [rax+rax*1]", "{disp32} nop dword ptr [rax]", "{disp32} nop dword ptr [rax+rax*1]"} {
		ls.add(text, func(a *asm) { a.bytes(nops[k]...) })
	}
}
