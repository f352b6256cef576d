// What the reader does: zoom, move, point, choose.

let cursor = null; // time that is pointed at
const panels = [];
const byId = (id) => document.getElementById(id);

function addPanel(panel) {
  panels.push(panel);
  listen(panel);
}

let pending = false, stale = true;
function redraw() { stale = true; soon(); }
function soon() {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => { pending = false; paint(); });
}
function paint() {
  if (stale) {
    readColours();
    for (const p of panels) p.render();
    const out = byId("range"), span = view.b - view.a;
    const text = figure(view.a, span) + " – " + figure(view.b, span) + " ms";
    if (out.textContent !== text) out.textContent = text;
    stale = false;
  }
  for (const p of panels) p.paint();
}

// Shows the times a to b, as far as there are any.
function show(a, b) {
  const least = Math.max((data.to - data.from) * 1e-7, 1e-6), all = data.to - data.from;
  const span = Math.min(all, Math.max(least, b - a));
  a = (a + b) / 2 - span / 2;
  a = Math.min(Math.max(a, data.from), data.to - span);
  view.a = a; view.b = span >= all ? data.to : a + span;
  redraw();
}
function zoom(factor, at) {
  const t = at === undefined ? (view.a + view.b) / 2 : at;
  show(t - (t - view.a) * factor, t + (view.b - t) * factor);
}
function pan(ms) { show(view.a + ms, view.b + ms); }

// The same upwards, of one panel.
function showValues(p, lo, hi) {
  if (p.fixed) return;
  const all = p.full.hi - p.full.lo, span = Math.min(all, Math.max(all * 1e-4, hi - lo));
  lo = (lo + hi) / 2 - span / 2;
  p.lo = Math.min(Math.max(lo, p.full.lo), p.full.hi - span);
  p.hi = span >= all ? p.full.hi : p.lo + span;
  redraw();
}
function zoomValues(p, factor, at) {
  const v = at === undefined ? (p.lo + p.hi) / 2 : at;
  showValues(p, v - (v - p.lo) * factor, v + (p.hi - v) * factor);
}
function reset() {
  view.a = data.from; view.b = data.to;
  for (const p of panels) if (!p.fixed) { p.lo = p.full.lo; p.hi = p.full.hi; }
  redraw();
}

function listen(p) {
  const c = p.canvas, fingers = new Map();
  const place = (e) => { const r = c.getBoundingClientRect(); return { x: e.clientX - r.left, y: e.clientY - r.top }; };
  c.addEventListener("wheel", (e) => {
    const at = place(e);
    if (Math.abs(e.deltaX) > Math.abs(e.deltaY) && !e.shiftKey) {
      e.preventDefault();
      pan(e.deltaX / p.box().w * (view.b - view.a));
      return;
    }
    const turn = e.deltaY || e.deltaX, factor = Math.exp(Math.max(-1, Math.min(1, turn * (e.deltaMode ? 0.05 : 0.0022))));
    if (e.shiftKey) {
      e.preventDefault();
      zoomValues(p, factor, p.toValue(at.y));
      return;
    }
    // Where there is nothing more to see, the wheel moves the page.
    if (turn > 0 && view.a <= data.from && view.b >= data.to) return;
    e.preventDefault();
    zoom(factor, p.toTime(at.x));
  }, { passive: false });
  c.addEventListener("pointerdown", (e) => {
    c.setPointerCapture(e.pointerId);
    fingers.set(e.pointerId, place(e));
  });
  c.addEventListener("pointermove", (e) => {
    const at = place(e);
    if (!fingers.has(e.pointerId)) { point(p, e, at); return; }
    const old = [...fingers.values()];
    const before = spread(old);
    fingers.set(e.pointerId, at);
    const now = spread([...fingers.values()]);
    if (old.length > 1 && before.far > 8 && now.far > 8) {
      zoom(before.far / now.far, p.toTime(now.x));
    }
    pan((before.x - now.x) / p.box().w * (view.b - view.a));
    if (e.pointerType !== "touch") {
      const up = (now.y - before.y) / p.box().h * (p.hi - p.lo);
      showValues(p, p.lo + up, p.hi + up);
    }
    hideTip();
  });
  const end = (e) => fingers.delete(e.pointerId);
  c.addEventListener("pointerup", end);
  c.addEventListener("pointercancel", end);
  c.addEventListener("pointerleave", () => { if (!fingers.size) { cursor = null; hideTip(); soon(); } });
  c.addEventListener("dblclick", reset);
  c.addEventListener("keydown", (e) => {
    const step = (view.b - view.a) / 8, up = (p.hi - p.lo) / 8;
    const act = {
      ArrowLeft: () => pan(-step), ArrowRight: () => pan(step), "+": () => zoom(0.7), "=": () => zoom(0.7), "-": () => zoom(1 / 0.7),
      ArrowUp: () => (e.shiftKey ? zoomValues(p, 0.7) : showValues(p, p.lo + up, p.hi + up)),
      ArrowDown: () => (e.shiftKey ? zoomValues(p, 1 / 0.7) : showValues(p, p.lo - up, p.hi - up)),
      Home: () => show(data.from, data.from + view.b - view.a), End: () => show(data.to - (view.b - view.a), data.to), 0: reset, Escape: reset,
    }[e.key];
    if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    act();
  });
}

