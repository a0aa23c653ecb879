// The bar that moves through frames: step back, play or pause, step, scrub, reset.

const ICONS = {
  back: "M11 3v10L5 8zM3 3h2v10H3z",
  play: "M4 2.5v11L13 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  forward: "M5 3v10l6-5zM11 3h2v10h-2z",
  reset: "M8 3a5 5 0 1 1-4.6 3l1.8.8A3 3 0 1 0 8 5v2.5L3.5 4 8 .5z",
};

function setIcon(node, icon, label) {
  const svg = document.createElementNS(SVG_NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS(SVG_NAMESPACE, "path"));
  path.setAttribute("d", ICONS[icon]);
  node.replaceChildren(svg);
  node.setAttribute("aria-label", label);
  node.title = label;
}

function iconButton(icon, label, onClick) {
  const node = button("", onClick);
  node.classList.add("w2v-icon");
  setIcon(node, icon, label);
  return node;
}

// count(): how many frames; say(i): frame i in words; go(i): show it; reset(): back to the start.
// Plays every frame in five seconds, or two frames a second where the reader asked for less motion.
function player({ label, count, say, go, reset }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let at = 0, from = 0, started = 0, request = 0;
  const playing = () => request !== 0;
  const pause = () => {
    cancelAnimationFrame(request);
    request = 0;
    setIcon(play, "play", "Play");
  };
  const tick = (now) => {
    const rate = calm.matches ? 2 : count() / 5;
    const next = Math.min(count() - 1, from + Math.floor(((now - started) / 1000) * rate));
    if (next !== at) go(next);
    if (next === count() - 1) return pause();
    request = requestAnimationFrame(tick);
  };
  const start = () => {
    from = at === count() - 1 ? 0 : at;
    started = performance.now();
    request = requestAnimationFrame(tick);
    setIcon(play, "pause", "Pause");
  };
  const step = (by) => { pause(); go(Math.max(0, Math.min(count() - 1, at + by))); };
  const play = iconButton("play", "Play", () => (playing() ? pause() : start()));
  const scrub = focusable(element("input", { type: "range", min: 0, class: "w2v-scrub" }));
  scrub.setAttribute("aria-label", label);
  scrub.addEventListener("input", () => { pause(); go(Number(scrub.value)); });
  const node = bar(
    iconButton("back", "Step back", () => step(-1)), play, iconButton("forward", "Step forward", () => step(1)),
    scrub, iconButton("reset", "Reset", () => { pause(); reset(); }));
  node.classList.add("w2v-player");
  const show = (frameNumber, newLabel) => {
    at = frameNumber;
    scrub.max = count() - 1;
    scrub.value = at;
    scrub.setAttribute("aria-valuetext", say(at));
    if (newLabel) scrub.setAttribute("aria-label", newLabel);
  };
  return { node, show, pause, playing };
}
