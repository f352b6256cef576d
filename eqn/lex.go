package eqn

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind tells the kinds of token apart.
type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokNewline
	tokSemicolon
	tokName   // V, pre.V, Na.HH.m
	tokNumber // 0.5
	tokBad    // what is no token; badToken says why
	tokLParen
	tokRParen
	tokComma
	tokColon
	tokAssign // = += -= *= /=
	tokPlus
	tokMinus
	tokTimes
	tokDivide
	tokPower // ^ or **
	tokLT
	tokLE
	tokGT
	tokGE
	tokEQ
	tokNE
	tokIf
	tokElse
	tokAnd // and, &&
	tokOr  // or, ||
	tokNot // not, !
)

// token is one word or sign of a text. It is small, since a text may have a
// million of them: what it says is looked up in the text by its offsets.
type token struct {
	kind       tokenKind
	paired     bool  // a parenthesis that has its counterpart
	start, end int32 // offsets in the text
	line, col  int32
}

func (t token) pos() Pos { return Pos{Line: int(t.line), Col: int(t.col)} }

// words are the reserved words.
var words = map[string]tokenKind{"if": tokIf, "else": tokElse, "and": tokAnd, "or": tokOr, "not": tokNot}

// signs are the operators and punctuation, a longer one before its beginning.
var signs = []struct {
	text string
	kind tokenKind
}{
	{"**", tokPower}, {"==", tokEQ}, {"!=", tokNE}, {"<=", tokLE}, {">=", tokGE}, {"&&", tokAnd}, {"||", tokOr},
	{"+=", tokAssign}, {"-=", tokAssign}, {"*=", tokAssign}, {"/=", tokAssign}, {"=", tokAssign},
	{"+", tokPlus}, {"-", tokMinus}, {"*", tokTimes}, {"/", tokDivide}, {"^", tokPower},
	{"<", tokLT}, {">", tokGT}, {"!", tokNot},
	{"(", tokLParen}, {")", tokRParen}, {",", tokComma}, {":", tokColon}, {";", tokSemicolon},
}

// lexer cuts a text into tokens.
type lexer struct {
	text            string
	at              int   // offset of the next character
	line, col       int32 // its place
	endLine, endCol int32 // the place where the last token ends
	toks            []token
}

// lex returns the tokens of a text of valid UTF-8; the last is tokEOF. Every
// newline is a token here: which of them end a statement is for layout to say.
func lex(text string) []token {
	l := &lexer{text: text, line: 1, col: 1, endLine: 1, endCol: 1, toks: make([]token, 0, len(text)/3+1)}
	for l.at < len(text) {
		l.next()
	}
	l.endToken(tokEOF, 0)
	return l.toks
}

// next takes one token, or white space or a comment, which are none.
func (l *lexer) next() {
	rest := l.text[l.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\n':
		l.endToken(tokNewline, 1)
		l.line, l.col = l.line+1, 1
		return
	case unicode.IsSpace(r):
		l.skip(size)
		return
	case r == '#':
		if n := strings.IndexByte(rest, '\n'); n >= 0 {
			l.skip(n)
		} else {
			l.skip(len(rest))
		}
		return
	case isLetter(r):
		l.take(nameToken(rest))
		return
	case isDigit(rest, 0), r == '.' && isDigit(rest, 1):
		l.take(numberToken(rest))
		return
	}
	for _, s := range signs {
		if strings.HasPrefix(rest, s.text) {
			l.take(s.kind, len(s.text))
			return
		}
	}
	l.take(tokBad, size)
}

// skip moves on by size bytes, which have no newline in them.
func (l *lexer) skip(size int) {
	l.col += int32(utf8.RuneCountInString(l.text[l.at : l.at+size]))
	l.at += size
}

// take makes the next size bytes a token.
func (l *lexer) take(kind tokenKind, size int) {
	t := token{kind: kind, start: int32(l.at), end: int32(l.at + size), line: l.line, col: l.col}
	l.toks = append(l.toks, t)
	l.skip(size)
	l.endLine, l.endCol = l.line, l.col
}

// endToken makes the next size bytes a newline or the end of the text. Its place
// is where the token before it ends, not behind the spaces, comments and empty
// lines between: that is the place to point at when something is missing.
func (l *lexer) endToken(kind tokenKind, size int) {
	t := token{kind: kind, start: int32(l.at), end: int32(l.at + size), line: l.endLine, col: l.endCol}
	l.toks = append(l.toks, t)
	l.at += size
}

// nameToken returns the kind and size of the word text begins with.
func nameToken(text string) (tokenKind, int) {
	n := identifierSize(text)
	if kind, ok := words[text[:n]]; ok {
		return kind, n
	}
	kind := tokName
	for strings.HasPrefix(text[n:], ".") {
		m := identifierSize(text[n+1:])
		if m == 0 {
			break
		}
		if _, reserved := words[text[n+1:n+1+m]]; reserved {
			kind = tokBad
		}
		n += 1 + m
	}
	return kind, n
}

// numberToken returns the kind and size of the number text begins with. What
// runs on into letters or further digits, as 2x or 1.2.3, is one bad token.
func numberToken(text string) (tokenKind, int) {
	n := 0
	digits := func() {
		for isDigit(text, n) {
			n++
		}
	}
	digits()
	if strings.HasPrefix(text[n:], ".") {
		n++
		digits()
	}
	if rest := text[n:]; rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		sign := 0
		if len(rest) > 1 && (rest[1] == '+' || rest[1] == '-') {
			sign = 1
		}
		if isDigit(rest, 1+sign) {
			n += 1 + sign
			digits()
		}
	}
	kind := tokNumber
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if r != '.' && !isLetter(r) && !unicode.IsDigit(r) {
			break
		}
		kind, n = tokBad, n+size
	}
	return kind, n
}

// identifierSize returns the bytes of the identifier text begins with, 0 if it
// begins with none.
func identifierSize(text string) int {
	for i, r := range text {
		if !isLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return i
		}
	}
	return len(text)
}

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func isDigit(text string, i int) bool {
	return i < len(text) && '0' <= text[i] && text[i] <= '9'
}