// The middle of some points, and how far apart two of them are.
function spread(ps) {
  const x = ps.reduce((s, q) => s + q.x, 0) / ps.length, y = ps.reduce((s, q) => s + q.y, 0) / ps.length;
  return { x, y, far: ps.length > 1 ? Math.abs(ps[0].x - ps[1].x) : 0 };
}

// Shows what is pointed at.
function point(p, e, at) {
  const b = p.box();
  if (at.x < b.x || at.x > b.x + b.w || at.y < b.y || at.y > b.y + b.h) { cursor = null; hideTip(); soon(); return; }
  cursor = p.toTime(at.x);
  soon();
  const lines = p.tip(at.x, at.y), tip = byId("tip");
  if (!lines.length) { hideTip(); return; }
  const time = lines[0].time === undefined ? cursor : lines[0].time;
  tip.replaceChildren(figure(time, view.b - view.a) + " ms");
  for (const l of lines) {
    const i = document.createElement("i");
    if (l.colour !== undefined) i.className = "c" + (l.colour % 8); else i.hidden = true;
    tip.append("\n", i, l.text);
  }
  tip.hidden = false;
  const w = tip.offsetWidth, h = tip.offsetHeight;
  tip.style.left = Math.max(4, e.clientX + 16 + w > innerWidth ? e.clientX - w - 12 : e.clientX + 16) + "px";
  tip.style.top = Math.max(4, Math.min(e.clientY + 14, innerHeight - h - 4)) + "px";
}
function hideTip() { byId("tip").hidden = true; }

// A button that hides and shows something.
function toggles(button, what) {
  button.addEventListener("click", () => {
    what.hidden = !what.hidden;
    button.setAttribute("aria-pressed", String(!what.hidden));
    redraw();
  });
}

// A group that is pointed at shows which arrows are its own.
for (const n of document.querySelectorAll(".net .node")) {
  const mark = (on) => {
    for (const e of document.querySelectorAll(".net .edge")) e.classList.toggle("pale", on && e.dataset.from !== n.dataset.node && e.dataset.to !== n.dataset.node);
  };
  for (const on of ["pointerenter", "focus"]) n.addEventListener(on, () => mark(true));
  for (const off of ["pointerleave", "blur"]) n.addEventListener(off, () => mark(false));
}

if (byId("raster")) {
  const raster = new Raster(byId("raster")), rate = byId("rate");
  raster.timeLabel = !rate;
  // A row need not be higher than a spike is.
  raster.canvas.style.maxHeight = 34 * Math.ceil(raster.hi - raster.lo) + (rate ? 24 : 54) + "px";
  addPanel(raster);
  if (rate) addPanel(new Rate(rate));
  for (const k of document.querySelectorAll("[data-train]")) toggles(k, data.trains[k.dataset.train]);
}
data.traces.forEach((t, n) => {
  if (t.heat) {
    addPanel(new Heat(byId("heat" + n), t));
    const ramp = document.createElement("i"), span = t.heat.high - t.heat.low;
    ramp.className = "ramp";
    byId("scale" + n).append(t.name + (t.unit ? " (" + t.unit + ")" : "") + ": " + figure(t.heat.low, span), ramp, figure(t.heat.high, span));
  }
  addPanel(new Trace(byId("trace" + n), t));
  if (t.columns.length < 2) {
    byId("key" + n).textContent = t.columns.length ? t.columns[0].name : "";
    return;
  }
  t.columns.forEach((c) => {
    const b = document.createElement("button"), i = document.createElement("i");
    b.type = "button"; b.className = "key"; b.setAttribute("aria-pressed", "true");
    i.className = "c" + (c.colour % 8);
    b.append(i, c.name);
    toggles(b, c);
    byId("key" + n).append(b);
  });
});
if (panels.length) {
  byId("in").addEventListener("click", () => zoom(0.5));
  byId("out").addEventListener("click", () => zoom(2));
  byId("reset").addEventListener("click", reset);
  new ResizeObserver(redraw).observe(document.querySelector("main"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => { light = true; stale = true; paint(); });
  addEventListener("afterprint", () => { light = false; redraw(); });
  paint();
}
