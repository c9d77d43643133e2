// Brings what bears data-live up to date while something runs, without moving the reader; the page works without it.
const every = 1000 * Number(document.querySelector('[data-live]')?.dataset.live ?? 0);

async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (answer?.ok !== true) return true;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const old of document.querySelectorAll('[data-live][id]')) {
    const now = fresh.getElementById(old.id);
    if (now === null || old.innerHTML === now.innerHTML || old.contains(document.activeElement)) continue;
    old.innerHTML = now.innerHTML;
  }
  return fresh.querySelector('[data-live]') !== null;
}

async function follow() {
  if (document.visibilityState === 'hidden' || (await refresh())) setTimeout(follow, every);
}

if (every > 0) setTimeout(follow, every);
