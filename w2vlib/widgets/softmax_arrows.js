// Logits, prediction and error of one softmax. Each column is a word; dragging its logit picks another frame.
// The only arithmetic done here is e = y - t, the difference that the arrows draw.

const LOGIT_TOP = 52, LOGIT_HEIGHT = 150, ROW_GAP = 44;
const Y_TOP = LOGIT_TOP + LOGIT_HEIGHT + ROW_GAP, UNIT = 96;
const E_TOP = Y_TOP + UNIT + ROW_GAP;
const BALANCE_TOP = E_TOP + 2 * UNIT * 0.75 + ROW_GAP - 4;
const HEIGHT = BALANCE_TOP + 46, LEFT = 34, RIGHT = 6;

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
  const title = picture.put(key, "text", { x: 0, y, class: "w2v-row-title" });
  if (title.dataset.wide !== String(width > 480)) {
    title.dataset.wide = width > 480;
    title.innerHTML = `${name}<tspan class="w2v-quiet" dx="8">${width > 480 ? meaning : ""}</tspan>`;
  }
}

function paintTicks(picture, key, width, ticks, toY, label) {
  for (const tick of ticks) {
    picture.line(`${key} grid ${tick}`, LEFT, toY(tick), width - RIGHT, toY(tick), tick === 0 ? "w2v-axis" : "w2v-grid");
    picture.text(`${key} tick ${tick}`, LEFT - 6, toY(tick) + 4, label(tick), "w2v-tick", "end");
  }
}

function paintLogit(picture, x, j, now, toY, frames, words) {
  picture.line(`track ${j}`, x, toY(frames.reach[0]), x, toY(frames.reach[1]), "w2v-track");
  const value = number(now.u[j] + now.shift, 1), chosen = now.word === j;
  picture.put(`ring ${j}`, "circle", { cx: x, cy: toY(now.u[j]), r: 14, class: "w2v-ring" });
  const handle = picture.put(`handle ${j}`, "circle", {
    cx: x, cy: toY(now.u[j]), r: 9, class: `w2v-handle${chosen ? " w2v-chosen" : ""}`, tabindex: 0, role: "slider",
    "aria-label": `logit of ${words[j]}`, "aria-orientation": "vertical", "aria-valuenow": now.u[j] + now.shift,
    "aria-valuemin": frames.reach[0] + now.shift, "aria-valuemax": frames.reach[1] + now.shift,
    "aria-valuetext": `u ${value}, y ${number(now.y[j])}, error ${signed(now.e[j])}`, "data-word": j,
  });
  focusable(handle);
  picture.text(`u ${j}`, x + 14, toY(now.u[j]) + 4, value, "w2v-value", "start");
}

function paintPrediction(picture, x, j, now, before, barWidth) {
  const toY = scale([0, 1], [Y_TOP + UNIT, Y_TOP]);
  picture.rect(`bar ${j}`, x - barWidth / 2, toY(now.y[j]), barWidth, toY(0) - toY(now.y[j]), "w2v-bar-y");
  picture.line(`before ${j}`, x - barWidth / 2 - 5, toY(before[j]), x + barWidth / 2 + 5, toY(before[j]), "w2v-before");
  const at = toY(now.t[j]);
  picture.put(`truth ${j}`, "path", { d: `M${x} ${at - 7}l7 7l-7 7l-7-7z`, class: "w2v-truth" });
  picture.text(`y ${j}`, x, toY(now.y[j]) - (now.y[j] < 0.12 ? 12 : 6), number(now.y[j], 3), "w2v-value w2v-halo");
}

