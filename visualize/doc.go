// Package visualize draws results: rasters of spikes and traces, as PNG, SVG or
// PDF.
//
//	err := visualize.Raster(res.Spikes(net.N)).Save("raster.png")
//	err = visualize.Rows(visualize.Line(v), visualize.Line(g)).Save("traces.pdf")
//
// A picture is a [Figure] of [Panel]s, one above the other. What it shows and
// how large it is are fields, to be changed before it is saved. A figure of a
// result that is not there carries its error, and Save returns it.
package visualize
