r"""Make a student's markdown harmless before a page shows it.

nbconvert passes raw HTML and `javascript:` links on, and MathJax turns `\href` into a live link. A space
behind the first character makes each of them plain text, in HTML, in markdown, in code and in mathematics
alike. The words stay readable, and the file as it was handed in stays in the folder of submissions.
"""

import re

IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_ATTACHED = re.compile(r"!\[([^\[\]<>&\"]*)\]\(attachment:([\w.-]+)\)")
_TEX_COMMANDS = re.compile(r"\\(href|style|class|cssId|require|unicode)(?![A-Za-z])")


def harmless_markdown(text: str, images: frozenset[str] = frozenset()) -> str:
    """The text with HTML tags, entities, links and MathJax's live commands turned into plain words.

    `images` are the attachments that may be shown: a photograph of a derivation is a good answer.
    """
    pieces, last = [], 0
    for found in _ATTACHED.finditer(text):
        if found[2] in images:
            pieces += [_plain(text[last : found.start()]), found[0]]
            last = found.end()
    return "".join([*pieces, _plain(text[last:])])


def _plain(text: str) -> str:
    text = re.sub(r"<(?=[A-Za-z/!?])", "< ", text)
    text = re.sub(r"&(?=[#A-Za-z])", "& ", text)
    text = re.sub(r"\](?=[(:\[])", "] ", text)
    text = re.sub(r"(?i)\b(javascript|vbscript|data)\s*:", r"\1 :", text)
    return _TEX_COMMANDS.sub(r"\\text", text)


def harmless_attachments(attachments: object) -> dict:
    """The attached pixel images whose data are really base64; nothing else."""
    if not isinstance(attachments, dict):
        return {}
    kept = {}
    for name, data in attachments.items():
        good = {t: d for t, d in data.items() if _is_image(t, d)} if isinstance(data, dict) else {}
        if good and re.fullmatch(r"[\w.-]+", name):
            kept[name] = good
    return kept


def _is_image(media_type: str, data: object) -> bool:
    return media_type in IMAGE_TYPES and isinstance(data, str) and bool(_BASE64.fullmatch(data))
