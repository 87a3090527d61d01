// Fills the hooks of a lab's skeleton with the numbers of one frame. The twin of mpcore/render/paint.py, which does
// it for the first frame while the site is built; a browser test holds the two equal. Nothing here computes a value.

/** @typedef {Array<string | [string, number, string?, string?] | {t: string, r?: string}>} Template */
/** @typedef {{kind: string, min: number, max: number, x0: number, x1: number, y0: number, y1: number}} Axis */
/**
 * @typedef {object} View
 * @property {string} lab
 * @property {string} title
 * @property {Record<string, string>} state
 * @property {number} frames
 * @property {string} frame_key
 * @property {number} frame
 * @property {string} selected
 * @property {any} scale one, or several by name (data-scale)
 * @property {any} axis one, or several by name (data-axis)
 * @property {Record<string, string[]>} series
 * @property {Record<string, any>} details
 * @property {Template} say
 * @property {Record<string, string>} parts
 */

/** @param {string} cell the short decimal text of "3/4 = 0.75" is "0.75" */
export const decimal = (cell) => cell.slice(cell.lastIndexOf(' ') + 1);

/** @param {string} cell as a number, for places and colours only */
export const number = (cell) => Number(decimal(cell));

/** @param {number} value @param {{min: number, max: number, kind?: string}} scale */
export function level(value, scale) {
  if (value > scale.max * (1 + 1e-9)) return 'over';
  if (scale.kind === 'log') {
    if (value <= 0) return value === 0 ? '0' : 'under';
    const [low, high] = [Math.log10(scale.min), Math.log10(scale.max)];
    return String(1 + Math.floor(9 * Math.max(0, (Math.log10(value) - low) / (high - low)) + 0.5));
  }
  if (value < scale.min * (1 + 1e-9)) return 'under';
  if (value === 0) return '0';
  const end = value > 0 ? scale.max : -scale.min;
  const steps = Math.max(1, Math.floor((10 * Math.abs(value)) / end + 0.5));
  return String(value > 0 ? steps : -steps);
}

/**
 * The texts of a template with their roles, under the rules of mpcore/wording.py: "=" before a result becomes "≈" once any
 * number in the line is rounded, and a negative number after "+ " or "·" gets brackets.
 * @param {Template} template @param {Record<string, string[]>} series @param {number} frame
 * @returns {Array<[string, string]>}
 */
export function spans(template, series, frame) {
  const items = template.map((item) => {
    if (typeof item === 'string') return { text: item, role: '', form: '', cell: '' };
    if (!Array.isArray(item)) return { text: item.t, role: item.r ?? '', form: '', cell: '' };
    const [name, offset, form = 'x', role = ''] = item;
    return { text: '', role, form, cell: series[name][Math.max(0, frame + offset)] };
  });
  const rounded = items.some(
    ({ text, role, form, cell }) =>
      (!role && !form && text.includes('(≈ ')) || (form === 'x' && cell.startsWith('≈')) || (form === 'd' && cell.includes('≈')),
  );
  let before = '';
  return items.map(({ text, role, form, cell }) => {
    let shown = text;
    if (form === '=') shown = cell.startsWith('≈') ? cell : `${rounded ? '≈' : '='} ${cell}`;
    else if (form) {
      shown = form === 'x' && !cell.startsWith('≈') ? cell.split(' ')[0] : decimal(cell);
      if (shown.startsWith('-') && /(\+ |·)$/.test(before)) shown = `(${shown})`;
    }
    before = shown;
    return [shown, role];
  });
}

/** @param {Template} template @param {Record<string, string[]>} series @param {number} frame */
export const plain = (template, series, frame) =>
  spans(template, series, frame)
    .map(([part]) => part)
    .join('');

/** @param {Element} element @param {Template} template @param {Record<string, string[]>} series @param {number} frame */
export function rich(element, template, series, frame) {
  element.replaceChildren(
    ...spans(template, series, frame).map(([part, role]) => {
      if (!role) return part;
      const span = document.createElement('span');
      span.className = `mp-${role}`;
      span.textContent = part;
      return span;
    }),
  );
}

/** @param {number} value @param {Axis} axis */
function yOf(value, axis) {
  const scaled = axis.kind === 'log' ? (/** @type {number} */ v) => Math.log10(Math.max(Math.abs(v), 1e-300)) : Number;
  const low = scaled(axis.min);
  const high = scaled(axis.max);
  const v = scaled(value);
  const share = Number.isFinite(v) && high > low ? (v - low) / (high - low) : 0;
  return Math.floor(axis.y0 + (axis.y1 - axis.y0) * Math.min(1, Math.max(0, share)) + 0.5);
}

