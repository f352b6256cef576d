// A panel is a canvas with axes: time to the right, shared by all panels, and
// something upwards.

const view = { a: data.from, b: data.to }; // times that are visible, ms
const margin = { left: 62, right: 12, top: 10, bottom: 40 };
let light = false; // colours for paper
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  colours = light ? { fg: "#222", muted: "#5c6670", line: "#d9dde1" } : { fg: get("--fg"), muted: get("--muted"), line: get("--line") };
  colours.list = Array.from({ length: 8 }, (_, k) => get("--c" + k));
}

const colourOf = (k) => colours.list[k % 8];

// [r, g, b] of #rrggbb.
const rgb = (c) => [1, 3, 5].map((k) => parseInt(c.slice(k, k + 2), 16));

class Panel {
  constructor(canvas, label, lo, hi) {
    Object.assign(this, { canvas, label, lo, hi, full: { lo, hi }, whole: false, timeLabel: true, fixed: false });
    this.out = canvas.getContext("2d");
    // What is drawn is kept, so that the cursor can move over it.
    this.kept = document.createElement("canvas");
    this.ctx = this.kept.getContext("2d", { willReadFrequently: true });
  }
  // Where it draws, in CSS dots.
  box() {
    const w = this.canvas.clientWidth, h = this.canvas.clientHeight;
    return { x: margin.left, y: margin.top, w: Math.max(1, w - margin.left - margin.right), h: Math.max(1, h - margin.top - (this.timeLabel ? margin.bottom : 12)) };
  }
  toX(t) { const b = this.box(); return b.x + (t - view.a) / (view.b - view.a) * b.w; }
  toTime(x) { const b = this.box(); return view.a + (x - b.x) / b.w * (view.b - view.a); }
  toY(v) { const b = this.box(); return b.y + b.h - (v - this.lo) / (this.hi - this.lo) * b.h; }
  toValue(y) { const b = this.box(); return this.lo + (b.y + b.h - y) / b.h * (this.hi - this.lo); }

  // Draws everything.
  render() {
    const c = this.canvas, dots = window.devicePixelRatio || 1;
    const w = Math.max(1, Math.round(c.clientWidth * dots)), h = Math.max(1, Math.round(c.clientHeight * dots));
    for (const x of [c, this.kept]) if (x.width !== w || x.height !== h) { x.width = w; x.height = h; }
    const g = this.ctx;
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, w, h);
    this.dots = dots;
    this.prepare();
    g.setTransform(dots, 0, 0, dots, 0, 0);
    const b = this.box();
    g.save();
    g.beginPath(); g.rect(b.x, b.y - 1, b.w, b.h + 2); g.clip();
    const note = this.draw(g, b);
    g.restore();
    this.axes(g, b);
    if (note) {
      g.fillStyle = colours.muted; g.textAlign = "center"; g.textBaseline = "middle";
      g.fillText(note, b.x + b.w / 2, b.y + b.h / 2);
    }
  }
  // Shows what was drawn, and the cursor.
  paint() {
    const g = this.out;
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, this.canvas.width, this.canvas.height);
    g.drawImage(this.kept, 0, 0);
    if (cursor === null || cursor < view.a || cursor > view.b) return;
    g.setTransform(this.dots, 0, 0, this.dots, 0, 0);
    g.lineWidth = 1;
    const x = Math.round(this.toX(cursor)) + 0.5, b = this.box();
    g.beginPath(); g.moveTo(x, b.y); g.lineTo(x, b.y + b.h);
    // Seen on any ground.
    for (const [colour, dash] of [["#ffffffb0", []], ["#444", [3, 3]]]) { g.strokeStyle = colour; g.setLineDash(dash); g.stroke(); }
  }
  prepare() {}

  axes(g, b) {
    g.strokeStyle = g.fillStyle = colours.fg; g.lineWidth = 1;
    g.font = '12px "Liberation Sans", Arial, Helvetica, sans-serif';
    const left = Math.round(b.x) - 4.5, bottom = Math.round(b.y + b.h) + 4.5;
    g.beginPath();
    g.moveTo(left, b.y); g.lineTo(left, b.y + b.h);
    g.textAlign = "right"; g.textBaseline = "middle";
    for (const t of ticks(this.lo, this.hi, b.h / 45, this.whole)) {
      const y = Math.round(this.toY(t.x)) + 0.5;
      g.moveTo(left - 4, y); g.lineTo(left, y);
      g.fillText(t.text, left - 7, y);
    }
    if (this.timeLabel) {
      g.moveTo(b.x, bottom); g.lineTo(b.x + b.w, bottom);
      g.textAlign = "center"; g.textBaseline = "top";
      for (const t of ticks(view.a, view.b, b.w / 90)) {
        const x = Math.round(this.toX(t.x)) + 0.5;
        g.moveTo(x, bottom); g.lineTo(x, bottom + 4);
        g.fillText(t.text, Math.min(x, b.x + b.w - g.measureText(t.text).width / 2 + 10), bottom + 6);
      }
      g.fillText("time (ms)", b.x + b.w / 2, bottom + 21);
    }
    g.stroke();
    g.save();
    g.translate(11, b.y + b.h / 2); g.rotate(-Math.PI / 2);
    g.textAlign = "center"; g.textBaseline = "middle";
    const most = Math.max(6, Math.floor((b.h + 20) / 6.5));
    g.fillText(this.label.length > most ? this.label.slice(0, most - 1) + "…" : this.label, 0, 0);
    g.restore();
  }
}

