"""What a person does in JupyterLab, as functions: open a notebook, run it, find errors, change the theme."""

import nbformat
from lab_server import LabServer

SECONDS = 60


def write_notebook(path, cells: list[str]) -> None:
    """Write a scratch notebook of code cells for the kernel `python3`."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def open_notebook(page, lab: LabServer, path: str) -> None:
    """Open `path`, relative to the server's root, in a new tab, and wait until its kernel is ready."""
    if not page.evaluate("'jupyterapp' in window"):
        page.goto(f"{lab.url}/lab?token={lab.token}&reset")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget", timeout=SECONDS * 1000)
    _in_time(
        page,
        """async (_, path) => {
            const opened = await jupyterapp.commands.execute('docmanager:open', { path });
            await opened.context.ready;
            await opened.sessionContext.ready;
            await opened.revealed;
        }""",
        path,
    )


def open_tab(page):
    """The notebook that is in front; those behind it keep their widgets too."""
    return page.locator(f'[id="{page.evaluate("jupyterapp.shell.currentWidget.id")}"]')


def run_all(page) -> list[str]:
    """Run every cell; return "cell number: error" for each cell that failed."""
    _in_time(page, "() => jupyterapp.commands.execute('notebook:run-all-cells')", seconds=180)
    return page.evaluate(
        """() => jupyterapp.shell.currentWidget.content.widgets.flatMap((cell, i) =>
            cell.model.type !== 'code' ? [] : cell.model.outputs.toJSON()
                .filter((output) => output.output_type === 'error')
                .map((output) => `${i}: ${output.ename}: ${output.evalue}`))"""
    )


def run_code(page, source: str) -> str:
    """Run `source` in the notebook's kernel and return what it printed."""
    return _in_time(
        page,
        """async (w, source) => {
            const request = w.sessionContext.session.kernel.requestExecute({ code: source });
            let printed = '';
            request.onIOPub = ({ content }) => { printed += content.text ?? content.evalue ?? ''; };
            await request.done;
            return printed;
        }""",
        source,
    )


def cell_count(page) -> int:
    return page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length")


def set_theme(page, name: str) -> None:
    """Switch to "JupyterLab Light" or "JupyterLab Dark" and wait until the page wears it."""
    page.evaluate("(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
    page.wait_for_selector(f'body[data-jp-theme-name="{name}"]', state="attached")
    page.wait_for_selector("#jupyterlab-splash", state="detached")


def _in_time(page, function: str, argument=None, seconds: int = SECONDS):
    """Call `function(current widget, argument)`; a dialog that waits for ever becomes an error instead."""
    late = f"new Error('JupyterLab gave no answer in {seconds} s')"
    return page.evaluate(
        f"""(argument) => Promise.race([
            ({function})(jupyterapp.shell.currentWidget, argument),
            new Promise((_, fail) => setTimeout(() => fail({late}), {seconds * 1000})),
        ])""",
        argument,
    )
