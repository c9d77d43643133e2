import { beforeAll, expect, it } from '@jest/globals';
import { partnerBody } from '../../test/api.ts';
import { formsOf, pageOf, press } from '../../test/forms.ts';
import { inventedSiret } from '../../test/people.ts';
import { api, openPeupliers, partnerId } from '../../test/peupliers.ts';
import { mountPages } from '../index.ts';

openPeupliers(mountPages);

let agent: string;
let national: string;
beforeAll(async () => {
  [agent, national] = [await api.as('agent93'), await api.as('national')];
});

const read = (path: string, token: string) => pageOf(api, path, token);
/** Presses the form of a page that leads to this action; its page as `who` sees it. */
const send = async (page: string, action: string, token: string, fields: Record<string, string>) => {
  const form = formsOf(await read(page, token), page).find((one) => one.action === action);
  if (form === undefined) throw new Error(`no form ${action}`);
  return press(api, form, token, fields);
};
const row = (service: string) => api.deps.db.openedService.findFirstOrThrow({ where: { partnerId, service } });

it('the partner’s page suspends a service and opens it again, and shows the motif and the end (§4.3)', async () => {
  const path = `/partenaires/${partnerId}`;
  const before = await read(path, agent);
  expect([before.includes('Suspendre un service'), before.includes('Rouvrir un service suspendu')]).toEqual([
    true,
    false,
  ]);
  const faulty = await send(path, `${path}/services/suspendre`, agent, { service: 'CDAP', reason: '' });
  expect([faulty.status, (await row('CDAP')).state]).toEqual([422, 'OUVERTE']);
  const suspended = await send(path, `${path}/services/suspendre`, agent, {
    ...{ service: 'CDAP', reason: 'Données en correction', until: '2026-03-20' },
  });
  expect([suspended.status, (await row('CDAP')).state]).toEqual([303, 'SUSPENDUE']);
  const page = await read(path, agent);
  expect(page).toContain('Données en correction');
  expect(page).toContain('rouvre le 20/03/2026 à 00h00');
  expect(page).toContain('Rouvrir un service suspendu');
  // to how many it happens, before it does (E24)

  expect(before).toMatch(/ – (?:personne n|\d+ personnes? y entre)/);
  // who only reads has no form
  expect(await read(path, national)).not.toContain('Rouvrir un service suspendu');
  expect((await send(path, `${path}/services/rouvrir`, agent, { service: 'CDAP', reason: 'Corrigées' })).status).toBe(
    303,
  );
  expect((await row('CDAP')).state).toBe('OUVERTE');
});

it('what the partner is, is said on its page: its nature and its type (§2.3, §2.4)', async () => {
  const path = `/partenaires/${partnerId}`;
  await api.deps.db.partner.update({ where: { id: partnerId }, data: { nature: null, typeOrganisme: null } });
  expect(await read(path, agent)).toContain('Dire ce qu’est ce partenaire');
  expect((await send(path, `${path}/nature`, agent, { nature: '' })).status).toBe(422);
  const identity = { nature: 'PERSONNE_MORALE', typeOrganisme: 'CCAS_CIAS' };
  expect((await send(path, `${path}/nature`, agent, identity)).status).toBe(303);
  const page = await read(path, agent);
  for (const words of ['Personne morale (organisme)', 'CCAS ou Cias', 'Corriger ce qu’est ce partenaire'])
    expect(page).toContain(words);
});