// Raster draws spikes: one by one where there are few, by dots of the screen
// where there are many.
class Raster extends Panel {
  constructor(canvas) {
    let hi = 1;
    for (const t of data.trains) hi = Math.max(hi, t.place + t.n);
    // Picked neurons stand next to each other.
    const picked = data.trains.some((t) => t.picks && t.picks.some((n, i) => n !== t.place + i));
    super(canvas, picked ? "recorded neuron" : "neuron", -0.5, hi - 0.5);
    this.whole = true; this.timeLabel = false;
  }
  // The number of visible spikes, of the rows that are visible.
  visible() {
    let n = 0;
    for (const t of data.trains) {
      if (t.hidden) continue;
      const [i, j] = spikesBetween(t, view.a, view.b);
      const rows = Math.min(this.hi, t.place + t.n - 0.5) - Math.max(this.lo, t.place - 0.5);
      n += (j - i) * Math.max(0, Math.min(1, rows / Math.max(1, t.n)));
    }
    return n;
  }
  prepare() {
    this.many = this.visible();
    if (this.many > 20000) this.image();
  }
  image() {
    const b = this.box(), w = Math.round(b.w * this.dots), h = Math.round(b.h * this.dots);
    const size = Math.min(3, Math.max(1, Math.round(Math.sqrt(0.4 * w * h / this.many))));
    // So that dense activity keeps its structure.
    const alpha = Math.min(1, 0.6 * w * h / (this.many * size * size));
    const img = this.ctx.createImageData(w, h), d = img.data, cover = new Uint8Array(w * h);
    const opacity = Array.from({ length: 256 }, (_, n) => 1 - Math.pow(1 - alpha, n));
    for (const t of data.trains) {
      if (t.hidden) continue;
      cover.fill(0);
      const [from, to] = spikesBetween(t, view.a, view.b), kx = w / (view.b - view.a) * t.dt, x0 = (t.start + t.dt / 2 - view.a) / (view.b - view.a) * w - size / 2;
      const ky = h / (this.hi - this.lo), y0 = h - (t.place - this.lo) * ky - size / 2;
      for (let k = from; k < to; k++) {
        const x = Math.floor(x0 + t.steps[k] * kx), y = Math.floor(y0 - t.neurons[k] * ky);
        for (let v = Math.max(0, y); v < Math.min(h, y + size); v++)
          for (let u = Math.max(0, x); u < Math.min(w, x + size); u++) if (cover[v * w + u] < 255) cover[v * w + u]++;
      }
      const [r, g, bl] = rgb(colourOf(t.colour));
      for (let k = 0; k < cover.length; k++) {
        if (!cover[k]) continue;
        const a = opacity[cover[k]], under = d[4 * k + 3] / 255 * (1 - a), all = a + under;
        d[4 * k] = (r * a + d[4 * k] * under) / all;
        d[4 * k + 1] = (g * a + d[4 * k + 1] * under) / all;
        d[4 * k + 2] = (bl * a + d[4 * k + 2] * under) / all;
        d[4 * k + 3] = 255 * all;
      }
    }
    this.ctx.putImageData(img, Math.round(b.x * this.dots), Math.round(b.y * this.dots));
  }
  draw(g, b) {
    if (!data.trains.some((t) => t.count > 0)) return "no spikes";
    if (this.many > 20000) return "";
    const row = b.h / (this.hi - this.lo), size = Math.min(3, Math.max(1.2, Math.sqrt(0.2 * b.w * b.h / Math.max(1, this.many))));
    for (const t of data.trains) {
      if (t.hidden) continue;
      g.fillStyle = colourOf(t.colour);
      const [from, to] = spikesBetween(t, view.a, view.b);
      for (let k = from; k < to; k++) {
        const y = this.toY(t.place + t.neurons[k]), x = this.toX(t.start + (t.steps[k] + 0.5) * t.dt);
        if (y < b.y - row || y > b.y + b.h + row) continue;
        if (row >= 6) g.fillRect(x - 0.9, y - Math.min(14, row * 0.35), 1.8, 2 * Math.min(14, row * 0.35));
        else g.fillRect(x - size / 2, y - size / 2, size, size);
      }
    }
    return "";
  }
  // The spike next to a place of the canvas, in words.
  tip(x, y) {
    let best = 12, found = null;
    for (const t of data.trains) {
      if (t.hidden) continue;
      const [from, to] = spikesBetween(t, this.toTime(x - best) - t.dt, this.toTime(x + best));
      for (let k = from; k < to; k++) {
        const far = Math.hypot(this.toX(t.start + (t.steps[k] + 0.5) * t.dt) - x, this.toY(t.place + t.neurons[k]) - y);
        if (far < best) { best = far; found = [t, k]; }
      }
    }
    if (!found) return [];
    const [t, k] = found;
    return [{ colour: t.colour, text: "neuron " + (t.picks ? t.picks[t.neurons[k]] : t.first + t.neurons[k]) + ", " + t.name, time: t.start + t.steps[k] * t.dt }];
  }
}

