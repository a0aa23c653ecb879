// σ(x) and the loss −log σ(x), each with its tangent at x. All values come from Python's frames.

const PANEL_TOP = 34, PANEL_HEIGHT = 190, MARGIN = 40, FLAT = 0.02;

const CURVES = {
  sigma: { name: "σ(x)", kind: "w2v-sigma" },
  loss: { name: "−log σ(x)", kind: "w2v-loss" },
  square: { name: "½(1 − σ(x))²", kind: "w2v-square" },
};

function readCurves(model) {
  const frames = model.get("frames"), curves = { rest: frames.rest };
  for (const name of ["x", "sigma", "sigma_slope", "loss", "loss_slope", "square", "square_slope"]) curves[name] = floats(frames[name]);
  return curves;
}

// Where the panels lie: side by side where there is room, else one below the other.
function panels(width, limit) {
  const wide = width >= 600, panelWidth = wide ? (width - MARGIN) / 2 : width;
  const place = (i) => {
    const left = wide ? i * (panelWidth + MARGIN) : 0, top = PANEL_TOP + (wide ? 0 : i * (PANEL_HEIGHT + 78));
    const sides = { left: left + 30, right: left + panelWidth - 8, top, bottom: top + PANEL_HEIGHT };
    return { ...sides, toX: scale([-limit, limit], [sides.left, sides.right]) };
  };
  const [left, right] = [place(0), place(1)];
  left.toY = scale([0, 1], [left.bottom, left.top]);
  right.toY = scale([0, limit], [right.bottom, right.top]);
  return { left, right, height: right.bottom + 30 };
}

function paintAxes(picture, key, panel, title, ticks, limit) {
  picture.text(`${key} title`, panel.left - 30, panel.top - 16, title, "w2v-row-title", "start");
  for (const tick of ticks) {
    picture.line(`${key} grid ${tick}`, panel.left, panel.toY(tick), panel.right, panel.toY(tick), tick ? "w2v-grid" : "w2v-axis");
    picture.text(`${key} tick ${tick}`, panel.left - 6, panel.toY(tick) + 4, String(tick), "w2v-tick", "end");
  }
  for (const tick of [-limit, -limit / 2, 0, limit / 2, limit]) {
    const text = number(tick, Number.isInteger(tick) ? 0 : 1);
    picture.text(`${key} x ${tick}`, panel.toX(tick), panel.bottom + 17, tick === 0 ? `x = ${text}` : text, "w2v-tick");
  }
}

// Grey where a slope has all but gone, and a word that says so.
function paintFlat(picture, key, panel, xs, slopes) {
  let from = null;
  const zones = [];
  xs.forEach((x, i) => {
    if (Math.abs(slopes[i]) >= FLAT) from = null;
    else if (from === null) zones.push([(from = x), x]);
    else zones[zones.length - 1][1] = x;
  });
  zones.forEach(([start, end], i) => {
    picture.rect(`${key} flat ${i}`, panel.toX(start), panel.top, panel.toX(end) - panel.toX(start), panel.bottom - panel.top, "w2v-flat");
    picture.text(`${key} word ${i}`, panel.toX(start) + 8, (panel.top + panel.bottom) / 2 - 6, "flat", "w2v-quiet", "start");
  });
}

function paintCurve(picture, name, panel, curves) {
  const points = Array.from(curves.x, (x, i) => [panel.toX(x), panel.toY(curves[name][i])]);
  picture.curve(`${name} curve`, points, `w2v-curve ${CURVES[name].kind}`);
}

// A piece of the tangent, as long whatever its slope, but kept inside the panel.
function paintTangent(picture, name, panel, curves, place) {
  const x = panel.toX(curves.x[place]), y = panel.toY(curves[name][place]), slope = curves[`${name}_slope`][place];
  const steep = slope * ((panel.toY(1) - panel.toY(0)) / (panel.toX(1) - panel.toX(0)));
  const reach = 65 / Math.hypot(1, steep), before = Math.min(reach, x - panel.left), after = Math.min(reach, panel.right - x);
  picture.line(`${name} tangent`, x - before, y - before * steep, x + after, y + after * steep, "w2v-tangent");
  return [x, y];
}

