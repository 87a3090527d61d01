"""What a finished page contains, as far as safety and links go: read once, judged by `seal` and by the tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

LOADING = {"script": ("src",), "img": ("src",), "source": ("src",), "iframe": ("src",), "video": ("src", "poster"), "audio": ("src",),
           "object": ("data",), "embed": ("src",), "image": ("href",), "use": ("href",), "input": ("src",)}  # fmt: skip
LOADING_RELS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect", "dns-prefetch"}
DATA_TYPES = ("json", "importmap")  # script elements of these types hold data: no policy applies


@dataclass
class Page:
    """One page: inline code, addresses, anchors, and what is wrong with the page itself."""

    title: str = ""
    description: str = ""
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)  # fetched by the browser on its own
    links: list[str] = field(default_factory=list)  # followed when the reader asks
    ids: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def read_page(text: str) -> Page:
    """Read one page.

    >>> page = read_page('<title>T</title><meta name="description" content="D"><script>x</script><a href="b/#c" id="i">b</a>')
    >>> page.title, page.scripts, page.links, page.ids, page.problems
    ('T', ['x'], ['b/#c'], {'i'}, [])
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    page = reader.page
    if not page.title.strip():
        page.problems.append("no title")
    if not page.description.strip():
        page.problems.append("no description")
    return page


class _Reader(HTMLParser):
    """Collects a Page while the parser runs over the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.inside = ""  # the element whose text is being read: script, style or title
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        page = self.page
        for name, value in values.items():
            if name.startswith("on"):
                page.problems.append(f"inline handler {name} on <{tag}>: the policy forbids it")
            if name == "style":
                page.problems.append(f'style attribute on <{tag}>: the policy forbids it: "{value[:60]}"')
            if name in ("href", "src", "action") and value.strip().lower().startswith("javascript:"):
                page.problems.append(f"javascript: address on <{tag}>")
        if identifier := values.get("id"):
            if identifier in page.ids:
                page.problems.append(f"id used twice: {identifier}")
            page.ids.add(identifier)
        if tag == "a":
            page.ids.update(filter(None, [values.get("name")]))
            page.links += [values["href"]] if "href" in values else []
        page.loads += [values[name] for name in LOADING.get(tag, ()) if values.get(name)]
        if tag == "link" and LOADING_RELS & set(values.get("rel", "").split()):
            page.loads.append(values.get("href", ""))
        page.loads += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        if tag == "meta" and values.get("name") == "description":
            page.description = values.get("content", "")
        runs = tag == "script" and "src" not in values and not any(kind in values.get("type", "") for kind in DATA_TYPES)
        if runs or tag == "style" or (tag == "title" and not page.title):
            self.inside, self.text = tag, []

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self.inside:
            return
        text = "".join(self.text)
        if tag == "script":
            self.page.scripts.append(text)
        elif tag == "style":
            self.page.styles.append(text)
        else:
            self.page.title = text
        self.inside = ""
