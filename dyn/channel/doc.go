// Package channel has the ionic channels of a dyn.CondNeuGroup: sodium,
// potassium, calcium, potassium that calcium opens, the currents that
// hyperpolarisation activates, and leaks.
//
// The names are those of BrainPy, INa_HH1952 without the underscore. What BrainPy
// has twice, INa_HH1952 with an E of its own and INa_HH1952v2 in an ion, is one
// type here: a channel in an ion takes E from it.
//
// All currents are positive inward, in uA/cm2 for conductances in mS/cm2. Rates
// have their limits where their denominators vanish. Gates start at their steady
// state for the potential and concentrations that the neuron starts with.
//
// The text of the equations is in each model's Equations; a channel of one's own
// is a struct like those here, or dyn.Equations.
package channel

// The equations of gates: p and q with steady states and time constants, and
// with rates.
const (
	relaxP  = "dp/dt = phi_p*(p_inf - p)/tau_p : init = p_inf\n"
	relaxQ  = "dq/dt = phi_q*(q_inf - q)/tau_q : init = q_inf\n"
	relax   = "dp/dt = phi*(p_inf - p)/tau_p : init = p_inf\n"
	markovP = "dp/dt = phi*(alpha_p*(1 - p) - beta_p*p) : init = alpha_p/(alpha_p + beta_p)\n"
	markovQ = "dq/dt = phi*(alpha_q*(1 - q) - beta_q*q) : init = alpha_q/(alpha_q + beta_q)\n"
)