// The slope as a number, on the side where the curve is not: above its bend, or below where there is no room.
function paintSlope(picture, name, panel, [x, y], slope) {
  const nearLeft = x < panel.left + 46, nearRight = x > panel.right - 90, low = y < panel.top + 34;
  const anchor = nearLeft ? "start" : nearRight || (name === "sigma" && slope > 0.1) ? "end" : name === "sigma" ? "middle" : "start";
  const shift = { start: 14, middle: 0, end: -14 }[anchor];
  picture.text(`${name} slope`, x + shift, y + (low ? 30 : -18), `slope ${signed(slope, 4)}`, "w2v-value w2v-strong w2v-halo", anchor);
}

function paintHandle(picture, name, [x, y], now) {
  picture.put(`${name} ring`, "circle", { cx: x, cy: y, r: 14, class: "w2v-ring" });
  focusable(picture.put(`${name} handle`, "circle", {
    cx: x, cy: y, r: 8, class: `w2v-handle w2v-chosen ${CURVES[name].kind}`, tabindex: 0, role: "slider",
    "aria-label": `x on ${CURVES[name].name}`, "aria-valuenow": now.x, "aria-valuemin": -now.limit, "aria-valuemax": now.limit,
    "aria-valuetext": `x ${number(now.x, 2)}, ${CURVES[name].name} ${number(now[name], 4)}, slope ${number(now[`${name}_slope`], 4)}`,
  }));
}

function paint(picture, now, curves, room) {
  const { left, right } = room, half = now.limit / 2;
  const lossTicks = [0, half, now.limit].map((tick) => Math.round(tick * 10) / 10);
  paintFlat(picture, "sigma", left, curves.x, curves.sigma_slope);
  paintFlat(picture, "loss", right, curves.x, curves.loss_slope);
  paintAxes(picture, "sigma", left, "σ(x), the prediction", [0, 0.5, 1], now.limit);
  paintAxes(picture, "loss", right, "−log σ(x), its loss when the truth is 1", lossTicks, now.limit);
  for (const panel of [left, right]) picture.line(`x ${panel === left}`, panel.toX(now.x), panel.top, panel.toX(now.x), panel.bottom, "w2v-here");
  const drawn = [["sigma", left], ["loss", right], ...(now.squared ? [["square", right]] : [])];
  for (const [name, panel] of drawn) paintCurve(picture, name, panel, curves);
  for (const [name, panel] of drawn) {
    const point = paintTangent(picture, name, panel, curves, now.place);
    if (name === "square") continue;
    paintSlope(picture, name, panel, point, now[`${name}_slope`]);
    paintHandle(picture, name, point, now);
  }
}

function sentence(now) {
  const slopes = `σ′ = ${number(now.sigma_slope, 4)}, while −log σ slopes at ${number(now.loss_slope, 4)}`;
  const square = now.squared ? ` The squared error slopes at ${number(now.square_slope, 4)}.` : "";
  if (now.sigma < 0.05) return `Confidently wrong: σ is flat here, ${slopes}: the loss still says which way to go.${square}`;
  if (now.sigma > 0.95) return `Confidently right: both are flat, ${slopes}, and little is left to learn.${square}`;
  return `Not sure yet: ${slopes}.${square}`;
}

class SigmoidTangent {
  constructor(model, el) {
    Object.assign(this, { model, limit: model.get("limit"), curves: readCurves(model), width: 0, held: null });
    this.state = { place: this.curves.rest, squared: model.get("squared_error") };
    this.root = frame(el, "sigmoid-tangent", "The sigmoid and its loss: whose slope survives?");
    this.picture = new Picture("σ of x and minus log σ of x with their tangents");
    this.commit = settled(() => this.send());
    this.build();
    this.listen();
    this.draw();
  }

  build() {
    this.said = spoken();
    this.meters = meters("size of the slope here");
    this.numbers = numbersTable("Along the axis, and at x", ["x", "σ(x)", "σ′(x)", "−log σ(x)", "its slope", "½(1 − σ)²", "its slope"]);
    this.walk = player({
      label: "sweep x", count: () => this.curves.x.length, reset: () => this.reset(),
      go: (place) => this.move(place), say: (place) => `x = ${number(this.curves.x[place], 2)}`,
    });
    this.square = toggle("compare with the squared error", this.state.squared, (on) => { this.state.squared = on; this.draw(); });
    this.place = element("output", { class: "w2v-output" });
    this.root.append(this.picture.svg, this.meters.node, ...this.said.nodes, this.walk.node, bar(this.square, this.place), this.numbers.node);
  }

