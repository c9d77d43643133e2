import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MailParams } from '../domain/mail/registry.ts';
import { writeMail } from '../domain/mail/render.ts';
import { bulletins, groupId, groups, nadiaId, openDiagnosis, tokens, unpassworded, visit } from '../test/diagnosis.ts';
import { bodyOf, formsOf, pageOf } from '../test/forms.ts';
import { centralise } from '../test/openPartner.ts';
import { api, createGroup, createUser, partnerId } from '../test/peupliers.ts';
import { asOwner } from '../test/stack.ts';

openDiagnosis();

it('in mode centralisé the Caf is asked by an administrateur, or by her own agent; a gestionnaire asks the administrateur (RGT-17, ADM-8)', async () => {
  await centralise(api.deps.db, partnerId);
  await api.deps.db.$executeRawUnsafe(groups('role = NULL'));
  const recipients = [];
  for (const reader of ['omar', 'claire', 'agent'] as const) {
    await asOwner(api.database, `DELETE FROM mail WHERE template = 'MAIL-64'`);
    const asked = { token: tokens[reader], body: { service: 'CDAP' } };
    expect((await api.call('POST', `/users/${nadiaId}/diagnosis/ask`, asked)).status).toBe(202);
    const mails = await api.deps.db.mail.findMany({ where: { template: 'MAIL-64' } });
    recipients.push(mails.map(({ recipient }) => recipient));
  }
  expect(recipients).toEqual([['claire.aubert@peupliers.example'], ['agent@caf93.example'], ['agent@caf93.example']]);
});

describe('« Le demander par courriel »', () => {
  const ask = (token: string, id = nadiaId) =>
    api.call('POST', `/users/${id}/diagnosis/ask`, { token, body: { service: 'CDAP' } });
  const asks = async (token: string) =>
    (await api.call('GET', `/users/${nadiaId}/diagnosis?service=CDAP`, { token })).body.broken.ask;
  const mails = async () =>
    (await api.deps.db.mail.findMany({ where: { template: 'MAIL-64' } })).map(({ recipient, params }) => {
      const mail = params as Extract<MailParams, { template: 'MAIL-64' }>;
      const { blocks } = writeMail(mail);
      return { recipient, link: mail.link, words: JSON.stringify(blocks) };
    });
  beforeEach(async () => {
    await centralise(api.deps.db, partnerId, 'DELEGUE');
    await api.deps.db.$executeRawUnsafe(groups("role = 'T2'"));
    await asOwner(api.database, `DELETE FROM mail WHERE template = 'MAIL-64'`);
  });

  it('to the person themself says « vous », and leads where they get in without a password (SUP-6)', async () => {
    const [broken, whole] = unpassworded('phone = NULL', 'phone = NULL');
    await api.deps.db.$executeRawUnsafe(broken);
    try {
      expect((await ask(tokens.omar)).status).toBe(202);
      const [mail, ...others] = await mails();
      expect(others).toEqual([]);
      expect(mail?.recipient).toBe('nadia.ferrand@peupliers.example');
      expect(mail?.link).toEqual({ kind: 'page', path: '/mot-de-passe-oublie' });
      expect(mail?.words).toContain('vous n’entrez pas dans le service');
      expect(mail?.words).toContain('demandez vous-même un mot de passe par « Mot de passe oublié »');
    } finally {
      await api.deps.db.$executeRawUnsafe(whole);
    }
  });

  it('to the Caf says what the Caf does', async () => {
    await api.deps.db.$executeRawUnsafe(bulletins("state = 'CLOS'"));
    try {
      expect((await ask(tokens.claire)).status).toBe(202);
      const [mail] = await mails();
      expect(mail?.recipient).toBe('agent@caf93.example');
      expect(mail?.words).toContain('préparer le bulletin d’adhésion');
      expect(mail?.words).not.toContain('demander à la Caf');
    } finally {
      await api.deps.db.$executeRawUnsafe(bulletins("state = 'ACTIF'"));
    }
  });

  it('leaves once a day, and is not offered to who would ask nobody but themselves', async () => {
    await api.deps.db.$executeRawUnsafe(groups('role = NULL'));
    try {
      const page = async (token: string) => (await visit(`/comptes/${nadiaId}/diagnostic?service=CDAP`, token)).text();
      expect([await asks(tokens.claire), await asks(tokens.omar)]).toEqual(['PERSONNE', 'POSSIBLE']);
      expect(await page(tokens.claire)).not.toContain('Le demander par courriel');
      expect(await page(tokens.omar)).toContain('Le demander par courriel');
      expect((await ask(tokens.claire)).body.code).toBe('RIEN_A_REPARER');
      expect((await ask(tokens.omar)).status).toBe(202);
      expect(await asks(tokens.omar)).toBe('DEJA_DEMANDE');
      const asked = await page(tokens.omar);
      expect(asked).toContain('Déjà demandé par courriel');
      expect(asked).not.toContain('Le demander par courriel');
    } finally {
      await api.deps.db.$executeRawUnsafe(groups("role = 'T2'"));
    }
  });

  it('who reads their own diagnosis reads « vous »', async () => {
    await api.deps.db.$executeRawUnsafe(groups('role = NULL, role_detached_at = created_at'));
    try {
      const path = `/users/${nadiaId}/diagnosis?service=CDAP`;
      const words = async (token: string) => {
        const { broken, advice } = (await api.call('GET', path, { token })).body;
        return [broken.remedy, ...advice.map(({ text }: { text: string }) => text)].join('\n');
      };
      expect(await words(tokens.nadia)).toContain('ou vous placer dans un autre groupe');
      expect(await words(tokens.nadia)).not.toMatch(/la personne/);
      expect(await words(tokens.omar)).toContain('ou placer la personne dans un autre groupe');
    } finally {
      await api.deps.db.$executeRawUnsafe(groups("role = 'T2', role_detached_at = NULL"));
    }
  });
});

