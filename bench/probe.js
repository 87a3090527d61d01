// Runs in a page before its own scripts. Looks after every change of the document and before every frame; all times are
// milliseconds since the navigation began. What the page has painted is known two frames later.

// Global, because the pages of the benchmark call it too.
const benchTell = (globalThis.benchTell = (/** @type {object} */ marks) => console.info(`bench ${JSON.stringify(marks)}`));

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
        benchTell(marks);
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

// A clock that ticks every 5 ms; how late it was counts from the tick that first finds something printed.
const benchClock = (/** @type {{seen: () => any, press: () => any, printed: () => boolean, ended: () => boolean}} */ steps) => {
  const tick = 5;
  let [pressed, printed, last, longest] = [false, false, performance.now(), 0];
  const clock = setInterval(() => {
    const late = performance.now() - last - tick;
    last = performance.now();
    printed ||= pressed && steps.printed();
    if (printed) longest = Math.max(longest, late);
    if (printed && steps.ended()) {
      clearInterval(clock);
      benchTell({ gap: longest });
    }
    pressed ||= Boolean(steps.seen()) && steps.press() !== false;
  }, tick);
};
