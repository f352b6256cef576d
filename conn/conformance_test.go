package conn_test

import (
	"testing"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
	"github.com/golgi-sim/golgi/rng"
)

// Every rule that connects a group with itself passes the conformance kit.
func TestConnectorsConform(t *testing.T) {
	for _, c := range []conn.Connector{
		conn.All2All{}, conn.All2All{NoSelf: true}, conn.One2One{},
		conn.FixedProb{Prob: 0.1}, conn.FixedOutDegree{K: 5}, conn.FixedInDegree{K: 5}, conn.FixedTotalNum{N: 300},
		conn.GaussianProb{Sigma: 1}, conn.DOGProb{Sigma: [2]float64{1, 3}, Prob: [2]float64{1, 0.5}}, conn.ProbDist{Dist: 0.3, Prob: 0.5},
		conn.GridFour{}, conn.GridEight{}, conn.GridN{N: 2},
		conn.SmallWorld{K: 4, Prob: 0.2}, conn.ScaleFreeBA{M: 3}, conn.ScaleFreeBADual{M1: 2, M2: 3, P: 0.4}, conn.PowerLaw{M: 3, P: 0.5},
		conn.IJConn{I: []int{3, 0, 3}, J: []int{1, 2, 0}},
	} {
		dyntest.Connector(t, c, conn.Ends{Pre: 49, Post: 49, Recurrent: true, Key: rng.NewKey(4)})
	}
}
