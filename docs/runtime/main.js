// The only script of the site's own on a page: it brings in the code of those elements that the page has.

const ELEMENTS = {
  'mp-cell': () => import('./cell.js'),
  'mp-check': () => import('./check.js'),
  'mp-claim': () => import('./claim.js'),
  'mp-lab': () => import('./lab.js'),
};

function upgrade() {
  for (const [name, load] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name) && document.querySelector(name)) load();
  }
}

// An embedded figure: `?embed=ID` leaves only that figure of the page (lab.css), with a link to the whole.
const embedded = document.getElementById(new URLSearchParams(location.search).get('embed') ?? '');
if (embedded?.matches('mp-lab')) {
  document.documentElement.dataset.embed = embedded.id;
  embedded.closest('.mp-figure')?.setAttribute('data-embedded', '');
  const link = Object.assign(document.createElement('a'), { href: `${location.pathname}#${embedded.id}`, target: '_blank', textContent: document.title });
  embedded.closest('.mp-figure')?.append(link);
}

upgrade();
// Instant navigation swaps the page without running scripts again: watch for elements that arrive.
new MutationObserver(upgrade).observe(document.documentElement, { childList: true, subtree: true });
