import { expect, test } from '@jest/globals';
import { PASSWORD } from '../../test/api.ts';
import { pageOf } from '../../test/forms.ts';
import {
  addMember,
  api,
  attachRole,
  claire,
  claireId,
  createGroup,
  createUser,
  nadia,
  omar,
  openPeupliers,
} from '../../test/peupliers.ts';
import { mountPages } from '../index.ts';

openPeupliers(mountPages);

test('UI-8, BAIL-2: the sign-in page offers help, what is known of people, security words and the way of landlords', async () => {
  const page = await pageOf(api, '/connexion', null);
  expect(page).toContain('href="/probleme-de-connexion">Problème de connexion');
  expect(page).toContain('href="/informatique-et-libertes">Informatique et libertés');
  expect(page).toContain('Ne donnez à personne votre identifiant ni votre mot de passe');
  expect(page).toContain('Vous êtes bailleur ? L’Espace Bailleur a sa propre page de connexion.');
  const trouble = await pageOf(api, '/probleme-de-connexion', null);
  for (const words of [
    'liste de ses utilisateurs',
    '24 heures',
    'indésirables',
    'un quart d&#39;heure',
    'aux administrateurs seulement',
  ])
    expect(trouble.replaceAll("'", '&#39;').replace(/\s+/g, ' ')).toContain(words);
  expect(await pageOf(api, '/informatique-et-libertes', null)).toContain('Les sessions terminées : 30 jours.');
});

test('« Accessibilité » says of each theme of the RGAA 4.1 what holds and what does not, and is reached from every page', async () => {
  expect(await pageOf(api, '/connexion', null)).toContain('href="/accessibilite">Accessibilité : non conforme');
  const page = await pageOf(api, '/accessibilite', claire);
  expect(page.match(/>\s*\d{1,2}\.\s\p{Lu}/gu)).toHaveLength(13);
  expect(page).toContain('il est donc <strong>non conforme</strong>');
});

test('UI-8: whoever is signed in reads how to reach the délégué à la protection des données that their Caf has set', async () => {
  expect(await pageOf(api, '/informatique-et-libertes', claire)).not.toContain('Délégué à la protection');
  const none = { mailbox: null, cafproChannel: null, dialogue: null, resourceCentre: null, guides: {} };
  const body = { ...none, dataProtection: 'dpo@caf93.example' };
  const set = await api.call('PUT', '/caf-settings', { token: await api.as('admin93'), body });
  expect(set.status).toBe(200);
  for (const token of [claire, await api.as('agent93')])
    expect(await pageOf(api, '/informatique-et-libertes', token)).toContain('de votre Caf : dpo@caf93.example');
  for (const token of [null, await api.as('agent75'), await api.as('national')])
    expect(await pageOf(api, '/informatique-et-libertes', token)).not.toContain('dpo@caf93.example');
});

test('UI-2: the home page shows the sign-in before this one (S4 L155)', async () => {
  const first = api.now;
  expect(await pageOf(api, '/', claire)).toContain('première connexion');
  api.now = new Date('2026-03-12T07:05:00Z');
  const signIn = async () =>
    (await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } })).body
      .token as string;
  const later = await signIn();
  expect(await pageOf(api, '/', later)).toContain('Dernière connexion le 10/03/2026 à 10h00.');
  api.now = new Date('2026-03-13T07:05:00Z');
  expect(await pageOf(api, '/', await signIn())).toContain('Dernière connexion le 12/03/2026 à 08h05.');
  api.now = first;
});

test('UI-1: one entry of the menu for each service that is open to the person, wherever it is entered', async () => {
  const entry = 'href="/mes-services/CDAP"';
  expect(await pageOf(api, '/', claire)).not.toContain(entry);
  const { id } = (await createGroup({ manager: omar })).body;
  await attachRole(id, 'T2');
  await addMember(id, claireId);
  const home = await pageOf(api, '/', claire);
  expect(home.slice(home.indexOf('<nav'), home.indexOf('</nav>'))).toContain(`${entry}>Consulter dossier (Cdap)`);
  const page = await pageOf(api, '/mes-services/CDAP', claire);
  expect(page).toContain('Ce service permet de consulter');
  expect(page).toContain('Entrer dans « Consulter dossier (Cdap) »');
  expect(page).toContain('action="/services/CDAP"');
  expect(await pageOf(api, '/mes-services/AFAS', claire)).toContain('Page introuvable');
});

test('a page that does not exist keeps the frame of whoever is signed in', async () => {
  for (const path of ['/nulle-part', '/mes-services/AFAS', `/comptes/ailleurs`]) {
    const page = await pageOf(api, path, claire);
    expect(page).toContain('Page introuvable');
    expect(page).toContain('Claire Aubert');
    expect(page).toContain('href="/mes-services/CDAP"');
  }
  expect(await pageOf(api, '/nulle-part', null)).toContain('Se connecter');
});

test('UI-6, S2 annexe 1: an administrateur hands out the connection sheet, page and PDF, and nobody finds a password on it', async () => {
  const { id, login } = (await createUser(nadia)).body;
  const password = await api.mailedPassword(id);
  expect(await pageOf(api, `/comptes/${id}`, claire)).toContain(`href="/comptes/${id}/fiche"`);
  const page = await pageOf(api, `/comptes/${id}/fiche`, claire);
  for (const words of ['Fiche de connexion', login.toUpperCase(), 'http://127.0.0.1/connexion', 'aucun mot de passe'])
    expect(page).toContain(words);
  expect(page).not.toContain(password);
  const pdf = await api.call('GET', `/users/${id}/connection-sheet`, { token: claire });
  expect([pdf.status, pdf.headers.get('content-type'), pdf.body.slice(0, 5)]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  expect((await api.call('GET', `/users/${id}/connection-sheet`, { token: await api.as('agent93') })).status).toBe(200);
  expect((await api.call('GET', `/users/${id}/connection-sheet`, { token: await api.as('agent75') })).status).toBe(404);
  const own = (await api.call('POST', '/auth/login', { body: { login, password } })).body.token;
  await api.call('POST', '/auth/password', { token: own, body: { newPassword: PASSWORD } });
  expect((await api.call('GET', `/users/${id}/connection-sheet`, { token: own })).status).toBe(403);
  expect(await pageOf(api, `/comptes/${id}/fiche`, own)).toContain('Accès refusé');
});
