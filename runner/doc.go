// Package runner runs networks: it drives them with inputs, records what is
// asked for, shows how far it has got, and hands back the results.
//
//	run, err := runner.New(net, runner.Dt(0.1), runner.Seed(42),
//		runner.Input(net.N, 20),
//		runner.Monitor(net.N.Spike, net.N.V.Slice(0, 5), "E.syn.g"))
//	if err != nil {
//		log.Fatal(err) // every mistake at once
//	}
//	res, err := run.Run(ctx, 1000)
//	fmt.Println(res.Spikes(net.N).Rate(), "Hz")
//
// # Time
//
// Step n goes from n·dt to (n+1)·dt. Spikes and values of step n carry the time
// n·dt. Values are taken after the update, so that they are the solution at
// (n+1)·dt, which Series.EndTimes gives; a monitor with BeforeUpdate records the
// solution at n·dt. A run of d ms is round(d/dt) steps, and consecutive runs make
// the same steps as one long run. Results hold what one call of Run recorded.
//
// # What is recorded, and where it stays
//
// Options of Monitor say when (Every, Offset, Between), of which elements (Pick)
// and as what (Mean, Sum, Min, Max). A Series has a row per recorded step,
// Series.Period ms apart; a SpikeTrain has the spikes as events.
//
// Recordings stay in memory. With StreamTo they go to a folder as they are made,
// with MemoryLimit too only if they become too large for memory. Results of such
// runs look the same, and read from the folder what they are asked for:
// Result.Spikes all spikes of a group, Result.SpikesBetween and SpikeWindows less
// at once, and Series one piece at a time. After Ctrl-C, a failing step, a full
// disk or the end of the program at any moment, the folder holds what was
// recorded until then (but the last second), and Load reads it.
//
// Result.Save makes one file of a result, which opens in NumPy; Load makes a
// result of it again. Series and SpikeTrain are saved as text, or as files of
// their own, with their Save.
//
// # Long runs
//
// With Checkpoint a run saves itself as it goes, and Resume goes on with one that
// was stopped or killed, bit for bit as if nothing had happened.
//
// # Results that failed
//
// Result.Spikes and Result.Series can be used in the middle of an expression:
// what was not recorded gives a value without data that carries an error, which
// its Err returns and whatever it is handed to (a picture, an analysis) returns
// as well.
//
// # Parameter studies
//
// A Sweep calls one function for every point of a grid and every seed, on all
// cores, and gathers what it measures in a Table, which can be written as it
// grows and gone on with.
//
// # What is probably wrong
//
// Before the first run a runner prints on the standard error what of the network
// is probably not what was meant: a projection without a synapse, a group that
// nothing reaches, recordings larger than the memory. Warnings takes them
// instead, or silences them.
//
// # Ends before the end
//
// Run returns what was recorded also when its context ends: by a deadline, or,
// with a context of Interruptible, by Ctrl-C. ExitCode is what a program then
// ends with. What does not fit into memory is an error of New that says how much
// of it would; GOMEMLIMIT sets a bound of one's own.
package runner
