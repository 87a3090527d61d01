// The only script of the site's own on a page: it brings in the code of those elements that the page has.

const ELEMENTS = {
  'mp-lab': () => import('./lab.js'),
};

function upgrade() {
  for (const [name, load] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name) && document.querySelector(name)) load();
  }
}

upgrade();
// Instant navigation swaps the page without running scripts again: watch for elements that arrive.
new MutationObserver(upgrade).observe(document.documentElement, { childList: true, subtree: true });