  // The frame that is shown: every curve's value at the place, and the state.
  now() {
    const values = {};
    for (const [name, curve] of Object.entries(this.curves)) if (name !== "rest") values[name] = curve[this.state.place];
    return { ...values, ...this.state, limit: this.limit };
  }

  draw() {
    const now = this.now(), room = panels(this.width, this.limit);
    if (this.width) this.picture.draw(this.width, room.height, () => paint(this.picture, now, this.curves, room));
    this.room = room;
    const shown = now.squared ? ["sigma", "loss", "square"] : ["sigma", "loss"];
    this.meters.show(shown.map((name) => [CURVES[name].name, now[`${name}_slope`], CURVES[name].kind]));
    this.said.say(sentence(now));
    this.place.textContent = `x = ${number(now.x, 2)} · σ(x) = ${number(now.sigma, 4)}`;
    this.walk.show(now.place);
    this.fill();
    expose(this.root, { place: now.place, x: now.x, sigma: now.sigma, sigmaSlope: now.sigma_slope, loss: now.loss,
      lossSlope: now.loss_slope, squareSlope: now.square_slope, squared: now.squared });
  }

  fill() {
    const { curves, state } = this, last = curves.x.length - 1;
    const places = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => Math.round((i * last) / 8)));
    const rows = [...places.add(state.place)].sort((a, b) => a - b).map((i) => [
      number(curves.x[i], 2) + (i === state.place ? " (now)" : ""),
      ...["sigma", "sigma_slope", "loss", "loss_slope", "square", "square_slope"].map((name) => number(curves[name][i], 5))]);
    this.numbers.fill(rows);
  }

  move(place) {
    this.state.place = Math.max(0, Math.min(this.curves.x.length - 1, place));
    this.draw();
    this.commit.later();
  }

  send() {
    if (this.held || this.walk.playing()) return this.commit.later();
    this.model.set("x", this.curves.x[this.state.place]);
    this.model.save_changes();
  }

  reset() {
    this.commit.cancel();
    this.state.place = nearest(this.curves.x, this.model.get("start"));
    this.model.set("x", this.model.get("start"));
    this.model.save_changes();
    this.draw();
  }

  listen() {
    const { svg } = this.picture;
    svg.addEventListener("pointerdown", (event) => this.grab(event));
    svg.addEventListener("pointermove", (event) => this.follow(event));
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { this.held = null; });
    svg.addEventListener("keydown", (event) => this.press(event));
    const refresh = () => {
      this.curves = readCurves(this.model);
      this.state.place = this.curves.rest;
      this.draw();
    };
    this.model.on("change:frames", refresh);
    const unfit = fitted(this.root, (width) => { this.width = width; this.draw(); });
    this.leave = () => {
      unfit();
      this.walk.pause();
      this.commit.cancel();
      this.model.off("change:frames", refresh);
    };
  }

  grab(event) {
    const [x, y] = this.picture.place(event);
    const inside = (p) => x > p.left - 12 && x < p.right + 12 && y > p.top - 12 && y < p.bottom + 12;
    const name = inside(this.room.left) ? "sigma" : inside(this.room.right) ? "loss" : null;
    if (!name) return;
    event.preventDefault();
    this.walk.pause();
    this.held = name === "sigma" ? this.room.left : this.room.right;
    this.picture.svg.setPointerCapture(event.pointerId);
    this.picture.parts.get(`${name} handle`).focus({ preventScroll: true });
    this.follow(event);
  }

  follow(event) {
    if (!this.held) return;
    const toValue = scale([this.held.left, this.held.right], [-this.limit, this.limit]);
    this.move(nearest(this.curves.x, toValue(this.picture.place(event)[0])));
  }

  press(event) {
    const to = stepFor(event.key, this.state.place, this.curves.x.length);
    if (to === undefined) return;
    event.preventDefault();
    this.walk.pause();
    this.move(to);
  }
}

function render({ model, el }) {
  const view = new SigmoidTangent(model, el);
  return () => view.leave();
}

export default { render };
