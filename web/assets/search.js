// « / » leads into the search box, unless one is writing; the box works without it.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const within = event.target instanceof Element ? event.target : null;
  if (within?.closest('input, textarea, select, [contenteditable]')) return;
  const box = document.getElementById('recherche');
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.focus();
  box.select();
});
