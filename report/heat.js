// The colours of numbers: viridis.
const viridis = ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"].map(rgb);

function shade(x) {
  const k = Math.min(7, Math.floor(x * 8)), part = x * 8 - k;
  return viridis[k].map((c, i) => c + part * (viridis[k + 1][i] - c));
}

// Heat draws the values of many elements over time, as colours.
class Heat extends Panel {
  constructor(canvas, t) {
    super(canvas, t.heat.picks ? "recorded element" : "element", -0.5, t.heat.elements - 0.5);
    this.whole = true; this.trace = t;
    const h = t.heat, c = document.createElement("canvas");
    c.width = h.across; c.height = h.up;
    const g = c.getContext("2d"), img = g.createImageData(h.across, h.up);
    for (let a = 0; a < h.across; a++) {
      for (let u = 0; u < h.up; u++) {
        const x = h.cells[a * h.up + u], at = 4 * ((h.up - 1 - u) * h.across + a);
        if (x) img.data.set([...shade((x - 1) / 254), 255], at);
      }
    }
    g.putImageData(img, 0, 0);
    this.picture = c;
  }
  draw(g, b) {
    const h = this.trace.heat, end = h.start + h.dt * h.across;
    g.imageSmoothingEnabled = false;
    const left = this.toX(h.start), top = this.toY(h.elements - 0.5);
    g.drawImage(this.picture, left, top, this.toX(end) - left, this.toY(-0.5) - top);
    return "";
  }
  tip(x, y) {
    const h = this.trace.heat, a = Math.floor((this.toTime(x) - h.start) / h.dt), j = Math.round(this.toValue(y));
    const cell = h.cells[a * h.up + Math.floor(j * h.up / h.elements)];
    if (a < 0 || a >= h.across || j < 0 || j >= h.elements || !cell) return [];
    const many = h.up < h.elements, value = h.low + (cell - 1) / 254 * (h.high - h.low);
    return [{ text: "≈ " + figure(value, h.high - h.low) + (this.trace.unit ? " " + this.trace.unit : "") + ", " + (many ? "around element " : "element ") + (h.picks ? h.picks[j] : h.first + j) }];
  }
}
