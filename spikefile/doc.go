// Package spikefile reads and writes recordings of spikes: compact files that
// are written as a simulation goes on, and read at constant memory.
//
//	f, err := spikefile.Open("N.spike.spk")
//	if err != nil {
//		log.Fatal(err)
//	}
//	defer f.Close()
//	for step, neuron := range f.All() {
//		fmt.Println(float64(step)*f.Header().Dt, "ms", neuron)
//	}
//	if err := f.Err(); err != nil {
//		log.Fatal(err) // the file was cut short, or is damaged: and where
//	}
//
// Package runner writes such files (runner.StreamTo, SpikeTrain.Save) and makes
// them trains again (runner.Load, runner.LoadSpikes).
//
// # Format
//
// Numbers have the lowest byte first; checksums are CRC-32C. A file is a header
// and blocks:
//
//	header   "GOLGISPK"  version, 1 (4 bytes)  length of the text (4)
//	         text, JSON: a Header  checksum of all before (4)
//	block    "SPKB"  length of the data (4)  number of spikes (4)
//	         first step, that up to which the block before is complete (8)
//	         stop, the step up to which this block is complete (8)
//	         checksum of the data (4)  checksum of the 32 bytes before (4)
//	         data
//	end      "SPKE" in place of "SPKB", no data, no spikes
//
// The data of a block are the steps that have spikes, each as numbers of the
// variable length of encoding/binary's Uvarint: the steps since the last one
// with spikes (at the beginning, since the first step of the block), the number
// of spikes, the index of the first neuron, and for every other neuron how many
// were silent between it and the one before. A block holds whole steps. A file
// without the end is of a recording that goes on or was broken off; what is in
// its blocks can be read.
package spikefile
