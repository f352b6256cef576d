package eqn

// layout takes out the newlines that do not end a statement: those inside
// parentheses, those behind a token that needs something after it, and those in
// front of an else or a colon, with which no statement begins.
//
// A parenthesis that is not closed within its statement must not swallow the
// statements behind it, or one slip would hide all further mistakes. Only
// parentheses that pair up count, and none pair up across a semicolon or an
// assignment, since neither can stand in parentheses.
func layout(toks []token) []token {
	pair(toks)
	kept, depth := toks[:0], 0
	for _, t := range toks {
		switch t.kind {
		case tokLParen:
			if t.paired {
				depth++
			}
		case tokRParen:
			if t.paired {
				depth--
			}
		case tokNewline:
			if depth > 0 || len(kept) > 0 && kept[len(kept)-1].kind.expectsMore() {
				continue
			}
		case tokElse, tokColon:
			for len(kept) > 0 && kept[len(kept)-1].kind == tokNewline {
				kept = kept[:len(kept)-1]
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// pair marks the parentheses that have their counterpart.
func pair(toks []token) {
	var open []int
	for i, t := range toks {
		switch t.kind {
		case tokLParen:
			open = append(open, i)
		case tokRParen:
			if n := len(open); n > 0 {
				toks[open[n-1]].paired, toks[i].paired = true, true
				open = open[:n-1]
			}
		case tokSemicolon, tokAssign:
			open = open[:0]
		}
	}
}

// expectsMore reports whether no statement can end behind a token of this kind.
func (k tokenKind) expectsMore() bool {
	switch k {
	case tokComma, tokColon, tokAssign, tokPlus, tokMinus, tokTimes, tokDivide, tokPower,
		tokLT, tokLE, tokGT, tokGE, tokEQ, tokNE, tokIf, tokElse, tokAnd, tokOr, tokNot:
		return true
	}
	return false
}

// endsStatement reports whether a token of this kind, if layout has left it in,
// ends a statement.
func (k tokenKind) endsStatement() bool {
	return k == tokEOF || k == tokNewline || k == tokSemicolon
}
