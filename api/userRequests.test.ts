import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../test/api.ts';
import { centralise } from '../test/openPartner.ts';
import { api, claire, claireId, openPeupliers, partnerId } from '../test/peupliers.ts';
import { cafCountersigns, partnerSigns } from '../test/signing.ts';

const nadia = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
const omar = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };

let agent: string;
let groups: { T2A: string; T4B: string };
openPeupliers();
beforeAll(async () => {
  agent = await api.as('agent93');
  const group = async (code: string, label: string, profile: string) => {
    const body = { service: 'CDAP', code, label, profile, managerId: claireId };
    return (await api.call('POST', `/partners/${partnerId}/groups`, { token: claire, body })).body.id as string;
  };
  groups = { T2A: await group('T2A', 'T2 Accueil', 'T2'), T4B: await group('T4B', 'T4 Insertion', 'T4') };
});

const ask = (body: object, token = claire, id = partnerId): Promise<Answer> =>
  api.call('POST', `/partners/${id}/user-requests`, { token, body });
const answer = async (processId: string, body: object): Promise<Answer> => {
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId, kind: 'GERER_UTILISATEUR' } });
  return api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body });
};
const request = async (id: string) => (await api.call('GET', `/user-requests/${id}`, { token: claire })).body;
const told = async (processId: string) =>
  (await api.deps.db.mail.findMany({ where: { processId, template: 'MAIL-70' } })).map(({ recipient, params }) => ({
    recipient,
    params,
  }));
const membersOf = async (groupId: string) =>
  (await api.deps.db.membership.findMany({ where: { groupId, until: null } })).map(({ userId }) => userId);