// Rate draws how often the neurons of each train fire.
class Rate extends Panel {
  constructor(canvas) { super(canvas, "rate (Hz)", 0, 1); this.fixed = true; }
  prepare() {
    const span = view.b - view.a;
    let dt = Infinity, spikes = 0;
    for (const t of data.trains) {
      const [i, j] = spikesBetween(t, view.a, view.b);
      dt = Math.min(dt, t.dt); spikes += t.hidden ? 0 : j - i;
    }
    // Some spikes in a bin, 20 to 250 bins in what is visible.
    const width = Math.max(1, Math.round(niceStep(Math.max(Math.min(Math.max(10 * span * data.trains.length / Math.max(spikes, 1), span / 250), span / 20), dt)) / dt)) * dt;
    let top = 0;
    this.width = width;
    for (const t of data.trains) {
      const first = Math.floor((Math.max(view.a, t.start) - t.start) / width - 1e-9);
      const last = Math.ceil((Math.min(view.b, data.to) - t.start) / width - 1e-9);
      const begin = t.start + Math.max(0, first) * width, bins = new Float64Array(Math.max(0, last - Math.max(0, first)));
      const [i, j] = spikesBetween(t, begin, begin + bins.length * width), s0 = Math.round((begin - t.start) / t.dt), per = Math.round(width / t.dt);
      for (let k = i; k < j; k++) { const bin = Math.floor((t.steps[k] - s0) / per); if (bin < bins.length) bins[bin]++; }
      for (let k = 0; k < bins.length; k++) {
        // The last bin may be cut short by the end of the run.
        const length = Math.min(width, data.to - begin - k * width);
        bins[k] = length < width / 2 && k > 0 ? NaN : bins[k] / Math.max(1, t.shown) / length * 1000;
        if (!t.hidden && bins[k] > top) top = bins[k];
      }
      t.rate = { begin, bins };
    }
    this.hi = top > 0 ? 1.05 * top : 1;
  }
  draw(g) {
    for (const t of data.trains) {
      if (t.hidden) continue;
      g.strokeStyle = colourOf(t.colour); g.lineWidth = 1.3;
      g.beginPath();
      for (let k = 0; k < t.rate.bins.length; k++) {
        const y = this.toY(t.rate.bins[k]), x = this.toX(t.rate.begin + k * this.width);
        if (isNaN(y)) continue;
        if (k === 0) g.moveTo(x, y); else g.lineTo(x, y);
        g.lineTo(Math.min(this.toX(t.rate.begin + (k + 1) * this.width), this.toX(data.to)), y);
      }
      g.stroke();
    }
    return "";
  }
  tip(x) {
    const time = this.toTime(x), all = [];
    for (const t of data.trains) {
      if (t.hidden) continue;
      const r = t.rate.bins[Math.floor((time - t.rate.begin) / this.width)];
      if (r !== undefined && all.length < 12) all.push({ colour: t.colour, text: figure(r, 100) + " Hz, " + t.name });
    }
    return all;
  }
}

