// Shared controls. Each focusable element carries data-lm-suppress-shortcuts itself: without it JupyterLab
// takes the keys pressed on it (d, d deletes the cell, arrows move the cell cursor).

function focusable(node) {
  node.dataset.lmSuppressShortcuts = "true";
  return node;
}

// The widget's frame. Its data attributes say its state, for tests and for the curious.
function frame(el, name, title) {
  const root = element("section", { class: "w2v-widget", "aria-label": title });
  root.dataset.widget = name;
  root.append(element("p", { class: "w2v-title" }, title));
  el.append(root);
  return root;
}

function expose(root, state) {
  for (const [name, value] of Object.entries(state)) root.dataset[name] = Array.isArray(value) ? value.join(" ") : value;
  root.dataset.draws = Number(root.dataset.draws || 0) + 1;
}

function button(label, onClick) {
  const node = focusable(element("button", { type: "button", class: "w2v-button" }, label));
  node.addEventListener("click", onClick);
  return node;
}

// A button that stays pressed; onChange gets true or false.
function toggle(label, pressed, onChange) {
  const node = button(label, () => {
    const now = node.getAttribute("aria-pressed") !== "true";
    node.setAttribute("aria-pressed", now);
    onChange(now);
  });
  node.setAttribute("aria-pressed", pressed);
  return node;
}

// One of several, as radio buttons that look like pills.
function choice(legend, names, chosen, onChange) {
  const group = element("fieldset", { class: "w2v-choice" }, element("legend", {}, legend));
  const shared = `w2v-${Math.random().toString(36).slice(2)}`;
  const inputs = names.map((name, i) => {
    const input = focusable(element("input", { type: "radio", name: shared, value: i }));
    input.checked = i === chosen;
    input.addEventListener("change", () => onChange(i));
    group.append(element("label", {}, input, element("span", {}, name)));
    return input;
  });
  return { node: group, show: (i) => { inputs[i].checked = true; } };
}

function bar(...children) {
  return element("div", { class: "w2v-bar" }, ...children);
}

// Where a slider's key leads from frame `here` of `count`; undefined for any other key.
function stepFor(key, here, count) {
  return { ArrowUp: here + 1, ArrowRight: here + 1, ArrowDown: here - 1, ArrowLeft: here - 1,
    PageUp: here + 10, PageDown: here - 10, Home: 0, End: count - 1 }[key];
}

// Sizes as bars from 0 to 1, each with its signed number.
function meters(title) {
  const node = element("div", { class: "w2v-meters", role: "group", "aria-label": title });
  const show = (rows) => node.replaceChildren(...rows.map(([name, value, kind]) => {
    const fill = element("span", { class: kind });
    fill.style.width = `${Math.min(1, Math.abs(value)) * 100}%`;
    const track = element("span", { class: "w2v-meter" }, fill);
    return element("div", {}, element("span", {}, `slope of ${name}`), track, element("b", {}, signed(value, 4)));
  }));
  return { node, show };
}

// A sentence beside the picture; a screen reader speaks it once the reader's hand rests.
function spoken() {
  const seen = element("p", { class: "w2v-said", "aria-hidden": "true" });
  const heard = element("p", { class: "w2v-unseen", "aria-live": "polite" });
  const speak = settled(() => { heard.textContent = seen.textContent; }, 600);
  return { nodes: [seen, heard], say: (text) => { seen.textContent = text; speak.later(); } };
}

// The same numbers as a table, folded away until wanted.
function numbersTable(caption, heads) {
  const body = element("tbody");
  const head = element("tr", {}, ...heads.map((h) => element("th", { scope: "col" }, h)));
  const table = element("table", {}, element("caption", {}, caption), element("thead", {}, head), body);
  const summary = focusable(element("summary", {}, "The numbers as a table"));
  const node = element("details", { class: "w2v-numbers" }, summary, table);
  const fill = (rows) => body.replaceChildren(...rows.map(([first, ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell)))));
  return { node, fill };
}

// Calls draw(width) now and whenever the room changes; returns what stops it.
function fitted(root, draw) {
  let last = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.floor(root.clientWidth);
    if (width > 0 && width !== last) draw((last = width));
  });
  observer.observe(root);
  return () => observer.disconnect();
}

// Calls work once, when nothing more has happened for a while; now() calls it at once if it is due, and says so.
function settled(work, milliseconds = 250) {
  let timer = 0;
  const due = () => { timer = 0; work(); };
  const cancel = () => { clearTimeout(timer); timer = 0; };
  return {
    later: () => { cancel(); timer = setTimeout(due, milliseconds); },
    now: () => {
      if (!timer) return false;
      cancel();
      work();
      return true;
    },
    cancel,
  };
}
