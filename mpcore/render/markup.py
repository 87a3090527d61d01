"""Small, safe building blocks of HTML and SVG: every text and attribute is escaped here and nowhere else."""

from __future__ import annotations

import json
from html import escape


def tag(name: str, /, *content: str, **attributes: object) -> str:
    """An element as text: content is markup, attribute values are escaped; None and False leave an attribute out.

    An underscore in an attribute's name stands for a hyphen, and a trailing one is dropped.

    >>> tag("g", tag("text", text("a<b")), data_key="n0", class_="node", hidden=True, id=None)
    '<g data-key="n0" class="node" hidden><text>a&lt;b</text></g>'
    """
    head = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is True:
            head.append(key)
        elif value is not None and value is not False:
            head.append(f'{key}="{escape(str(value))}"')
    start = f"<{' '.join(head)}>"
    return start if name in VOID else f"{start}{''.join(content)}</{name}>"


VOID = frozenset({"input", "br", "hr"})


def text(value: object) -> str:
    """The value as escaped text.

    >>> text("B & <i>C</i>")
    'B &amp; &lt;i&gt;C&lt;/i&gt;'
    """
    return escape(str(value), quote=False)


def compact(value: object) -> str:
    """JSON without spaces, keys in their own order: for templates in attributes and for views in pages."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
