// Logits, prediction and error of one softmax. Each column is a word; dragging its logit picks another frame.
// The only arithmetic done here is e = y - t, the difference that the arrows draw.

// The rows from top to bottom, in pixels: logits, prediction, error, balance.
const LEFT = 34, RIGHT = 14, ROW_GAP = 40;
const LOGIT_TOP = 50, LOGIT_BOTTOM = LOGIT_TOP + 122;
const Y_TOP = LOGIT_BOTTOM + ROW_GAP, Y_BOTTOM = Y_TOP + 84;
const E_TOP = Y_BOTTOM + ROW_GAP, E_BOTTOM = E_TOP + 136;
const BALANCE_TOP = E_BOTTOM + ROW_GAP - 6, HEIGHT = BALANCE_TOP + 44;
const toPrediction = scale([0, 1], [Y_BOTTOM, Y_TOP]), toError = scale([-1, 1], [E_BOTTOM, E_TOP]);

function readFrames(model) {
  const frames = model.get("frames"), [shifts, words, places] = frames.shape;
  const [positions, y, logSum, losses] = ["positions", "y", "log_sum", "losses"].map((name) => floats(frames[name]));
  const row = (array, shift, word, place) => {
    const at = ((shift * words + word) * places + place) * words;
    return Array.from(array.subarray(at, at + words));
  };
  return {
    count: places, rest: frames.rest, logits: frames.logits, shifts: frames.shifts,
    reach: [positions[0], positions[places - 1]],
    position: (word, place) => positions[word * places + place],
    positionsOf: (word) => positions.subarray(word * places, (word + 1) * places),
    y: (s) => row(y, s.shift, s.word, s.place),
    loss: (s) => row(losses, s.shift, s.word, s.place)[s.target],
    logSum: (s) => logSum[(s.shift * words + s.word) * places + s.place],
  };
}

// Everything that is drawn, from the frames and the state.
function look(frames, state) {
  const u = frames.logits.map((value, j) => (j === state.word ? frames.position(j, state.place) : value));
  const y = frames.y(state), t = y.map((_, j) => Number(j === state.target));
  const e = y.map((value, j) => value - t[j]);
  return { u, y, t, e, loss: frames.loss(state), logSum: frames.logSum(state) };
}

function paintRowTitle(picture, key, y, name, meaning, width) {
  picture.text(`${key} name`, 0, y, name, "w2v-row-title", "start");
  const from = 14 + 7.6 * name.length;
  if (from + 6.3 * meaning.length < width) picture.text(`${key} meaning`, from, y, meaning, "w2v-quiet", "start");
}

function paintTicks(picture, key, width, ticks, toY, label) {
  for (const tick of ticks) {
    picture.line(`${key} grid ${tick}`, LEFT, toY(tick), width - RIGHT, toY(tick), tick === 0 ? "w2v-axis" : "w2v-grid");
    picture.text(`${key} tick ${tick}`, LEFT - 6, toY(tick) + 4, label(tick), "w2v-tick", "end");
  }
}

function paintLogit(picture, x, j, now, toY, frames, words, narrow) {
  picture.line(`track ${j}`, x, toY(frames.reach[0]), x, toY(frames.reach[1]), "w2v-track");
  const value = number(now.u[j] + now.shift, 2), chosen = now.word === j;
  picture.put(`ring ${j}`, "circle", { cx: x, cy: toY(now.u[j]), r: 14, class: "w2v-ring" });
  const handle = picture.put(`handle ${j}`, "circle", {
    cx: x, cy: toY(now.u[j]), r: 9, class: `w2v-handle${chosen ? " w2v-chosen" : ""}`, tabindex: 0, role: "slider",
    "aria-label": `logit of ${words[j]}`, "aria-orientation": "vertical", "aria-valuenow": now.u[j] + now.shift,
    "aria-valuemin": frames.reach[0] + now.shift, "aria-valuemax": frames.reach[1] + now.shift,
    "aria-valuetext": `u ${value}, y ${number(now.y[j])}, error ${signed(now.e[j])}`, "data-word": j,
  });
  focusable(handle);
  const [dx, dy, anchor] = narrow ? [0, -16, "middle"] : [17, 4, "start"];
  picture.text(`u ${j}`, x + dx, toY(now.u[j]) + dy, value, "w2v-value w2v-halo", anchor);
}