describe('requests about people in mode centralisé (DEL-1, RGT-17, AC-14)', () => {
  it('are refused in mode délégué: the organisme does it itself', async () => {
    expect((await ask({ what: 'create', person: nadia })).body).toMatchObject({ status: 409, code: 'MODE_DELEGUE' });
    await centralise(api.deps.db, partnerId);
  });

  let nadiaId: string;
  it('create: the Caf’s task makes the account, puts it into its groups, and who asked is told; what was typed is forgotten', async () => {
    const asked = await ask({ what: 'create', person: nadia, groupIds: [groups.T2A], reason: 'Nouvelle éducatrice' });
    expect(asked).toMatchObject({
      status: 202,
      body: { state: 'A_TRAITER', person: nadia, account: null, join: [{ code: 'T2A' }], waitingFor: { who: 'CAF' } },
    });
    const { id } = asked.body;
    expect(await api.deps.db.user.count({ where: { email: nadia.email } })).toBe(0);
    expect((await answer(id, { outcome: 'done' })).status).toBe(200);
    const made = await request(id);
    expect(made).toMatchObject({ state: 'FAITE', person: null, account: { name: 'Nadia Ferrand' } });
    nadiaId = made.account.id;
    expect(await membersOf(groups.T2A)).toEqual([nadiaId]);
    const first = await api.deps.db.mail.findMany({ where: { recipient: nadia.email }, orderBy: { template: 'asc' } });
    expect(first.map(({ template }) => template)).toEqual(['MAIL-1', 'MAIL-2']);
    expect(await told(id)).toMatchObject([
      { recipient: 'claire.aubert@peupliers.example', params: { outcome: 'FAITE', what: "création d'un compte" } },
    ]);
    const facts = JSON.stringify((await api.deps.db.process.findUniqueOrThrow({ where: { id } })).facts);
    expect(facts).not.toContain(nadia.email);
    const journal = await api.deps.db.auditLine.findMany({ where: { action: 'user.create', entityId: nadiaId } });
    expect(journal).toMatchObject([{ actorRole: 'agent' }]);
  });

  it('move: from one group to another; a profile whose conditions are not met is refused at once (GRP-17)', async () => {
    const unfit = await ask({ what: 'move', userId: nadiaId, join: [groups.T4B] });
    expect(unfit.body).toMatchObject({ status: 409, code: 'CONDITIONS_DU_PROFIL' });
    await api.call('PATCH', `/users/${nadiaId}`, { token: agent, body: { numeroInstructeur: '093A12345' } });
    const { id } = (await ask({ what: 'move', userId: nadiaId, join: [groups.T4B], leave: [groups.T2A] })).body;
    expect((await answer(id, { outcome: 'done' })).status).toBe(200);
    expect([await membersOf(groups.T2A), await membersOf(groups.T4B)]).toEqual([[], [nadiaId]]);
    expect((await ask({ what: 'move', userId: nadiaId })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'join', code: 'CHAMP_OBLIGATOIRE' }],
    });
  });

  it('edit: what differs is asked, done by the Caf’s task and forgotten; what would be refused is told at once', async () => {
    const edit = (person: object) => ask({ what: 'edit', userId: nadiaId, person });
    expect(await edit({ firstName: 'Nadia', email: nadia.email })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'person', code: 'CHAMP_OBLIGATOIRE' }] },
    });
    expect(await edit({ email: 'contact@peupliers.example' })).toMatchObject({
      status: 422,
      body: { code: 'EMAIL_NON_NOMINATIF', errors: [{ path: 'person.email' }] },
    });
    const several = await edit({ ...nadia, email: 'contact@peupliers.example', phone: '12' });
    expect(several.body.errors.map((one: { path: string }) => one.path)).toEqual(['person.phone', 'person.email']);
    const unfit = await edit({ numeroInstructeur: null });
    expect(unfit.body).toMatchObject({ code: 'CONDITIONS_DU_PROFIL', errors: [{ path: 'person.numeroInstructeur' }] });
    expect((await ask({ what: 'edit', userId: 'autre', person: { phone: null } })).status).toBe(404);

    const asked = await edit({ firstName: 'Nadia', phone: '01 48 00 00 00', qualification: 'AS' });
    expect(asked).toMatchObject({ status: 202, body: { what: 'edit', account: { name: 'Nadia Ferrand' } } });
    expect(asked.body.changes).toEqual({ phone: '+33148000000', qualification: 'AS' });
    const { id } = asked.body;
    const stored = () => api.deps.db.user.findUniqueOrThrow({ where: { id: nadiaId } });
    expect(await stored()).toMatchObject({ phone: null, qualification: null });
    expect((await answer(id, { outcome: 'done' })).status).toBe(200);
    expect(await stored()).toMatchObject({ phone: '+33148000000', qualification: 'AS', email: nadia.email });
    expect(await request(id)).toMatchObject({ state: 'FAITE', changes: null, account: { name: 'Nadia Ferrand' } });
    const facts = JSON.stringify((await api.deps.db.process.findUniqueOrThrow({ where: { id } })).facts);
    expect(facts).not.toContain('33148000000');
    expect(await told(id)).toMatchObject([{ params: { outcome: 'FAITE', what: "correction d'un compte" } }]);
    expect(await api.deps.db.auditLine.findMany({ where: { action: 'user.edit', processId: id } })).toMatchObject([
      { entityId: nadiaId, actorRole: 'agent' },
    ]);
  });

  it('edit: an address that somebody has taken meanwhile is refused to the Caf, whose task stays open', async () => {
    const zoe = { firstName: 'Zoé', lastName: 'Ferrand', email: 'n.ferrand@peupliers.example' };
    const { id } = (await ask({ what: 'edit', userId: nadiaId, person: { email: zoe.email }, confirmed: true })).body;
    const made = await api.call('POST', `/partners/${partnerId}/users`, {
      token: agent,
      body: { ...zoe, confirmed: true },
    });
    expect(made.status).toBe(201);
    expect((await answer(id, { outcome: 'done' })).body).toMatchObject({ status: 409, code: 'COMPTE_EXISTANT' });
    expect((await answer(id, { outcome: 'refuse', reason: 'Adresse prise' })).status).toBe(200);
    expect(await request(id)).toMatchObject({ state: 'REFUSEE', changes: null });
  });

  it('close: on the day asked for; what has become impossible is refused with a reason, what is done already ends by itself', async () => {
    const { id } = (await ask({ what: 'close', userId: nadiaId, closesOn: '2026-04-01', closingReason: 'DEPART' }))
      .body;
    const second = (await ask({ what: 'close', userId: nadiaId })).body.id;
    const third = (await ask({ what: 'close', userId: nadiaId })).body.id;
    expect((await answer(id, { outcome: 'done' })).status).toBe(200);
    expect((await api.call('GET', `/users/${nadiaId}`, { token: claire })).body.closesOn).toBe('2026-04-01');
    expect((await request(id)).closingReason).toBe('DEPART');
    const label = "Clôture programmée le 01/04/2026 : départ de l'organisme";
    expect(await api.deps.db.auditLine.count({ where: { entityId: nadiaId, label } })).toBe(1);
    await api.call('PATCH', `/users/${nadiaId}`, { token: agent, body: { closesOn: '2026-03-10' } });
    expect((await answer(second, { outcome: 'done' })).body.code).toBe('COMPTE_CLOS');
    expect((await answer(second, { outcome: 'refuse' })).status).toBe(422);
    expect((await answer(second, { outcome: 'refuse', reason: 'Compte déjà clos' })).status).toBe(200);
    expect(await request(second)).toMatchObject({ state: 'REFUSEE', answer: 'Compte déjà clos' });
    expect(await told(second)).toMatchObject([{ params: { outcome: 'REFUSEE', reason: 'Compte déjà clos' } }]);
    expect((await request(third)).state).toBe('A_TRAITER');
    await api.sweep(third); // told in the transaction that closed the account
    expect(await request(third)).toMatchObject({ state: 'FAITE', waitingFor: null });
    expect(await told(third)).toMatchObject([{ params: { outcome: 'FAITE', reason: null } }]);
    expect(await api.deps.db.task.findMany({ where: { processId: third } })).toMatchObject([{ state: 'ANNULEE' }]);
  });

  it('reactivate: the account is itself again; one that has no closing date is not (ACC-16)', async () => {
    expect((await ask({ what: 'edit', userId: nadiaId, person: { phone: null } })).body.code).toBe('COMPTE_CLOS');
    const asked = await ask({ what: 'reactivate', userId: nadiaId, reason: 'Elle revient' });
    expect(asked).toMatchObject({ status: 202, body: { what: 'reactivate', account: { id: nadiaId } } });
    const second = (await ask({ what: 'reactivate', userId: nadiaId })).body.id;
    expect((await answer(asked.body.id, { outcome: 'done' })).status).toBe(200);
    await api.sweep(second);
    expect(await request(second)).toMatchObject({ state: 'FAITE', waitingFor: null }); // there is nothing left to do
    const back = (await api.call('GET', `/users/${nadiaId}`, { token: claire })).body;
    expect([back.closesOn, back.groups.map(({ code }: { code: string }) => code)]).toEqual([null, ['T4B']]);
    expect(await told(asked.body.id)).toMatchObject([
      { params: { outcome: 'FAITE', what: "réactivation d'un compte" } },
    ]);
    expect((await ask({ what: 'reactivate', userId: nadiaId })).body).toMatchObject({
      status: 409,
      code: 'ETAT_INCOMPATIBLE',
      rule: 'ACC-16',
    });
  });

  it('tell at once what would be refused: an account that exists, a service address, another organisme’s person', async () => {
    const shared = { ...omar, email: 'claire.aubert@peupliers.example' };
    expect((await ask({ what: 'create', person: shared, confirmed: true })).body).toMatchObject({
      code: 'COMPTE_EXISTANT',
      errors: [{ path: 'person.email' }],
    });
    expect((await ask({ what: 'create', person: { ...omar, email: 'accueil@peupliers.example' } })).status).toBe(422);
    expect((await ask({ what: 'close', userId: 'autre' })).status).toBe(404);
    expect((await ask({ what: 'create', person: omar, groupIds: ['autre'] })).status).toBe(404);
    expect((await ask({ what: 'inconnu' })).status).toBe(422);
    expect(await api.deps.db.user.count({ where: { email: omar.email } })).toBe(0);
  });

  it('are listed for the administrateur and the Caf; nobody else reads or asks', async () => {
    const list = (token: string) => api.call('GET', `/partners/${partnerId}/user-requests?state=FAITE`, { token });
    for (const token of [claire, agent])
      expect((await list(token)).body.items.map((one: { what: string }) => one.what).sort()).toEqual([
        'close',
        'close',
        'create',
        'edit',
        'move',
        'reactivate',
        'reactivate',
      ]);
    expect((await list(await api.as('agent75'))).status).toBe(404);
    expect((await ask({ what: 'create', person: omar }, agent)).status).toBe(403);
  });

  it('are settled by themselves when the mode becomes délégué (DEL-10)', async () => {
    const { id } = (await ask({ what: 'create', person: omar })).body;
    const body = { mode: 'DELEGUE' };
    const change = await api.call('POST', `/partners/${partnerId}/delegation-mode`, { token: agent, body });
    await partnerSigns(api.deps, change.body.processId);
    await cafCountersigns(api, change.body.processId);
    await api.sweep(id);
    expect((await request(id)).state).toBe('CLASSEE');
    expect(await told(id)).toMatchObject([{ params: { outcome: 'CLASSEE' } }]);
    expect(await api.deps.db.task.count({ where: { processId: id, state: 'OUVERTE' } })).toBe(0);
    const row = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row.facts)).not.toContain(omar.email); // nobody needs what was typed any more
  });
});
