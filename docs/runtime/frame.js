// The frame around the pages: menu and search are labels of hidden switches; the button inside each works by keyboard too.

document.addEventListener('keydown', (event) => {
  const button = event.target instanceof Element && event.target.closest('label > [role="button"]');
  if (!button || (event.key !== ' ' && event.key !== 'Enter')) return;
  event.preventDefault();
  button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
});

// The copy buttons that Material adds stand in a nav each; a page of code would have dozens of landmarks without a name.
const nameless = () => {
  for (const nav of document.querySelectorAll('nav.md-code__nav:not([role])')) nav.setAttribute('role', 'none');
};

// A table or code that is wider than the page scrolls inside itself; without a pointer one must be able to get there.
const reachable = () => {
  for (const box of document.querySelectorAll('.md-typeset__scrollwrap, .md-typeset table:not([class]), .md-typeset pre > code')) {
    const wide = box.scrollWidth > box.clientWidth;
    if (wide === box.hasAttribute('tabindex')) continue;
    if (wide) box.setAttribute('tabindex', '0');
    else box.removeAttribute('tabindex');
  }
};

const improve = () => {
  nameless();
  reachable();
};
improve();
addEventListener('resize', reachable);
new MutationObserver(improve).observe(document.documentElement, { childList: true, subtree: true });
