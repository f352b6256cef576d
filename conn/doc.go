// Package conn says who is connected to whom: a connector is a rule, and the
// structure that it gives is one sample of it.
//
//	s, err := conn.FixedProb{Prob: 0.1, NoSelf: true}.Connect(conn.Ends{
//		Pre: 1000, Post: 1000, Recurrent: true, Key: rng.NewKey(42)})
//
// Whatever view of a structure is asked for (rows, pairs, a mask, columns,
// degrees), it is a view of that one sample. Connecting again with the same key
// gives the same structure, on any number of processors.
//
// # Rules
//
//	All2All          every pair
//	One2One          i with i
//	FixedProb        every pair with probability Prob, independent of the others
//	FixedOutDegree   every pre has exactly K different posts
//	FixedInDegree    every post has exactly K different pres
//	FixedTotalNum    exactly N pairs in all
//	GridFour, GridEight, GridN
//	                 neighbours on a grid
//	GaussianProb, DOGProb, ProbDist
//	                 pairs with a probability that depends on their distance
//	SmallWorld       a ring of which some connections are moved (Watts, Strogatz)
//	ScaleFreeBA, ScaleFreeBADual, PowerLaw
//	                 preferential attachment (Barabási, Albert; Holme, Kim)
//	MatConn          a matrix of one's own
//	IJConn           pairs of one's own
//	CSRConn          rows of one's own
//
// FixedProb, FixedOutDegree and FixedInDegree are three different rules with
// the same mean: the numbers of targets of the neurons are binomial in the
// first, equal in the second; the numbers of sources are binomial in the first
// two, equal in the third.
//
// # Randomness
//
// Row i of a random structure comes from the key's child number i (in
// FixedInDegree, column i), so rows can be made in any order and at once. The networks that grow or are
// rewired come from one stream.
package conn
