// The text of a cell: shown in colours, edited in a native <textarea> laid exactly over them, kept in the reader's browser.

const EDITOR = new URL('../assets/generated/editor/prism/', import.meta.url);
const SITE = new URL('../', import.meta.url).pathname; // sites of one host share their storage, so keys carry the path

/** What the colours call a word, and the class that the build's highlighter gives it. @type {Record<string, string>} */
const CLASSES = {
  comment: 'c1', string: 's2', 'triple-quoted-string': 's2', 'string-interpolation': 's2', keyword: 'k', builtin: 'nb', boolean: 'kc', number: 'mi',
  function: 'nf', 'class-name': 'nc', decorator: 'nd', operator: 'o', punctuation: 'p', interpolation: 'si',
}; // prettier-ignore

/** @typedef {(text: string) => any[]} Tokenize */
/** @type {Promise<Tokenize | null> | undefined} */
let colours;

/** Without the colours, editing works all the same. */
function loadColours() {
  colours ??= Promise.all([import(new URL('index.js', EDITOR).href), import(new URL('languages/python.js', EDITOR).href)]).then(
    ([prism]) => (/** @type {string} */ text) => prism.tokenizeText(text, prism.languages.python),
    () => {
      colours = undefined;
      return null;
    },
  );
  return colours;
}

/** @param {any[]} tokens @returns {(string | HTMLElement)[]} */
function spans(tokens) {
  return tokens.map((token) => {
    if (typeof token === 'string') return token;
    const span = Object.assign(document.createElement('span'), { className: CLASSES[token.type] ?? '' });
    span.append(...spans(typeof token.content === 'string' ? [token.content] : token.content));
    return span;
  });
}

/** A short name for a text, so that kept edits belong to the source that they were made from. @param {string} text */
function digest(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** The reader's own text of one cell; where the browser keeps nothing, it lives as long as the page. */
export class Kept {
  /** @param {string} name @param {string} original */
  constructor(name, original) {
    this.key = `mp:${SITE}:cell:${name}:${digest(original)}`;
  }

  read() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  }

  /** @param {string | null} text null forgets it. @returns {boolean} whether it was kept */
  write(text) {
    try {
      if (text === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, text);
      return true;
    } catch {
      return false;
    }
  }
}

/** Events: "input" after the reader changed the text; "leave" when Escape was pressed in the editor. */
export class Source extends EventTarget {
  /** @type {HTMLTextAreaElement | null} */ area = null;
  #painted = 0;

  /** @param {HTMLElement} place the element with the coloured source @param {string} label */
  constructor(place, label) {
    super();
    this.place = place;
    this.label = label;
    this.code = /** @type {HTMLElement} */ (place.querySelector('code'));
    this.built = [...this.code.childNodes];
    this.original = this.text = (this.code.textContent ?? '').replace(/\n$/, '');
  }

  /** Show another text. @param {string} text */
  set(text) {
    this.text = text;
    if (this.area && this.area.value !== text) this.area.value = text;
    this.#paint();
  }

  edit() {
    if (!this.area) this.#open();
    this.area?.focus();
  }

  close() {
    this.area?.remove();
    this.area = null;
    this.place.removeAttribute('data-editing');
    this.code.parentElement?.removeAttribute('aria-hidden');
    this.place.setAttribute('tabindex', '0');
    this.#paint();
  }

  #open() {
    const area = document.createElement('textarea');
    Object.assign(area, { className: 'mp-cell__text', value: this.text, spellcheck: false, autocomplete: 'off', wrap: 'off' });
    for (const name of ['autocapitalize', 'autocorrect']) area.setAttribute(name, 'off');
    area.setAttribute('aria-label', `${this.label}, Python. Tab leaves the editor, Escape closes it, Control and Enter run it.`);
    area.addEventListener('input', () => {
      this.text = area.value;
      this.#paint();
      this.dispatchEvent(new Event('input'));
    });
    area.addEventListener('keydown', (event) => this.#key(event));
    this.place.append(area);
    this.place.setAttribute('data-editing', '');
    this.place.removeAttribute('tabindex');
    this.code.parentElement?.setAttribute('aria-hidden', 'true');
    area.setSelectionRange(0, 0);
    this.area = area;
    this.#paint();
  }

  /** Enter keeps the indentation, Backspace takes one step of it away; Tab is left alone: it leaves. @param {KeyboardEvent} event */
  #key(event) {
    const area = /** @type {HTMLTextAreaElement} */ (event.target);
    if (event.key === 'Escape') {
      event.preventDefault();
      this.dispatchEvent(new Event('leave'));
    }
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || area.selectionStart !== area.selectionEnd) return;
    const before = area.value.slice(0, area.selectionStart);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const indent = /^ */.exec(line)?.[0] ?? '';
    if (event.key === 'Enter' && !event.shiftKey && (indent || line.trimEnd().endsWith(':'))) {
      event.preventDefault();
      insert(`\n${indent}${line.trimEnd().endsWith(':') ? '    ' : ''}`);
    } else if (event.key === 'Backspace' && indent === line && line.length > 1) {
      event.preventDefault();
      area.setSelectionRange(area.selectionStart - (line.length % 4 || 4), area.selectionStart);
      insert('');
    }
  }

  async #paint() {
    const turn = ++this.#painted;
    if (this.text === this.original) {
      this.code.replaceChildren(...this.built);
      if (this.area) this.code.append('\n');
      return;
    }
    this.code.textContent = `${this.text}\n`; // the last line break makes room for the cursor
    const tokenize = await loadColours();
    if (turn === this.#painted && tokenize) this.code.replaceChildren(...spans(tokenize(this.text)), '\n');
  }
}

/** As if typed, so that the browser's own Undo knows it. @param {string} text */
function insert(text) {
  if (!document.execCommand(text ? 'insertText' : 'delete', false, text)) {
    const area = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input'));
  }
}