function paintPrediction(picture, x, j, now, before, barWidth) {
  const top = toPrediction(now.y[j]), was = toPrediction(before[j]), truth = toPrediction(now.t[j]);
  picture.rect(`bar ${j}`, x - barWidth / 2, top, barWidth, Y_BOTTOM - top, "w2v-bar-y");
  if (Math.abs(was - top) > 0.5)
    for (const side of [-1, 1])
      picture.line(`before ${j} ${side}`, x + side * (barWidth / 2 + 3), was, x + side * (barWidth / 2 + 12), was, "w2v-was");
  picture.put(`truth ${j}`, "path", { d: `M${x} ${truth - 6}l6 6-6 6-6-6z`, class: "w2v-truth" });
  picture.text(`y ${j}`, x, top - (now.y[j] < 0.12 ? 12 : 6), number(now.y[j]), "w2v-value w2v-halo");
}

function paintError(picture, x, j, now) {
  const up = now.e[j] > 0, tip = toError(now.e[j]);
  picture.arrow(`e ${j}`, x, toError(0), tip, up ? "w2v-over" : "w2v-under");
  picture.text(`e value ${j}`, x, tip + (up ? -6 : 15), signed(now.e[j]), "w2v-value w2v-halo");
}

// What pulls down on the left, what pushes up on the right: always the same length.
function paintBalance(picture, now, width) {
  const middle = LEFT + (width - LEFT - RIGHT) / 2, unit = (width - LEFT - RIGHT) / 2;
  const ends = { "-1": middle, 1: middle };
  now.e.forEach((e, j) => {
    const way = Math.sign(e) || 1, length = Math.abs(e) * unit, from = ends[way];
    ends[way] += way * length;
    picture.rect(`share ${j}`, Math.min(from, ends[way]), BALANCE_TOP + 8, length, 16, e > 0 ? "w2v-over w2v-share" : "w2v-under w2v-share");
  });
  picture.line("pivot", middle, BALANCE_TOP + 2, middle, BALANCE_TOP + 30, "w2v-axis");
  const sum = (way) => now.e.reduce((total, e) => total + (Math.sign(e) === way ? e : 0), 0);
  picture.text("below", middle - 8, BALANCE_TOP + 42, signed(sum(-1)), "w2v-value", "end");
  picture.text("above", middle + 8, BALANCE_TOP + 42, signed(sum(1)), "w2v-value", "start");
}

function paintRows(picture, now, reach, toLogit, width) {
  const rows = [
    ["u", LOGIT_TOP, "logits u", "drag one, or focus it and press the arrow keys"],
    ["y", Y_TOP, "prediction y = softmax(u)", "◇ is the truth t; a line on each side: where y was"],
    ["e", E_TOP, "error e = y − t", "up: predicted too much, down: too little; descent moves u the other way"],
    ["s", BALANCE_TOP + 12, "Σ e = 0", "laid end to end, what points down is as long as what points up"],
  ];
  for (const [key, top, name, meaning] of rows) paintRowTitle(picture, key, top - 15, name, meaning, width);
  const [low, high] = reach;
  paintTicks(picture, "u", width, [low, low / 2, 0, high / 2, high], toLogit, (v) => number(v + now.shift, 0));
  paintTicks(picture, "y", width, [0, 0.5, 1], toPrediction, String);
  paintTicks(picture, "e", width, [-1, 0, 1], toError, (v) => signed(v, 0));
}