it('a refused entry sends a partner’s person to their own people and to the diagnosis, never to the Caf (CON-30, RGT-11)', async () => {
  await api.deps.db.$executeRawUnsafe(groups('role = NULL'));
  const refused = async (path: string, token: string, method = 'GET') => {
    const headers = { cookie: `session=${token}`, origin: api.url };
    // a form says whom it was shown to: as one of their own page does
    const [form] = formsOf(await pageOf(api, '/', token), '/');
    const body = method === 'POST' && form !== undefined ? new URLSearchParams(bodyOf(form)) : null;
    const answer = await fetch(`${api.url}${path}`, { method, headers, body });
    expect(answer.status).toBe(403);
    return answer.text();
  };
  try {
    const entry = await refused('/services/CDAP', tokens.nadia, 'POST');
    expect(entry).toContain('adressez-vous à votre gestionnaire ou à votre administrateur');
    expect(entry).toContain(`href="/comptes/${nadiaId}/diagnostic?service=CDAP"`);
    expect(entry).not.toContain('Caf.');
    const page = await refused(`/groupes/${groupId}`, tokens.nadia);
    expect(page).toContain('adressez-vous à votre gestionnaire ou à votre administrateur');
    expect(page).not.toContain('/diagnostic?');
    expect(await refused('/services/CDAP', tokens.claire, 'POST')).toContain('demandez de l’aide à la Caf');
  } finally {
    await api.deps.db.$executeRawUnsafe(groups("role = 'T2'"));
  }
});

it('a closed bulletin: when and why is told, and its groups are said to be without effect', async () => {
  await api.deps.db.$executeRawUnsafe(
    bulletins("state = 'CLOS', closed_at = '2026-01-10T09:00:00Z', reason = 'Fin de la subvention'"),
  );
  try {
    const page = await (await visit(`/comptes/${nadiaId}/diagnostic?service=CDAP`, tokens.claire)).text();
    expect(page).toContain('a été clos le 10/01/2026 : Fin de la subvention');
    expect(await (await visit(`/groupes/${groupId}`, tokens.claire)).text()).toContain('Sans effet');
  } finally {
    await api.deps.db.$executeRawUnsafe(bulletins("state = 'ACTIF', closed_at = NULL, reason = NULL"));
  }
  expect(await (await visit(`/groupes/${groupId}`, tokens.claire)).text()).not.toContain('Sans effet');
});

it('a closed group: when and why is told, to who was in it and on its own page (GRP-20)', async () => {
  await centralise(api.deps.db, partnerId, 'DELEGUE');
  const manager = { firstName: 'Rémi', lastName: 'Lenoir', email: 'remi.lenoir@peupliers.example' };
  const { body: closing } = await createGroup({ code: 'T2FIN', label: 'T2 Fin', manager });
  const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
  const { id } = (await createUser(zoe, { groupIds: [closing.id] })).body;
  const reason = { token: tokens.claire, body: { reason: 'Regroupement' } };
  expect((await api.call('POST', `/groups/${closing.id}/close`, reason)).body.state).toBe('FERME');
  const { body } = await api.call('GET', `/users/${id}/diagnosis?service=CDAP`, { token: tokens.claire });
  expect(body.chain[0]).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^Le groupe T2FIN a été fermé le \d\d\/\d\d\/\d{4} : Regroupement$/),
  });
  const page = await (await visit(`/groupes/${closing.id}`, tokens.claire)).text();
  expect(page).toMatch(/Fermé le \d\d\/\d\d\/\d{4}/);
  expect(page).toContain('Regroupement');
});
