package npy

import (
	"fmt"
	"strconv"
	"strings"
)

// parser reads the dictionary of a header. After an error it does nothing.
type parser struct {
	text string
	from int // of the text in the file
	at   int
	err  error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("byte %d: "+format, append([]any{p.from + p.at}, args...)...)
	}
	p.at = len(p.text)
}

// next skips spaces and returns the next byte, 0 at the end.
func (p *parser) next() byte {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
	if p.at >= len(p.text) {
		return 0
	}
	return p.text[p.at]
}

// take reads a byte if it comes next.
func (p *parser) take(c byte) bool {
	if p.next() != c || p.err != nil {
		return false
	}
	p.at++
	return true
}

func (p *parser) want(c byte) {
	if !p.take(c) {
		p.fail("the header has no %q here", c)
	}
}

func (p *parser) header() (h Header) {
	var has [3]bool
	p.want('{')
	for p.err == nil && !p.take('}') {
		key := p.str()
		p.want(':')
		switch key {
		case "descr":
			if c := p.next(); c == '[' {
				p.fail("an array of structures, which cannot be read")
			}
			h.Type, has[0] = p.str(), true
		case "fortran_order":
			h.Fortran, has[1] = p.boolean(), true
		case "shape":
			h.Shape, has[2] = p.tuple(), true
		default:
			p.fail("the header has the unknown key %q", key)
		}
		if !p.take(',') {
			p.want('}')
			break
		}
	}
	if p.err == nil && p.next() != 0 {
		p.fail("something after the header")
	}
	if p.err == nil && has != [3]bool{true, true, true} {
		p.fail("the header needs descr, fortran_order and shape")
	}
	return h
}

func (p *parser) str() string {
	quote := p.next()
	if quote != '\'' && quote != '"' {
		p.fail("a text in quotes is due")
		return ""
	}
	n := strings.IndexByte(p.text[p.at+1:], quote)
	if n < 0 {
		p.fail("a text without an end")
		return ""
	}
	s := p.text[p.at+1 : p.at+1+n]
	p.at += n + 2
	return s
}

func (p *parser) boolean() bool {
	p.next()
	for _, word := range []string{"True", "False"} {
		if strings.HasPrefix(p.text[p.at:], word) {
			p.at += len(word)
			return word == "True"
		}
	}
	p.fail("True or False is due")
	return false
}

// maxDims is how many dimensions NumPy knows.
const maxDims = 64

func (p *parser) tuple() []int {
	shape := []int{}
	p.want('(')
	for p.err == nil && !p.take(')') {
		p.next()
		end := p.at
		for end < len(p.text) && p.text[end] >= '0' && p.text[end] <= '9' {
			end++
		}
		n, err := strconv.Atoi(p.text[p.at:end])
		if err != nil || len(shape) == maxDims {
			p.fail("no shape")
			return nil
		}
		p.at = end
		p.take('L') // of Python 2
		shape = append(shape, n)
		if !p.take(',') {
			p.want(')')
			break
		}
	}
	return shape
}