function paint(picture, now, before, frames, words, width) {
  const column = (width - LEFT - RIGHT) / words.length, toLogit = scale(frames.reach, [LOGIT_BOTTOM, LOGIT_TOP]);
  picture.rect("target", LEFT + column * now.target, 0, column, E_BOTTOM + 6, "w2v-target");
  paintRows(picture, now, frames.reach, toLogit, width);
  words.forEach((word, j) => {
    const x = LEFT + column * (j + 0.5), isTarget = j === now.target;
    picture.text(`word ${j}`, x, 16, isTarget ? `◇ ${word}` : word, isTarget ? "w2v-word w2v-strong" : "w2v-word");
    paintPrediction(picture, x, j, now, before, Math.min(34, column * 0.45));
    paintError(picture, x, j, now);
    paintLogit(picture, x, j, now, toLogit, frames, words, column < 110);
  });
  paintBalance(picture, now, width);
}

function sentence(now, before, words) {
  const change = now.y[now.word] - before[now.word], size = number(Math.abs(change));
  if (now.alone) return "Without a kernel one logit moves at a time; the others went back to their start.";
  if (now.shift)
    return `Each u is ${now.shift} higher, and Σ exp(u) is ${powerOfTen(Math.exp(now.logSum))}, more than float32 can hold. ` +
      "y did not move: only the differences between logits count.";
  if (Math.abs(change) < 5e-4) return "Move a logit: its own y answers, and so do all the others.";
  const [way, others] = change > 0 ? ["rises", "lose"] : ["falls", "gain"];
  return `y(${words[now.word]}) ${way} by ${size}; the others ${others} ${size} between them.`;
}

class SoftmaxArrows {
  constructor(model, el) {
    Object.assign(this, { model, words: model.get("words"), frames: readFrames(model), width: 0, held: false });
    const target = model.get("target");
    this.state = { word: target, target, shift: 0, place: this.frames.rest[target] };
    this.before = this.frames.y(this.state);
    this.root = frame(el, "softmax-arrows", "Softmax: one logit moves, all arrows rebalance");
    this.picture = new Picture("Logits, prediction and error of each word");
    this.commit = settled(() => this.send());
    this.build();
    this.listen();
    this.draw();
  }

  build() {
    const { words, state } = this;
    this.said = spoken();
    this.loss = element("output", { class: "w2v-output" });
    this.sweep = player({
      label: "sweep a logit", count: () => this.frames.count, reset: () => this.reset(),
      go: (place) => this.move(place), say: (place) => `u = ${number(this.frames.position(state.word, place), 1)}`,
    });
    this.truth = choice("true word", words, state.target, (j) => { state.target = j; this.draw(); this.commit.later(); });
    this.add = toggle("add 100 to every logit", false, (on) => { state.shift = Number(on); this.draw(); });
    this.numbers = numbersTable("What is drawn now", ["word", "logit u", "prediction y", "truth t", "error e = y − t"]);
    this.root.append(this.picture.svg, ...this.said.nodes, this.sweep.node,
      bar(this.truth.node, this.add, this.loss), this.numbers.node);
  }

  draw() {
    const { state, frames, words, before } = this;
    const now = { ...look(frames, state), ...state, shift: frames.shifts[state.shift], alone: this.alone };
    if (this.width) this.picture.draw(this.width, HEIGHT, () => paint(this.picture, now, before, frames, words, this.width));
    this.said.say(sentence(now, before, words));
    this.loss.textContent = `loss E = −log y(${words[now.target]}) = ${number(now.loss)}`;
    this.sweep.show(state.place, `sweep the logit of ${words[state.word]}`);
    const sum = (values) => values.reduce((a, b) => a + b);
    this.numbers.fill([
      ...words.map((w, j) => [w, number(now.u[j] + now.shift, 2), number(now.y[j]), now.t[j], signed(now.e[j])]),
      ["sum", "", number(sum(now.y)), sum(now.t), number(sum(now.e))]]);
    expose(this.root, { word: state.word, place: state.place, target: state.target, shift: now.shift,
      logits: now.u, y: now.y, e: now.e, loss: now.loss });
  }

