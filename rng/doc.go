// Package rng is the randomness of Golgi: addressed, not consumed.
//
// Every random number is a pure function of its address: the seed, the path of
// the part it belongs to, what it is for, the trial or step, an index. A
// [Key] is such an address; it names a [Stream] of random words, and words and
// streams can be had in any order, by any thread, again and again. So adding
// a population, a monitor or a thread changes nothing elsewhere.
//
// On a stream there are the usual distributions, exact ones: uniform and
// integer numbers, [Stream.Normal], [Stream.TruncNormal],
// [Stream.Exponential], [Stream.Gamma], [Stream.Poisson], [Stream.Binomial],
// [Stream.Perm], [Stream.Shuffle], [Stream.Sample], and [Alias] for given
// weights. [Geometric] draws the connections of just-in-time connectivity, and
// its documentation is the definition of that connectivity. [Philox4x32]
// and [Philox2x32] are the counter-based generators of the noise inside fused
// programs.
//
// All of it gives the same bits on every platform, and from one version to
// the next: a test holds the first outputs of everything, since a change of
// one would change every user's networks.
package rng
