// Shared by all widgets: elements, an SVG picture whose parts are kept between draws, scales, numbers.
// Colours come from widgets.css, which reads JupyterLab's theme: a change of theme needs no redraw.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A picture: put() makes a part at its first draw and moves it afterwards, so that a focused part
// keeps its focus; draw() drops the parts that were not put again.
class Picture {
  constructor(label) {
    this.svg = document.createElementNS(SVG_NAMESPACE, "svg");
    this.svg.classList.add("w2v-picture");
    this.svg.setAttribute("role", "group");
    this.svg.setAttribute("aria-label", label);
    this.parts = new Map();
  }

  draw(width, height, paint) {
    this.used = new Set();
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
      this.svg.setAttribute(name, value);
    paint();
    for (const [key, node] of this.parts) {
      if (this.used.has(key)) continue;
      node.remove();
      this.parts.delete(key);
    }
  }

  put(key, tag, attributes, text) {
    let node = this.parts.get(key);
    if (!node) {
      node = this.svg.appendChild(document.createElementNS(SVG_NAMESPACE, tag));
      this.parts.set(key, node);
    }
    this.used.add(key);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined && node.textContent !== text) node.textContent = text;
    return node;
  }

  line(key, x1, y1, x2, y2, kind) {
    return this.put(key, "line", { x1, y1, x2, y2, class: kind });
  }

  rect(key, x, y, width, height, kind) {
    return this.put(key, "rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), class: kind });
  }

  text(key, x, y, text, kind, anchor = "middle") {
    return this.put(key, "text", { x, y, class: kind, "text-anchor": anchor }, text);
  }

  // An upright arrow from y1 to y2, its head shrinking with it; no head where there is no length.
  arrow(key, x, y1, y2, kind) {
    const length = Math.abs(y2 - y1), head = Math.min(11, length), way = Math.sign(y2 - y1);
    this.line(`${key} shaft`, x, y1, x, y2 - way * head * 0.7, `${kind} w2v-shaft`);
    const tip = `M${x} ${y2}l${-head * 0.75} ${-way * head}h${head * 1.5}z`;
    this.put(`${key} head`, "path", { d: tip, class: `${kind} w2v-head` });
  }

  curve(key, points, kind) {
    const d = points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
    return this.put(key, "path", { d, class: kind });
  }

  // Where a pointer is, in the picture's own units.
  place(event) {
    const box = this.svg.getBoundingClientRect(), size = this.svg.viewBox.baseVal;
    return [((event.clientX - box.left) * size.width) / box.width, ((event.clientY - box.top) * size.height) / box.height];
  }
}

function scale([from, to], [start, end]) {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

// A float64 buffer from Python; copied, because the message it came in may start at any byte.
function floats(view) {
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

function nearest(values, wanted) {
  let best = 0;
  values.forEach((value, i) => { if (Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = i; });
  return best;
}

function powerOfTen(value) {
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const digits = [...String(exponent)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("");
  return `${(value / 10 ** exponent).toFixed(1)}·10${digits}`.replace("-", "−");
}

// A number to read: fixed digits, a real minus, and powers of ten where fixed digits would say 0.
function number(value, digits = 3) {
  if (value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits) return Math.abs(value) < 1e-12 ? "0" : powerOfTen(value);
  return value.toFixed(digits).replace("-", "−");
}

function signed(value, digits = 3) {
  const text = number(value, digits);
  return value > 0 && text !== "0" ? `+${text}` : text;
}