/** @param {number} frame @param {Axis} axis @param {number} frames */
const xOf = (frame, axis, frames) =>
  Math.floor(axis.x0 + ((axis.x1 - axis.x0) * frame) / Math.max(1, frames - 1) + 0.5);

/** @param {string[]} cells @param {Axis} axis */
const line = (cells, axis) =>
  'M' + cells.map((cell, k) => `${xOf(k, axis, cells.length)} ${yOf(number(cell), axis)}`).join('L');

/** @param {Element} element @param {string} name @param {boolean} on */
const flag = (element, name, on) => element.toggleAttribute(name, on);

/** @param {any} several @param {Element} element @param {string} attribute @returns {any} the one that the element names, else the only one */
const named = (several, element, attribute) => (element.hasAttribute(attribute) ? several[element.getAttribute(attribute) ?? ''] : several);

/** @param {View} view @param {string} reference a series, or one of its cells: "n0@3" @param {number} frame */
const cellOf = (view, reference, frame) => {
  const [name, fixed] = reference.split('@');
  return view.series[name][fixed ? Number(fixed) : frame];
};

/** @type {Record<string, (element: Element, hook: string, view: View, frame: number) => void>} */
const HOOKS = {
  'data-v': (element, hook, view, frame) => {
    element.textContent = decimal(cellOf(view, hook, frame));
    flag(element, 'data-wide', element.textContent.length > 6); // WIDE in paint.py
  },
  'data-level-of': (element, hook, view, frame) =>
    element.setAttribute('data-level', level(number(cellOf(view, hook, frame)), named(view.scale, element, 'data-scale'))),
  'data-kind-of': (element, hook, view, frame) => element.setAttribute('data-kind', cellOf(view, hook, frame)),
  'data-since': (element, hook, _, frame) => flag(element, 'data-on', frame >= Number(hook)),
  'data-from': (element, hook, _, frame) => flag(element, 'hidden', frame < Number(hook)),
  'data-at': (element, hook, _, frame) => flag(element, 'data-now', frame === Number(hook)),
  'data-label': (element, hook, view, frame) =>
    element.setAttribute('aria-label', plain(JSON.parse(hook), view.series, frame)),
  'data-tpl': (element, hook, view, frame) => rich(element, JSON.parse(hook), view.series, frame),
  'data-line': (element, hook, view) => element.setAttribute('d', line(view.series[hook], named(view.axis, element, 'data-axis'))),
  'data-dot': (element, hook, view, frame) =>
    element.setAttribute('cy', String(yOf(number(view.series[hook][frame]), named(view.axis, element, 'data-axis')))),
  'data-cursor': (element, _, view, frame) =>
    element.setAttribute('transform', `translate(${xOf(frame, named(view.axis, element, 'data-axis'), view.frames)} 0)`),
};

/** @type {WeakMap<Element, Array<[Element, string, string]>>} */
const found = new WeakMap();

/**
 * Fill every hook below `root` for this frame.
 * @param {Element} root @param {View} view @param {number} frame
 */
export function paint(root, view, frame) {
  let hooks = found.get(root);
  if (!hooks) {
    hooks = [];
    for (const name of Object.keys(HOOKS))
      for (const element of root.querySelectorAll(`[${name}]`))
        hooks.push([element, name, element.getAttribute(name) ?? '']);
    found.set(root, hooks);
  }
  for (const [element, name, hook] of hooks) HOOKS[name](element, hook, view, frame);
}

/** Look for hooks anew: the drawing below `root` was replaced. @param {Element} root */
export const forget = (root) => found.delete(root);

/** Controls show the state; a field that is being typed in is left alone. @param {Element} root @param {View} view @param {number} frame */
export function paintControls(root, view, frame) {
  for (const element of root.querySelectorAll('input[name], select[name]')) {
    const input = /** @type {HTMLInputElement} */ (element);
    const value = view.state[input.name];
    if (input.name === view.frame_key) input.value = String(frame);
    else if (value === undefined) continue;
    else if (input.type === 'radio') input.checked = input.value === value;
    else if (input.type === 'checkbox') input.checked = value === '1';
    else if (input.tagName === 'SELECT' || (input.type === 'range' && input !== document.activeElement)) input.value = value;
  }
}
