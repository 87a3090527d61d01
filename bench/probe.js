// Runs in a page before its own scripts. Looks after every change of the document and before every frame; all times are
// milliseconds since the navigation began. What the page has painted is known two frames later.

const benchProbe = (/** @type {{seen?: () => any, press?: () => any, done: () => any}} */ { seen, press, done }) => {
  const marks = {};
  const watcher = new MutationObserver(() => look());
  const look = () => {
    if (marks.done !== undefined) return;
    if (marks.seen === undefined && (!seen || seen())) marks.seen = performance.now();
    if (marks.pressed === undefined && marks.seen !== undefined && (!press || press() !== false)) marks.pressed = performance.now();
    if (marks.pressed === undefined || !done()) return;
    marks.done = performance.now();
    watcher.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        marks.painted = performance.now();
        globalThis.benchMarks = marks;
      }),
    );
  };
  const frame = () => {
    look();
    if (marks.done === undefined) requestAnimationFrame(frame);
  };
  watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  frame();
};
