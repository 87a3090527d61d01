"""Labs: each module here is a figure as data, a pure function from a state (the figure's address) to a view (what is drawn).

A lab module has

    NAME, NEEDS     its name; the packages that the browser must load for it: () or ("numpy",)
    DEFAULT         the first state, a flat dict of texts: `?lab=NAME&key=value` in the page's address sets its keys
    view(state)     -> dict, JSON-able: see below; missing keys take DEFAULT, a wrong value raises an MPCoreError with every problem
    bank_states()   (optional) the states whose views are computed while the site is built: the figure answers them without Python

A view is

    lab, title      name and accessible name of the figure
    state           the full, canonical state (every key, fixed order); the text that a control shows and an address carries
    frames          how many frames (rounds, depths, epochs); frame_key: the state's key for the shown one; frame: its number
    series          {name: [cell, one a frame]}: every number, as text: "5", "3/4 = 0.75", "1/3 ≈ 0.3333", "≈ 0.7512" (exact.show(v).cell)
    scale           {"min", "max"}: what the brightness of a value means, "kind": "log" for powers of ten;  axis: of the chart, from
                    render.axis_for.  Either may be several by name: {name: …}, with data-scale="name" or data-axis="name" in the skeleton
    parts           {area: skeleton}: HTML or SVG drawn by mpcore.render, with hooks where numbers go (see render.paint)
    layout          rows of areas, for example ["graph readout", "stepper", "table curve"]; a row wraps on a narrow screen
    details         {key: {"title", "text", "lights": [key, …]}}: what pointing at or focusing a mark with data-key says and lights up;
                    with first_title/first_text for frame 0;  selected: the key shown at first
    say             a template, announced after each step

Hooks in a skeleton: data-v (text of a series), data-level-of (brightness), data-kind-of (a class of
nodes: a series of 0 to 7), data-since / data-from / data-at (frame), data-label and
data-tpl (templates), data-line / data-dot / data-cursor (charts), data-key (explains itself), data-set (a click changes the state),
data-act (forward, back, play, reset, share, embed). An input's name is the state key that it changes.
A template is a list of texts, [series, frame offset, form, role] and {"t": text, "r": role}; role is message, aggregate or update.
Text fields are not reset by a view, so a state must keep what was asked for: a number that means nothing for another graph is ignored,
not rewritten, or the bank would be asked under another address. A new lab needs no JavaScript.
"""