// Trace draws values over time.
class Trace extends Panel {
  constructor(canvas, t) {
    let lo = Infinity, hi = -Infinity;
    for (const c of t.columns) for (const x of c.x) if (isFinite(x)) { if (x < lo) lo = x; if (x > hi) hi = x; }
    const none = !(lo <= hi);
    if (none) { lo = 0; hi = 1; }
    const room = (hi - lo) * 0.05 || Math.abs(hi) * 0.05 || 1;
    super(canvas, t.name.slice(t.name.lastIndexOf(".") + 1) + (t.unit ? " (" + t.unit + ")" : ""), lo - room, hi + room);
    this.trace = t; this.none = none;
  }
  draw(g, b) {
    if (this.none) return "no values";
    for (const c of this.trace.columns) {
      if (c.hidden) continue;
      g.strokeStyle = g.fillStyle = colourOf(c.colour); g.lineWidth = 1.3; g.lineJoin = "round";
      const [from, to] = rowsBetween(c, view.a, view.b);
      if (to - from > 3 * b.w) { this.dense(g, b, c, from, to); continue; }
      g.beginPath();
      this.sparse(g, c, from, to);
      g.stroke();
    }
    return "";
  }
  sparse(g, c, from, to) {
    let pen = false;
    for (let k = from * c.per; k < to * c.per; k++) {
      const x = c.x[k], t = c.start + (c.pairs ? (Math.floor(k / 2) + (k % 2 ? 0.75 : 0.25)) : k) * c.dt;
      if (!isFinite(x)) { pen = false; continue; }
      if (pen) g.lineTo(this.toX(t), this.toY(x)); else g.moveTo(this.toX(t), this.toY(x));
      // A value that stands alone is a short line.
      if (!pen && !isFinite(c.x[k + 1])) g.lineTo(this.toX(t) + 2, this.toY(x));
      pen = true;
    }
  }
  // An upright bar from the least to the greatest value in every dot of the
  // screen, which reaches to the one before it.
  dense(g, b, c, from, to) {
    const per = (to - from) / b.w;
    let above = NaN, below = NaN; // of the bar before
    for (let dot = 0; dot < b.w; dot++) {
      let lo = Infinity, hi = -Infinity, whole = true;
      const i = Math.floor(from + dot * per) * c.per, j = Math.floor(from + (dot + 1) * per) * c.per;
      for (let k = i; k < j; k++) { const x = c.x[k]; if (x < lo) lo = x; if (x > hi) hi = x; if (x - x !== 0) whole = false; }
      if (!whole || lo > hi) { above = below = NaN; continue; }
      let top = this.toY(hi), bottom = this.toY(lo);
      const next = [top, bottom];
      if (above > bottom) bottom = above;
      if (below < top) top = below;
      [above, below] = next;
      g.fillRect(this.toX(c.start + i / c.per * c.dt), top - 0.6, 1.2, bottom - top + 1.2);
    }
  }
  tip(x) {
    const time = this.toTime(x), all = [], span = this.hi - this.lo;
    for (const c of this.trace.columns) {
      if (c.hidden || all.length > 12) continue;
      const row = c.dt ? (c.pairs ? Math.floor((time - c.start) / c.dt) : Math.round((time - c.start) / c.dt)) : 0;
      if (row < 0 || row >= c.rows) continue;
      const v = c.pairs ? figure(c.x[2 * row], span) + " … " + figure(c.x[2 * row + 1], span) : figure(c.x[row], span);
      all.push({ colour: c.colour, text: v + (this.trace.unit ? " " + this.trace.unit : "") + ", " + c.name });
    }
    return all;
  }
}
