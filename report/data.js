"use strict";

// What is drawn: read from the page.
const data = JSON.parse(document.getElementById("data").textContent);

function bytesOf(base64) {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = text.charCodeAt(k);
  return bytes;
}

// The spikes of a train: steps from its start, ascending, and neurons.
function readTrain(t) {
  const bytes = bytesOf(t.spikes);
  const steps = new Int32Array(t.count), neurons = new Int32Array(t.count);
  let at = 0, step = -1, neuron = 0;
  const next = () => {
    let x = 0, unit = 1, b;
    do { b = bytes[at++]; x += (b & 127) * unit; unit *= 128; } while (b > 127);
    return x;
  };
  for (let k = 0; k < t.count; k++) {
    const x = next();
    if (x % 2) { step += (x - 1) / 2; neuron = next(); } else neuron += x / 2;
    steps[k] = step; neurons[k] = neuron;
  }
  t.steps = steps; t.neurons = neurons; t.spikes = ""; t.hidden = false;
}

// The values of a column.
function readColumn(c, k) {
  const bytes = bytesOf(c.values), view = new DataView(bytes.buffer);
  c.x = new Float32Array(bytes.length / 4);
  for (let j = 0; j < c.x.length; j++) c.x[j] = view.getFloat32(4 * j, true);
  c.values = ""; c.colour = k; c.hidden = false;
  c.per = c.pairs ? 2 : 1;
  c.rows = c.x.length / c.per;
}

data.trains.forEach(readTrain);
for (const t of data.traces) {
  t.columns.forEach(readColumn);
  if (t.heat) t.heat.cells = bytesOf(t.heat.cells);
}

// The first index of an ascending array whose element is not below x.
function firstFrom(xs, x) {
  let lo = 0, hi = xs.length;
  while (lo < hi) { const mid = (lo + hi) >> 1; if (xs[mid] < x) lo = mid + 1; else hi = mid; }
  return lo;
}

// The spikes of a train between two times, as a range of indices.
function spikesBetween(t, a, b) {
  return [firstFrom(t.steps, (a - t.start) / t.dt), firstFrom(t.steps, (b - t.start) / t.dt)];
}

// The rows of a column that are needed between two times, with one more on
// either side.
function rowsBetween(c, a, b) {
  if (!c.dt) return [0, c.rows];
  const lo = Math.floor((a - c.start) / c.dt) - 1, hi = Math.ceil((b - c.start) / c.dt) + 2;
  return [Math.min(Math.max(lo, 0), c.rows), Math.min(Math.max(hi, 0), c.rows)];
}

// A step of an axis: 1, 2 or 5 times a power of ten, not below x.
function niceStep(x) {
  const unit = Math.pow(10, Math.floor(Math.log10(x)));
  for (const k of [1, 2, 5]) if (k * unit >= x * 0.999999) return k * unit;
  return 10 * unit;
}

// The ticks of an axis from lo to hi, about so many, with their texts.
function ticks(lo, hi, many, whole) {
  let step = niceStep((hi - lo) / Math.max(many, 1));
  if (whole) step = Math.max(1, Math.round(step));
  const digits = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))), all = [];
  const last = Math.floor(hi / step + 1e-9);
  for (let k = Math.ceil(lo / step - 1e-9); k <= last && all.length < 100; k++) {
    const big = Math.abs(k * step) >= 1e6 && !whole;
    all.push({ x: k * step, text: big ? (k * step).toPrecision(3) : (k * step).toFixed(digits).replace(/^-(0(\.0*)?)$/, "$1").replace("-", "−") });
  }
  return all;
}

// A number in as many digits as tell it from others of an axis.
function figure(x, span) {
  if (!isFinite(x)) return "–";
  if (x !== 0 && (Math.abs(x) >= 1e6 || Math.abs(x) < 1e-4)) return x.toPrecision(4).replace("-", "−");
  const digits = Math.min(10, Math.max(0, 3 - Math.floor(Math.log10(span || 1))));
  return x.toFixed(digits).replace("-", "−");
}
