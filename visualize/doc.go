// Package visualize draws results, as PNG, SVG or PDF, in a style for papers.
//
//	err := visualize.Raster(res.Spikes(net.N)).Save("raster.png")
//	err = visualize.Rows(visualize.Line(v), visualize.HeatMap(all)).Save("traces.pdf")
//
// # Kinds
//
//	Raster          spikes of groups, and their rates over time below
//	PopulationRate  the rates alone
//	Line, Traces    values over time; Traces marks spikes on them
//	HeatMap         values of many elements over time, as colours
//	ISI, Rates      distributions of interspike intervals and of firing rates
//	Distribution    histograms of any samples; ECDF, without bins
//	Spectrum        power spectra
//	Weights, Correlations, Matrix, Connectivity
//	PhasePlane      nullclines, flow, fixed points and trajectories of two variables
//	Map             a figure of a sweep over two parameters
//	Bars            one number each
//
// # Figures
//
// A picture is a [Figure] of [Panel]s. What it shows and how large it is are
// fields, to be changed before it is saved: titles, labels, ends of axes,
// legends, the scale of colours. [Panel.Add] adds what gonum.org/v1/plot/plotter
// draws. [Rows] puts figures above each other so that they share the axis of
// time, [Columns] and [Stack] compose figures that stay as they are, of which
// pages of panels are made.
//
// A figure is drawn at the size at which it is printed, so that its letters are
// the points of a paper: Width is 85 for one column, 180 for a page, in mm.
//
// Colours are those of Okabe and Ito for groups, viridis for numbers, and blue
// and red about a pale 0 for numbers with a sign: all can be told apart by those
// who see colours differently. What is too much to be seen one by one (spikes,
// cells of a heat map, synapses) is an image inside of an SVG or PDF, so that a
// million spikes are a file of about 2 MB.
//
// A figure of a result that is not there carries its error, and Save returns it.
// Values that are not finite are left out.
package visualize