function paintError(picture, x, j, now) {
  const toY = scale([-1, 1], [E_TOP + UNIT * 1.5, E_TOP]), up = now.e[j] > 0;
  picture.arrow(`e ${j}`, x, toY(0), toY(now.e[j]), up ? "w2v-over" : "w2v-under");
  picture.text(`e value ${j}`, x, toY(now.e[j]) + (up ? -6 : 15), signed(now.e[j]), "w2v-value w2v-halo");
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

function paint(picture, now, before, frames, words, width) {
  const column = (width - LEFT - RIGHT) / words.length, center = (j) => LEFT + column * (j + 0.5);
  const toLogit = scale(frames.reach, [LOGIT_TOP + LOGIT_HEIGHT, LOGIT_TOP]);
  const far = frames.reach[1];
  paintRowTitle(picture, "title u", LOGIT_TOP - 16, "logits u", "drag one, or focus it and press the arrow keys", width);
  paintRowTitle(picture, "title y", Y_TOP - 16, "prediction y = softmax(u)", "bars; ◇ is the truth t, the dashed line where y was", width);
  paintRowTitle(picture, "title e", E_TOP - 16, "error e = y − t", "above 0: predicted too much; below 0: too little", width);
  paintRowTitle(picture, "title s", BALANCE_TOP - 4, "Σ e = 0", "laid end to end, the arrows below 0 are as long as those above", width);
  paintTicks(picture, "u", width, [-far, -far / 2, 0, far / 2, far], toLogit, (v) => number(v + now.shift, 0));
  paintTicks(picture, "y", width, [0, 0.5, 1], scale([0, 1], [Y_TOP + UNIT, Y_TOP]), (v) => String(v));
  paintTicks(picture, "e", width, [-1, 0, 1], scale([-1, 1], [E_TOP + UNIT * 1.5, E_TOP]), (v) => signed(v, 0));
  words.forEach((word, j) => {
    const x = center(j);
    picture.rect(`column ${j}`, x - column / 2, 18, column, HEIGHT - 70, j === now.target ? "w2v-column w2v-target" : "w2v-column");
    picture.text(`word ${j}`, x, 13, word, j === now.target ? "w2v-word w2v-strong" : "w2v-word");
    paintPrediction(picture, x, j, now, before, Math.min(34, column * 0.45));
    paintError(picture, x, j, now);
    paintLogit(picture, x, j, now, toLogit, frames, words);
  });
  paintBalance(picture, now, width);
}

function sentence(now, before, words) {
  const change = now.y[now.word] - before[now.word], size = number(Math.abs(change));
  const loss = `E = −log y(${words[now.target]}) = ${number(now.loss)}.`;
  if (now.alone) return `Without a kernel one logit moves at a time; the others went back to their start. ${loss}`;
  if (now.shift)
    return `Each u is ${now.shift} higher and Σ exp(u) is ${powerOfTen(Math.exp(now.logSum))}, more than float32 can hold. ` +
      `y did not move: only differences between logits count. ${loss}`;
  if (Math.abs(change) < 5e-4) return `${loss} Move a logit: its own y answers, and so do all the others.`;
  const [way, others] = change > 0 ? ["rises", "lose"] : ["falls", "gain"];
  return `y(${words[now.word]}) ${way} by ${size}; the others ${others} ${size} between them. ${loss}`;
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
      label: "logit", count: () => this.frames.count, reset: () => this.reset(),
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
    this.loss.textContent = `E = ${number(now.loss)}`;
    this.sweep.show(state.place, `logit of ${words[state.word]}`);
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
      this.commit.now();
      this.alone = this.sent && this.sent.some((u, j) => u !== this.frames.logits[j]);
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
    if (j < 0 || j >= this.words.length || y > LOGIT_TOP + LOGIT_HEIGHT + 14) return;
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
    const toValue = scale([LOGIT_TOP + LOGIT_HEIGHT, LOGIT_TOP], this.frames.reach);
    const wanted = toValue(this.picture.place(event)[1]);
    this.move(nearest(this.frames.positionsOf(this.state.word), wanted));
  }

  press(event) {
    const here = this.state.place;
    const to = { ArrowUp: here + 1, ArrowRight: here + 1, ArrowDown: here - 1, ArrowLeft: here - 1,
      PageUp: here + 10, PageDown: here - 10, Home: 0, End: this.frames.count - 1 }[event.key];
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
