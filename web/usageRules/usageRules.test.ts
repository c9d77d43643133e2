import { expect, test } from '@jest/globals';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
import { bodyOf, formsOf, pageOf, press, walk } from '../../test/forms.ts';
import { api, claire, claireId, openPeupliers, partnerId } from '../../test/peupliers.ts';
import { mountPages } from '../index.ts';

openPeupliers(mountPages);

const visit = (path: string, token = claire) =>
  fetch(`${api.url}${path}`, { redirect: 'manual', headers: { cookie: `session=${token}` } });
const versionIs = (rulesVersion: number | null) =>
  api.deps.db.user.update({ where: { id: claireId }, data: { rulesVersion, rulesAcceptedAt: null } });
const accepting = async (path: string) => {
  const html = await pageOf(api, path, claire);
  const form = formsOf(html, path).find(({ id }) => id === 'regles');
  if (form === undefined) throw new Error(`no form of the rules on ${path}`);
  return form;
};
const acceptances = () =>
  api.deps.db.auditLine.findMany({ where: { action: 'usageRules.accepted' }, orderBy: { id: 'asc' } });

test('UI-5: the rules come before every page, once; the acceptance is a fact in the journal of the Caf; they stay in the menu', async () => {
  await versionIs(null);
  const groups = `/partenaires/${partnerId}/groupes`;
  const held = await visit(groups);
  expect([held.status, held.headers.get('location')]).toEqual([
    303,
    `/regles-d-usage?retour=${encodeURIComponent(groups)}`,
  ]);

  const form = await accepting(groups);
  const page = await pageOf(api, groups, claire);
  expect(page).toContain('Je ne donne à personne mon identifiant ni mon mot de passe');
  expect(page).not.toContain('href="/support"');
  const accepted = await press(api, form, claire);
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, groups]);
  expect((await visit(groups)).status).toBe(200);

  expect(await acceptances()).toMatchObject([
    {
      actorId: claireId,
      actorRole: 'administrateur',
      entityId: claireId,
      caf: '93',
      rule: 'UI-5',
      after: { version: USAGE_RULES_VERSION },
    },
  ]);
  const home = await pageOf(api, '/', claire);
  expect(home).toContain('href="/regles-d-usage"');
  const again = await pageOf(api, '/regles-d-usage', claire);
  expect(again).toContain(`Vous avez accepté la version ${USAGE_RULES_VERSION} le 10/03/2026`);
  expect(again).not.toContain('id="regles"');
  await press(api, form, claire);
  expect(await acceptances()).toHaveLength(1);
});

test('UI-5: a new version is asked again, and what was typed before it came waits (U8)', async () => {
  const path = '/mon-profil';
  const [profile] = formsOf(await pageOf(api, path, claire), path).filter(({ id }) => id === 'profil');
  if (profile === undefined) throw new Error('no profile form');
  await versionIs(USAGE_RULES_VERSION - 1);
  const late = await press(api, profile, claire, { phone: '0148000042' });
  const where = late.headers.get('location') ?? '';
  expect([late.status, where]).toEqual([303, expect.stringMatching(/^\/regles-d-usage\?retour=%2Freprise%2F/)]);
  expect(await api.deps.db.user.findUniqueOrThrow({ where: { id: claireId } })).toMatchObject({ phone: null });

  const form = await accepting(where);
  expect(await pageOf(api, where, claire)).toContain('Ces règles ont changé depuis que vous les avez acceptées');
  const accepted = await press(api, form, claire);
  expect(await pageOf(api, accepted.headers.get('location') ?? '', claire)).toContain('value="0148000042"');
  expect(await acceptances()).toMatchObject([{}, { before: { version: USAGE_RULES_VERSION - 1 } }]);
});

test('rules that were replaced while they were read are not accepted: the new ones are shown', async () => {
  await versionIs(null);
  const form = await accepting('/');
  const stale = await press(api, form, claire, { version: String(USAGE_RULES_VERSION + 1) });
  expect(stale.status).toBe(409);
  expect(await stale.text()).toContain('Rouvrez la page et lisez-les');
  expect((await visit('/')).status).toBe(303);
});

test('a program is not held up by them; a page that is the same for everyone, signing out and a Caf neither', async () => {
  await versionIs(null);
  expect((await api.call('GET', `/partners/${partnerId}/groups`, { token: claire })).status).toBe(200);
  expect((await api.call('GET', '/usage-rules', { token: claire })).body).toMatchObject({
    toAccept: true,
    accepted: null,
  });
  expect((await visit('/demande')).status).toBe(200);
  expect((await visit('/', await api.as('agent93'))).status).toBe(200);
  expect((await api.call('GET', '/usage-rules', { token: await api.as('agent93') })).body.toAccept).toBe(false);
  expect(
    (await api.call('POST', '/usage-rules/accept', { token: await api.as('agent93'), body: { version: 1 } })).status,
  ).toBe(403);
  const out = formsOf(await pageOf(api, '/', claire), '/').find(({ action }) => action === '/deconnexion');
  expect(out && bodyOf(out).length).toBeGreaterThan(0);
  expect(out && (await press(api, out, claire)).headers.get('location')).toBe('/');
});

test('no page of who has yet to accept them leads anywhere else but to what is the same for everyone', async () => {
  const token = (
    await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: 'quatre mots sans aucun lien' } })
  ).body.token;
  const pages = await walk(api, token, ['/']);
  expect(
    [...pages.values()].filter(
      (html) => !/<h1>(Règles d&#39;usage|Informatique et libertés|Accessibilité)<\/h1>/.test(html),
    ),
  ).toEqual([]);
});
