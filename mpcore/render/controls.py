"""Controls of a lab as HTML: each is named after the state key it changes, so the page needs no code for any of them."""

from __future__ import annotations

from collections.abc import Sequence

from .markup import compact, tag, text


def choice(key: str, legend: str, options: Sequence[tuple[str, str]], lab: str) -> str:
    """One of several, all of them visible: (value, words) pairs.

    >>> choice("how", "Combine", [("sum", "sum"), ("max", "max")], "demo").count("<input")
    2
    """
    items = (
        tag(
            "label",
            tag("input", type="radio", name=key, value=value, id=f"{lab}-{key}-{value}"),
            tag("span", text(words)),
            class_="mp-choice__item",
        )
        for value, words in options
    )
    return tag("fieldset", tag("legend", text(legend)), tag("div", *items, class_="mp-choice__row"), class_="mp-choice")


def switch(key: str, words: str, lab: str) -> str:
    """On or off ("1" or "0")."""
    return tag("label", tag("input", type="checkbox", name=key, id=f"{lab}-{key}"), tag("span", text(words)), class_="mp-switch")


def menu(key: str, words: str, options: Sequence[tuple[str, str]], lab: str) -> str:
    """One of many, in a list."""
    items = (tag("option", text(label), value=value) for value, label in options)
    return tag("label", tag("span", text(words)), tag("select", *items, name=key, id=f"{lab}-{key}"), class_="mp-menu")


def field(key: str, words: str, value: str, lab: str, pattern: str = "", hint: str = "", width: int = 6) -> str:
    """A typed value. `pattern` with {} says how the typed text becomes the state's text, for example "A:{}"."""
    return tag(
        "label",
        tag("span", text(words)),
        tag(
            "input", type="text", name=key, value=value, id=f"{lab}-{key}", size=width, autocomplete="off", spellcheck="false",
            data_pattern=pattern or None, aria_describedby=f"{lab}-{key}-hint" if hint else None,
        ),
        tag("small", text(hint), id=f"{lab}-{key}-hint") if hint else "",
        class_="mp-field",
    )


def slider(key: str, words: str, low: int, high: int, lab: str, frame: bool = False, value: str = "") -> str:
    """A whole number by dragging or arrow keys; with `frame` it moves through the frames and asks for nothing new."""
    return tag(
        "label",
        tag("span", text(words), class_="mp-slider__words"),
        tag("input", type="range", name=key, min=low, max=high, step=1, id=f"{lab}-{key}", data_frame=frame or None, value=value or None),
        class_="mp-slider",
    )


def button(words: str, act: str = "", patch: str = "", classes: str = "", name: str = "") -> str:
    """A button that acts (forward, back, play, reset, share) or sets part of the state."""
    return tag(
        "button", text(words), type="button", data_act=act or None, data_set=patch or None, aria_label=name or None,
        class_=f"mp-button {classes}".strip(),
    )


def stepper(key: str, frames: int, lab: str, noun: str = "round", forward: str = "Pass messages", more: str = "") -> str:
    """Reset, back, forward, play with its speed, and a scrubber to any frame."""
    count = tag("output", data_tpl=compact([f"{noun} ", ["frame", 0, "d"], f" of {frames - 1}"]), class_="mp-stepper__count")
    speeds = (("0.5", "slow"), ("1", "normal"), ("2", "fast"))
    options = (tag("option", text(words), value=value, selected=value == "1") for value, words in speeds)
    return tag(
        "div",
        button("⟲", act="reset", name=f"Reset to {noun} 0", classes="mp-button--icon"),
        button("◀", act="back", name=f"Back one {noun}", classes="mp-button--icon"),
        button(forward, act="forward", classes="mp-button--main"),
        button("Play", act="play", classes="mp-button--play"),
        tag("label", tag("span", "Speed", class_="mp-sr"), tag("select", *options, data_ui="speed", id=f"{lab}-speed"), class_="mp-menu mp-menu--speed"),
        tag("div", slider(key, f"Go to {noun}", 0, frames - 1, lab, frame=True), count, class_="mp-stepper__scrub"),
        more,
        class_="mp-stepper",
        role="group",
        aria_label=f"Step through the {noun}s",
    )
