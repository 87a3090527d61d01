// The frame around the pages: menu and search are labels of hidden switches; the button inside each works by keyboard too.

document.addEventListener('keydown', (event) => {
  const button = event.target instanceof Element && event.target.closest('label > [role="button"]');
  if (!button || (event.key !== ' ' && event.key !== 'Enter')) return;
  event.preventDefault();
  button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
});
