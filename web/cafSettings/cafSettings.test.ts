import { expect, test } from '@jest/globals';
import { partnerBody } from '../../test/api.ts';
import { formsOf, pageOf, press } from '../../test/forms.ts';
import { entered } from '../../test/openPartner.ts';
import { inventedSiret } from '../../test/people.ts';
import { api, claire, claireId, createUser, nadia, openPeupliers, partnerId } from '../../test/peupliers.ts';
import { mountPages } from '../index.ts';

openPeupliers(mountPages);

const GUIDE = 'https://www.caf.fr/guides/administrateur.pdf';
const set = async (over: Record<string, string>) => {
  const token = await api.as('admin93');
  const [form] = formsOf(await pageOf(api, '/ma-caf', token), '/ma-caf').filter(({ id }) => id === 'reglages');
  if (form === undefined) throw new Error('no form of the settings');
  return press(api, form, token, over);
};
const incident = async () => {
  const path = `/partners/${partnerId}/security-incidents`;
  const { body } = await api.call('POST', path, { token: claire, body: { what: 'Poste volé', userIds: [claireId] } });
  return (await api.deps.db.mail.findFirstOrThrow({ where: { processId: body.id } })).recipient;
};

test('a cafAdmin sets the mailbox, the channels and the guides of their Caf in a page; mails and pages use them', async () => {
  const before = await pageOf(api, '/', claire);
  expect(before).not.toContain(GUIDE);
  expect(before).toContain('mailto:agent@caf93.example');
  const ask = () => pageOf(api, `/partenaires/${partnerId}/demander-un-service`, claire);
  // REQ-4: a mailbox is no channel to Cafpro
  expect(await ask()).toContain('Votre Caf n&#39;a pas indiqué de canal Cafpro');
  const wrong = await set({ mailbox: 'pas une adresse', dialogue: 'javascript:alert(1)' });
  expect(wrong.status).toBe(422);
  const faults = await wrong.text();
  expect(faults).toContain('2 informations sont à corriger');
  expect(faults).toContain('Une adresse complète est attendue');

  const saved = await set({
    mailbox: 'partenaires@caf93.example',
    cafproChannel: 'cafpro@caf93.example, en indiquant votre SIRET',
    resourceCentre: 'ressources@cnaf.example',
    'guides.administrateur': GUIDE,
  });
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/ma-caf']);
  expect(await incident()).toBe('partenaires@caf93.example');
  expect(api.deps.mailboxOf('75')).toBe('agent@caf75.example');
  const home = await pageOf(api, '/', claire);
  expect(home).toContain(`href="${GUIDE}"`);
  expect(home).toContain('mailto:partenaires@caf93.example');
  expect(home).not.toContain('ressources@cnaf.example');
  expect(await ask()).toContain('adressez-vous ici : cafpro@caf93.example, en indiquant votre SIRET');
  const [line] = await api.deps.db.auditLine.findMany({ where: { action: 'caf.settings' } });
  expect(line).toMatchObject({ caf: '93', before: { mailbox: null }, after: { mailbox: 'partenaires@caf93.example' } });
});

test('ESAT-27: agents are pointed to the Centre de ressources; they read what their cafAdmin alone changes', async () => {
  const agent = await api.as('agent93');
  expect(await pageOf(api, '/', agent)).toContain(
    'Le Centre de ressources y répond<span> : ressources@cnaf.example</span>',
  );
  expect(await pageOf(api, '/', await api.as('agent75'))).toContain('Le Centre de ressources y répond.');
  const read = await pageOf(api, '/ma-caf', agent);
  expect(read).toContain('cafpro@caf93.example, en indiquant votre SIRET');
  expect(formsOf(read, '/ma-caf').map(({ id }) => id)).not.toContain('reglages');
  const body = (await api.call('GET', '/caf-settings', { token: agent })).body.settings;
  expect((await api.call('PUT', '/caf-settings', { token: agent, body })).status).toBe(403);
  expect((await api.call('GET', '/caf-settings', { token: await api.as('admin75') })).body.settings.mailbox).toBe(null);
});

test('ADM-8: the mailbox of the Caf is shown to administrateurs alone', async () => {
  const { id } = (await createUser(nadia)).body;
  const token = await entered(api, id);
  const { body } = await api.call('GET', '/caf-settings', { token });
  expect(body).toMatchObject({ mailbox: null, settings: { mailbox: null, guides: {} } });
  const home = await pageOf(api, '/', token);
  // UI-7: the administrateur's guide is for administrateurs
  expect(home).not.toContain(GUIDE);
  expect(home).not.toContain('mailto:');
});

test('REQ-4, AC-05: who asks for a profile that stays in Cafpro is told the channel of that Caf', async () => {
  const { raisonSociale, address, email, phone } = partnerBody();
  const form = {
    raisonSociale,
    address,
    email,
    phone,
    profiles: ['T10'],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
  const told = async (caf: string, seed: number) => {
    const { body } = await api.call('POST', '/access-requests', { body: { ...form, caf, siret: inventedSiret(seed) } });
    const { processId } = await api.deps.db.accessRequest.findUniqueOrThrow({ where: { id: body.id } });
    return (await api.deps.db.mail.findFirstOrThrow({ where: { processId, template: 'MAIL-23' } })).params;
  };
  expect(await told('93', 41)).toMatchObject({
    redirected: true,
    reasons: ['Pour ce besoin, adressez-vous ici : cafpro@caf93.example, en indiquant votre SIRET'],
  });
  expect(await told('75', 42)).toMatchObject({ reasons: ['Adressez votre besoin à votre Caf : agent@caf75.example'] });
});
