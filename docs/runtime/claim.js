// <mp-claim>: the quiet mark beside a checked sentence. Without a script it is a link to the claim's entry on the Claims
// page; here it opens that entry in place.

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** The Claims page, fetched once. @param {string} address */
function fetched(address) {
  let page = pages.get(address);
  if (!page) {
    page = fetch(address).then(async (reply) => {
      if (!reply.ok) throw new Error(`the server answered ${reply.status}`);
      return new DOMParser().parseFromString(await reply.text(), 'text/html');
    });
    page.catch(() => pages.delete(address)); // a failed download may be tried again
    pages.set(address, page);
  }
  return page;
}

/** An entry of that page, fit for another one: no id twice, links that lead where they led. @param {Document} page @param {string} id @param {string} address */
function entry(page, id, address) {
  const found = page.getElementById(id);
  if (!found) throw new Error('it is not in the list');
  const copy = document.importNode(found, true);
  for (const one of [copy, ...copy.querySelectorAll('[id]')]) one.removeAttribute('id');
  for (const link of copy.querySelectorAll('a[href]')) link.setAttribute('href', new URL(link.getAttribute('href') ?? '', address).href);
  for (const folded of copy.querySelectorAll('details')) folded.open = true;
  return copy;
}

export class MpClaim extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a');
    if (!link) return;
    const [address, id] = link.href.split('#');
    const name = link.getAttribute('aria-label') ?? 'Claim';
    const mark = Object.assign(document.createElement('button'), { type: 'button', className: link.className, textContent: link.textContent });
    const panel = Object.assign(document.createElement('div'), { className: 'mp-panel md-typeset', popover: 'auto', tabIndex: -1 });
    mark.setAttribute('aria-label', name);
    panel.setAttribute('role', 'dialog');
    panel.setAttribute('aria-label', name);
    mark.popoverTargetElement = panel;
    link.replaceWith(mark);
    this.append(panel);
    for (const type of ['pointerenter', 'focus']) mark.addEventListener(type, () => fetched(address).catch(() => {}), { once: true });
    panel.addEventListener('toggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
      this.place(mark, panel);
      panel.focus({ preventScroll: true });
    });
    panel.addEventListener('beforetoggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === 'open') this.fill(panel, address, id);
    });
  }

  /** @param {HTMLElement} panel @param {string} address @param {string} id */
  async fill(panel, address, id) {
    if (panel.querySelector('.mp-entry')) return;
    const all = Object.assign(document.createElement('a'), { href: `${address}#${id}`, textContent: 'In the list of all claims' });
    const words = Object.assign(document.createElement('p'), { textContent: 'Fetching the check…' });
    const foot = Object.assign(document.createElement('p'), { className: 'mp-panel__foot' });
    foot.append(all);
    panel.replaceChildren(words, foot);
    try {
      words.replaceWith(entry(await fetched(address), id, address));
    } catch (error) {
      words.textContent = `The check could not be fetched: ${error instanceof Error ? error.message : error}. Open it here:`;
    }
  }

  /** Under the mark, within the window; on a narrow screen the style sheet puts it at the lower edge. @param {HTMLElement} mark @param {HTMLElement} panel */
  place(mark, panel) {
    const { left, bottom } = mark.getBoundingClientRect();
    const room = document.documentElement.clientWidth - panel.offsetWidth - 16;
    panel.style.setProperty('--mp-left', `${scrollX + Math.max(16, Math.min(left - 24, room))}px`);
    panel.style.setProperty('--mp-top', `${scrollY + bottom + 6}px`);
  }
}

if (!customElements.get('mp-claim')) customElements.define('mp-claim', MpClaim);
