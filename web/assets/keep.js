// Keeps what is typed in a form that says under which name; the form works without it, by its button.
const PAUSE = 800;

for (const field of document.querySelectorAll('input[data-kept]')) {
  const { form } = field;
  const address = form?.querySelector('button[formaction]')?.getAttribute('formaction');
  if (form === null || address == null) continue;
  const told = document.createElement('p');
  told.className = 'soft';
  told.setAttribute('role', 'status');
  form.append(told);
  let waiting = 0;
  let sent = '';

  // what was sent in between is not sent again
  const keep = async () => {
    clearTimeout(waiting);
    const body = new URLSearchParams(new FormData(form));
    const now = body.toString();
    if (now === sent) return;
    sent = now;
    const headers = { accept: 'application/json' };
    const answer = await fetch(address, { method: 'POST', body, headers, keepalive: true }).catch(() => null);
    if (answer?.ok !== true) sent = '';
    told.textContent =
      answer?.ok === true
        ? 'Votre saisie est enregistrée : vous pouvez la reprendre par le même lien.'
        : 'Votre saisie n’est pas encore enregistrée.';
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener('change', keep);
  form.addEventListener('submit', () => clearTimeout(waiting));
}
