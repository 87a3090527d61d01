// Motion: after a step, a dot with the sender's value travels along every edge that carried a message.

const MOST = 400; // dots; a denser graph would only flicker

/**
 * @param {Element} root the lab @param {number} pace 1 is normal speed
 */
export function sendMessages(root, pace) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) return;
  for (const svg of root.querySelectorAll('svg.mp-graph')) {
    const layer = svg.querySelector('.mp-flow');
    const carriers = [...svg.querySelectorAll('[data-flow]')];
    if (!layer || carriers.length * 2 > MOST || !svg.getClientRects().length) continue;
    const nodes = [...svg.querySelectorAll('.mp-node')];
    layer.replaceChildren();
    for (const carrier of carriers) {
      const path = /** @type {SVGPathElement | null} */ (carrier.querySelector('.mp-edge__line'));
      if (!path) continue;
      const length = path.getTotalLength();
      const points = Array.from({ length: 9 }, (_, i) => path.getPointAtLength((length * i) / 8));
      const [first] = (carrier.getAttribute('data-flow') ?? '').split(' ');
      for (const flow of (carrier.getAttribute('data-flow') ?? '').split(' ')) {
        const sender = nodes[Number(flow.split('>')[0])];
        const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
        dot.setAttribute('r', '7');
        dot.setAttribute('class', 'mp-dot');
        dot.setAttribute('data-level', sender?.getAttribute('data-level') ?? '0');
        layer.append(dot);
        const way = flow === first ? points : [...points].reverse();
        const frames = way.map((p) => ({ transform: `translate(${p.x}px, ${p.y}px)` }));
        dot.animate(frames, { duration: 620 / pace, easing: 'ease-in-out' }).finished.then(
          () => dot.remove(),
          () => dot.remove(),
        );
      }
    }
  }
}