it('its coordinates are corrected in the page, every fault told; a form that was shown before another correction is refused', async () => {
  const path = `/partenaires/${partnerId}`;
  const contact = async (fields: Record<string, string>) => send(path, `${path}/coordonnees`, agent, fields);
  const before = await api.deps.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  const faulty = await contact({ email: 'pas une adresse', phone: '12' });
  expect([faulty.status, await faulty.text()]).toEqual([
    422,
    expect.stringContaining('2 informations sont à corriger'),
  ]);
  const corrected = await contact({ email: 'accueil@peupliers.example', raisonSociale: 'ESAT Les Grands Peupliers' });
  expect(corrected.status).toBe(303);
  const page = await read(path, agent);
  expect([page.includes('accueil@peupliers.example'), page.includes('ESAT Les Grands Peupliers')]).toEqual([
    true,
    true,
  ]);
  const after = await api.deps.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  expect(after).toMatchObject({ siret: before.siret, address: before.address, phone: before.phone });
  expect((await contact({ version: String(before.version), address: '2 rue Neuve' })).status).toBe(412);
  expect(await read(path, national)).not.toContain('Corriger les coordonnées');
});

it('opening services is a button at the top; a brand-new partner is not told that everybody used everything', async () => {
  const told = 'Chacun a utilisé chacun de ses services';
  const known = await read(`/partenaires/${partnerId}`, agent);
  expect(known).toContain('<a class="button" href="#conventionnement">');
  expect(known).toContain(told);
  const siret = inventedSiret(77);
  const { body } = await api.call('POST', '/partners', { token: agent, body: partnerBody({ siret }) });
  const fresh = await read(`/partenaires/${body.id}`, agent);
  expect([fresh.includes('href="#conventionnement"'), fresh.includes(told)]).toEqual([true, false]);
});

it('the form that opens services asks the questions of the catalogue, says what is missing, and why somebody is refused (CONV-1)', async () => {
  const path = `/partenaires/${partnerId}`;
  const start = (fields: Record<string, string>) => send(path, `${path}/conventionnements`, agent, fields);
  const page = await read(path, agent);
  expect(page).toContain('Afas : le partenaire reçoit-il la prestation de service ?');
  const silent = await start({ services: 'AFAS' });
  expect([silent.status, (await silent.text()).includes('Répondez : Afas')]).toEqual([422, true]);
  const unentitled = await start({ services: 'DGFIP' });
  expect(await unentitled.text()).toContain('réservée aux directions départementales des finances publiques');
  expect(await api.deps.db.process.count({ where: { partnerId, type: 'conventionnement' } })).toBe(0);
  const begun = await start({ services: 'AFAS', 'eligibility.AFAS.prestationService': 'non' });
  expect(begun.status).toBe(303);
  const task = await api.deps.db.task.findFirstOrThrow({ where: { kind: 'VERIFIER_LEGITIMITE' } });
  expect(await read(`/taches/${task.id}`, agent)).toContain('Est-il légitime comme autre partenaire');
});

it('the Cnaf’s page suspends for everyone and opens again; a Caf only reads it', async () => {
  expect(await read('/services', agent)).not.toContain('Suspendre pour tous');
  // for whom is told to who may close it, before it is closed (E24)
  const reachOf = async (token: string) =>
    (await api.call('GET', '/services', { token })).body.items.map(({ reach }: { reach?: object }) => typeof reach);
  expect([...new Set([...(await reachOf(national)), ...(await reachOf(agent))])]).toEqual(['object', 'undefined']);
  expect(await read('/services', national)).toMatch(/ – (?:personne n|\d+ personnes? de \d+ organismes?)/);
  expect(
    (await send('/services', '/services/pour-tous/suspendre', national, { code: 'ADONIS', reason: 'Panne.' })).status,
  ).toBe(303);
  const page = await read('/services', national);
  expect([page.includes('Fermé pour tous'), page.includes('Panne.')]).toEqual([true, true]);
  const refused = await send('/services', '/services/pour-tous/rouvrir', national, { code: 'TUTEUR', reason: 'x' });
  expect([refused.status, (await refused.text()).includes('seule sa réouverture nationale')]).toEqual([409, true]);
  expect(
    (await send('/services', '/services/pour-tous/rouvrir', national, { code: 'ADONIS', reason: 'Réparé.' })).status,
  ).toBe(303);
});
