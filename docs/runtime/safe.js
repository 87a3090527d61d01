// Markup that Python drew enters the page only through here: known elements and attributes, nothing that runs or loads.

const TAGS = new Set(
  ('a article aside b br button caption circle code dd defs desc details div dl dt em figcaption figure fieldset form g h2 h3 h4 h5 i input kbd label ' +
    'legend li line math mfrac mi mn mo mover mpadded mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover ' +
    'ol optgroup option output p path pattern polygon polyline pre q rect section select small span strong sub summary sup svg table tbody td text ' +
    'textarea tfoot th thead title tr tspan ul').split(' '),
);
const ATTRIBUTES = new Set(
  ('autocomplete checked class colspan columnalign cx cy d disabled display displaystyle dx dy for fill focusable for height hidden id ' +
    'inputmode lspace mathvariant max maxlength min name open points pattern r role rowspan rspace rx ry scope selected size spellcheck step stretchy ' +
    'stroke stroke-width stroke-dasharray tabindex text-anchor title transform type value viewbox width x x1 x2 xmlns y y1 y2 rows cols for').split(' '),
);

/** @param {Attr} attribute */
function allowed({ name, value }) {
  const lower = name.toLowerCase();
  if (lower.startsWith('data-') || lower.startsWith('aria-')) return true;
  if (lower === 'href') return /^[#?]/.test(value); // within this page
  return ATTRIBUTES.has(lower) && !/url\s*\(|javascript:/i.test(value);
}

/**
 * A fragment of the given markup with everything unknown taken out.
 * @param {string} html @returns {DocumentFragment}
 */
export function safe(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const element of [...parsed.body.querySelectorAll('*')]) {
    if (!TAGS.has(element.tagName.toLowerCase())) {
      element.remove();
      continue;
    }
    for (const attribute of [...element.attributes]) if (!allowed(attribute)) element.removeAttribute(attribute.name);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}
