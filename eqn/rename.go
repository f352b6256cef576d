package eqn

// Renamed returns the statement with other names: name is handed every variable,
// parameter and name of the language that stands in it, and returns what to
// write instead. Functions keep their names.
func (s *Stmt) Renamed(name func(string) string) *Stmt {
	t := *s
	t.Target = name(s.Target)
	t.Left, t.Right = renamed(s.Left, name), renamed(s.Right, name)
	t.Flags = make([]Flag, len(s.Flags))
	for k, f := range s.Flags {
		f.Value = renamed(f.Value, name)
		t.Flags[k] = f
	}
	return &t
}

func renamed(e Expr, name func(string) string) Expr {
	of := func(e Expr) Expr { return renamed(e, name) }
	switch e := e.(type) {
	case *Name:
		return &Name{e.At, name(e.Name)}
	case *Deriv:
		return &Deriv{e.At, name(e.Var)}
	case *Unary:
		return &Unary{e.At, e.Op, of(e.X)}
	case *Binary:
		return &Binary{e.At, e.Op, of(e.X), of(e.Y)}
	case *Cond:
		return &Cond{e.At, of(e.If), of(e.Then), of(e.Else)}
	case *Call:
		c := &Call{At: e.At, Func: e.Func}
		for _, a := range e.Args {
			c.Args = append(c.Args, of(a))
		}
		return c
	}
	return e
}

// Names returns the names in the statement, each once, in the order in which
// they stand there: the target first.
func (s *Stmt) Names() []string {
	var names []string
	seen := map[string]bool{}
	s.Renamed(func(n string) string {
		if !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
		return n
	})
	return names
}
