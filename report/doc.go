// Package report writes a run as one page of HTML: its spikes and traces, to be
// zoomed and looked at closely, the network as a drawing and in tables, the
// parameters, and what the run cost.
//
//	err := report.New(res).Save("report.html")
//
// The page is one file that needs nothing else: no server, no network, no other
// file. It shows light or dark as the system does, is used with mouse, touch or
// keyboard, and can be printed. Every name and text in it is escaped.
//
// A [Report] is of what a [runner.Result] recorded and of the description of the
// network that it carries. What is shown are fields, to be changed before it is
// saved.
package report