  // Take hold of a word's logit: from here on changes are measured.
  take(word) {
    if (word !== this.state.word) {
      const waiting = this.commit.now();
      this.alone = !waiting && this.sent && this.sent.some((u, j) => u !== this.frames.logits[j]);
      Object.assign(this.state, { word, place: this.frames.rest[word] });
    }
    this.before = this.frames.y(this.state);
    this.draw();
  }

  move(place) {
    this.state.place = Math.max(0, Math.min(this.frames.count - 1, place));
    this.alone = false;
    this.draw();
    this.commit.later();
  }

  // Tell the kernel, which answers with frames around the new logits. Without a kernel nothing answers.
  send() {
    if (this.held || this.sweep.playing()) return this.commit.later();
    this.sent = look(this.frames, this.state).u;
    this.model.set("logits", this.sent);
    this.model.set("target", this.state.target);
    this.model.save_changes();
  }

  reset() {
    Object.assign(this.state, { place: this.frames.rest[this.state.word], shift: 0 });
    Object.assign(this, { before: this.frames.y(this.state), alone: false, sent: null });
    this.add.setAttribute("aria-pressed", false);
    this.commit.cancel();
    this.model.set("logits", this.model.get("start"));
    this.model.save_changes();
    this.draw();
  }

  // New frames: a logit that is being moved stays where the hand is.
  refresh() {
    const moved = this.state.place !== this.frames.rest[this.state.word];
    this.frames = readFrames(this.model);
    if (!moved) this.state.place = this.frames.rest[this.state.word];
    this.alone = false;
    this.draw();
  }

  listen() {
    const { svg } = this.picture;
    svg.addEventListener("pointerdown", (event) => this.grab(event));
    svg.addEventListener("pointermove", (event) => this.follow(event));
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { this.held = false; });
    svg.addEventListener("focusin", ({ target }) => { if (target.dataset.word) this.take(Number(target.dataset.word)); });
    svg.addEventListener("keydown", (event) => this.press(event));
    const refresh = () => this.refresh();
    const aim = () => { this.state.target = this.model.get("target"); this.truth.show(this.state.target); this.draw(); };
    this.model.on("change:frames", refresh);
    this.model.on("change:target", aim);
    const unfit = fitted(this.root, (width) => { this.width = width; this.draw(); });
    this.leave = () => {
      unfit();
      this.sweep.pause();
      this.commit.cancel();
      this.model.off("change:frames", refresh);
      this.model.off("change:target", aim);
    };
  }

  grab(event) {
    const [x, y] = this.picture.place(event);
    const j = Math.floor(((x - LEFT) / (this.width - LEFT - RIGHT)) * this.words.length);
    if (j < 0 || j >= this.words.length || y > LOGIT_BOTTOM + 14) return;
    event.preventDefault();
    this.sweep.pause();
    this.picture.parts.get(`handle ${j}`).focus({ preventScroll: true });
    this.take(j);
    this.held = true;
    this.picture.svg.setPointerCapture(event.pointerId);
    this.follow(event);
  }

  follow(event) {
    if (!this.held) return;
    const toValue = scale([LOGIT_BOTTOM, LOGIT_TOP], this.frames.reach);
    const wanted = toValue(this.picture.place(event)[1]);
    this.move(nearest(this.frames.positionsOf(this.state.word), wanted));
  }

  press(event) {
    const to = stepFor(event.key, this.state.place, this.frames.count);
    if (to === undefined) return;
    event.preventDefault();
    this.sweep.pause();
    this.move(to);
  }
}

function render({ model, el }) {
  const view = new SoftmaxArrows(model, el);
  return () => view.leave();
}

export default { render };
