"""A page with one widget and no kernel: its exported state, its own ES module, and the least of a model."""

import base64
import json

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A widget without a kernel</title>
<meta name="viewport" content="width=device-width"><style>body {{ margin: 0 }} {css}</style></head>
<body {body}><main id="widget"></main>
<script type="application/json" id="state">{state}</script>
<script type="text/plain" id="module">{module}</script>
<script type="module">
const revive = (key, value) => value && value.base64 !== undefined
  ? new DataView(Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0)).buffer) : value;
const state = JSON.parse(document.getElementById("state").textContent, revive);
const listeners = {{}};
const model = {{
  get: (name) => state[name],
  set: (name, value) => {{ state[name] = value; (listeners[`change:${{name}}`] || []).forEach((f) => f()); }},
  on: (event, f) => (listeners[event] ??= []).push(f),
  off() {{}}, save_changes() {{}}, send() {{}},
}};
const source = new Blob([document.getElementById("module").textContent], {{ type: "text/javascript" }});
const {{ default: widget }} = await import(URL.createObjectURL(source));
window.leave = widget.render({{ model, el: document.getElementById("widget") }});
</script></body></html>"""


def plain_page(widget, body: str = "") -> str:
    """Return the HTML of a page that shows `widget` from its exported state; `body` holds attributes."""
    state = widget.get_state()
    module, css = state.pop("_esm"), state.pop("_css")
    shown = {name: value for name, value in state.items() if not name.startswith("_") and name != "layout"}
    text = json.dumps(shown, default=_as_base64).replace("</", "<\\/")
    return _PAGE.format(css=css, body=body, state=text, module=module)


def _as_base64(value) -> dict:
    return {"base64": base64.b64encode(bytes(value)).decode()}
