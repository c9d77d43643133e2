import type { File, Held } from './files.ts';

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (given: string): string => given.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? '');

/** One page; `body` is markup. */
function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – Cdap (exemple)</title>${head}</head><body><header><p>Cdap, service d'exemple : dossiers inventés</p></header>
<main><h1>${text(title)}</h1>${body}</main></body></html>`;
}

const field = (name: string, label: string): string =>
  `<p><label for="${name}">${text(label)}</label><br><input id="${name}" name="${name}" autocomplete="off"></p>`;

/** Before anybody is known. */
export function welcomePage(): string {
  return page('Consulter un dossier', '<p><a href="/entrer">Se connecter avec Mon compte partenaire</a></p>');
}

/** Both number and name, and what the profile asks for before each file. */
export function searchPage(held: Held & { name: string; organisme: string }, refused: string | null): string {
  const alert = refused === null ? '' : `<p role="alert">${text(refused)}</p>`;
  const choices = held.profiles
    .map((one, index) => {
      const checked = index === 0 ? ' checked' : '';
      return `<p><label><input type="radio" name="profil" value="${text(one)}"${checked}> ${text(one)}</label></p>`;
    })
    .join('');
  return page(
    'Consulter un dossier',
    `<p>${text(held.name)}, ${text(held.organisme)}</p>${alert}
<form method="post" action="/dossier">
${field('numero', "Numéro d'allocataire")}${field('nom', "Nom de l'allocataire")}
<fieldset><legend>Profil</legend>${choices}</fieldset>
${held.profiles.includes('T4') ? field('numeroInstructeur', "Numéro d'instructeur (profil T4)") : ''}
${held.profiles.includes('T10') ? field('codeBailleur', 'Code bailleur (profil T10)') : ''}
<p><button>Consulter</button></p></form>`,
  );
}

/** A file that was found by both. */
export function filePage(file: File): string {
  const droits = file.droits.map((one) => `<li>${text(one)}</li>`).join('');
  return page(
    `Dossier ${file.numero}`,
    `<p>${text(file.prenom)} ${text(file.nom)}, ${text(file.commune)}</p><ul>${droits}</ul><p><a href="/">Autre dossier</a></p>`,
  );
}

/** The sign-in did not come to its end. */
export function failedPage(): string {
  return page("La connexion n'a pas abouti", '<p><a href="/entrer">Recommencer</a></p>');
}

/** Whose access is over, or not known yet: the browser goes on to Passerelle by itself, for a form may not lead to another host. */
export function againPage(): string {
  const head = '<meta http-equiv="refresh" content="0; url=/entrer">';
  return page('Un instant', '<p><a href="/entrer">Continuer</a></p>', head);
}
