// Python's state in words, with a bar while bytes arrive, and with what the reader can do about it. One look for all who wait.

/** @typedef {import('./state.js').Status} Status */

/** @param {string} tag @param {string} className @param {string} [text] */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} words @param {() => void} go @param {string} className */
export function button(words, go, className) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: words, className });
  made.addEventListener('click', go);
  return made;
}

/** @param {(runner: import('./runner.js').Runner) => void} go */
const withRunner = (go) => () => import('./runner.js').then(({ runner }) => go(runner));

/** @param {Status} status @returns {HTMLElement[]} */
export function waiting(status) {
  const words = Object.assign(document.createElement('span'), { textContent: status.state === 'ready' ? 'Python is running…' : status.message });
  const more = [];
  if (status.state === 'loading' && status.total) {
    const bar = Object.assign(document.createElement('progress'), { max: status.total, value: status.bytes });
    bar.setAttribute('aria-label', 'Bytes loaded');
    more.push(bar);
  }
  if (status.state === 'failed') more.push(button('Retry', withRunner((runner) => runner.retry()), 'mp-cell__button'));
  if (status.slow) more.push(button('Keep going', withRunner((runner) => runner.keepGoing()), 'mp-cell__button'));
  return [words, ...more];
}

/** The same for the ear: bytes are left out, so that it is said once. @param {Status} status */
export const aloud = (status) => status.message.replace(/:.*MB$/, '');
