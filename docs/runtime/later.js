// Material's bundle takes a third of a page's first second, and nobody waits for it: it starts once the page has been painted
// and its own elements are alive. overrides/main.html leaves its tag as data.

const bundle = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[data-later]'));

function start() {
  if (!bundle?.isConnected) return;
  const script = Object.assign(document.createElement('script'), { src: bundle.src });
  bundle.replaceWith(script);
}

if (bundle) {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'script', href: bundle.src }));
  const elements = [...document.querySelectorAll(':not(:defined)')].map((element) => customElements.whenDefined(element.localName));
  Promise.all(elements).then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(start))));
  setTimeout(start, 1000); // a page in a background tab is not painted, and an element's code may not arrive
}
