// The Rosetta table. A click lights the row of the thing; cells with the same letter for another thing are
// marked with a dashed frame and ≠. Arrow keys walk through the signs, Enter or Space picks one, Escape clears.

class NotationTable {
  constructor(model, el) {
    const { notations, things } = model.get("table");
    Object.assign(this, { model, notations, things, cells: new Map() });
    this.root = frame(el, "notation-table", "One thing, seven ways to write it");
    this.answer = element("div", { class: "w2v-answer", "aria-live": "polite" });
    const table = element("table", { class: "w2v-rosetta" }, this.head(), element("tbody", {}, ...things.map((thing) => this.row(thing))));
    this.root.append(this.answer, element("div", { class: "w2v-scroll" }, table));
    this.enter(this.cells.keys().next().value);
    table.addEventListener("keydown", (event) => this.press(event));
    this.draw = () => this.light(model.get("selected"));
    model.on("change:selected", this.draw);
    this.draw();
  }

  head() {
    const names = this.notations.map(({ name }) => element("th", { scope: "col" }, ...name.split(", ").map((part) => element("span", {}, part))));
    return element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "thing"), ...names));
  }

  row(thing) {
    const signs = this.notations.map(({ key, code }) => {
      const sign = thing.signs[key];
      if (!sign) return element("td", { class: "w2v-none" }, "–");
      return element("td", {}, this.cell(thing, key, sign, code));
    });
    const name = element("th", { scope: "row" }, thing.name);
    const row = element("tr", { "data-thing": thing.key }, name, ...signs);
    name.addEventListener("click", () => this.pick(thing.key));
    return row;
  }

  cell(thing, notation, sign, code) {
    const key = `${thing.key}/${notation}`;
    const node = button("", () => this.pick(key));
    node.className = code ? "w2v-sign w2v-code" : "w2v-sign";
    node.innerHTML = sign.html;
    node.tabIndex = -1;
    node.dataset.sign = key;
    const meaning = `, ${this.nameOf(notation)}: ${thing.name}`;
    const heard = node.appendChild(element("span", { class: "w2v-unseen" }, meaning));
    this.cells.set(key, { node, thing, sign, notation, meaning, heard });
    return node;
  }

  nameOf(notation) {
    return this.notations.find(({ key }) => key === notation).name;
  }

  // Only one sign is in the tab order; the arrow keys move it.
  enter(key) {
    if (this.entry) this.cells.get(this.entry).node.tabIndex = -1;
    this.entry = key;
    this.cells.get(key).node.tabIndex = 0;
  }

  pick(selection) {
    if (this.cells.has(selection)) this.enter(selection);
    this.model.set("selected", selection);
    this.model.save_changes();
  }

  light(selection) {
    const [thing] = selection.split("/"), chosen = this.cells.get(selection);
    const friends = new Set(chosen ? chosen.sign.friends : []);
    for (const row of this.root.querySelectorAll("tr[data-thing]")) row.classList.toggle("w2v-lit", row.dataset.thing === thing);
    for (const [key, { node, meaning, heard }] of this.cells) {
      const isFriend = friends.has(key);
      node.classList.toggle("w2v-friend", isFriend);
      node.setAttribute("aria-pressed", key === selection);
      heard.textContent = isFriend ? `${meaning}. Same letter, another thing` : meaning;
    }
    this.explain(this.things.find(({ key }) => key === thing), chosen, [...friends]);
    expose(this.root, { selected: selection, friends: [...friends] });
  }

  explain(thing, chosen, friends) {
    if (!thing) {
      this.answer.replaceChildren(element("p", {}, "Click a symbol: everything in its row means the same thing. " +
        "The same letter used for something else gets a dashed frame and ≠."));
      return;
    }
    const title = element("p", {}, element("b", {}, thing.name), ` · ${thing.what} `, element("span", { class: "w2v-shape" }, `Here: ${thing.shape}.`));
    const lines = [title];
    if (chosen) {
      const sign = element("b", { class: "w2v-sign-text" });
      sign.innerHTML = chosen.sign.html;
      const note = chosen.sign.note ? `: ${chosen.sign.note}` : "";
      lines.push(element("p", {}, sign, ` in ${this.nameOf(chosen.notation)}${note}.`));
    }
    if (friends.length) lines.push(this.warning(friends));
    this.answer.replaceChildren(...lines);
  }

  // What the same letter stands for elsewhere, and where.
  warning(friends) {
    const meanings = new Map();
    for (const key of friends) {
      const { thing, notation } = this.cells.get(key);
      meanings.set(thing.name, [...(meanings.get(thing.name) || []), this.nameOf(notation)]);
    }
    const texts = [...meanings].map(([name, where]) => `${name} (${where.join("; ")})`);
    return element("p", { class: "w2v-warning" }, element("b", {}, "≠ same letter, other thing"), ` ${texts.join(" · ")}.`);
  }

  press(event) {
    const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    if (event.key === "Escape") this.pick("");
    else if (moves[event.key]) this.walk(event.target, ...moves[event.key]);
    else return;
    event.preventDefault();
  }

  // To the next cell in that direction that holds a sign.
  walk(from, down, right) {
    const rows = [...this.root.querySelectorAll("tr[data-thing]")];
    let y = rows.indexOf(from.closest("tr")), x = from.closest("td").cellIndex, node = null;
    do {
      y += down;
      x += right;
      node = rows[y]?.cells[x];
    } while (node && !node.querySelector(".w2v-sign"));
    const sign = node?.querySelector(".w2v-sign");
    if (!sign) return;
    this.enter(sign.dataset.sign);
    sign.focus();
  }
}

function render({ model, el }) {
  const view = new NotationTable(model, el);
  return () => model.off("change:selected", view.draw);
}

export default { render };
