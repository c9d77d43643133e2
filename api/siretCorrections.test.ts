import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCorrections } from '../adapters/store/tuteur/startCorrections.ts';
import { tellCorrections } from '../adapters/store/tuteur/tellCorrections.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { establishment, inventedSiret } from '../test/people.ts';
import { judgedReopening, type Tuteur } from '../test/reopening.ts';

let api: TestApi;
let agent: string;
let seed = 100;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

/** A tuteur whose convention bears another establishment of the same SIREN than Tiersi. */
const same = (over: Partial<Tuteur> = {}): Tuteur => {
  const siret = inventedSiret(++seed);
  return { siret, sirets: [establishment(siret, 2)], ...over };
};
/** … and one whom Tiersi knows under another SIREN. */
const other = (over: Partial<Tuteur> = {}): Tuteur => {
  const siret = inventedSiret(++seed);
  return { siret, sirets: [inventedSiret(++seed)], ...over };
};

interface One {
  id: string;
  partnerId: string;
  tuteur: Tuteur;
}

async function reopening(...tuteurs: Tuteur[]): Promise<{ reopeningId: string; of: (tuteur: Tuteur) => One }> {
  const { reopeningId, partners } = await judgedReopening(api.deps.db, tuteurs, { at: api.now });
  const ids = await api.deps.db.$transaction((tx) => startCorrections(tx, reopeningId, api.now));
  for (const processId of ids) await api.deps.commands.start({ processId, type: 'siretCorrection' });
  const checks = await api.deps.db.tuteurCheck.findMany({ where: { processId: reopeningId } });
  const of = (tuteur: Tuteur) => ({
    id: checks.find(({ reference }) => reference === tuteur.siret)?.correctionId ?? '',
    partnerId: partners.get(tuteur.siret) ?? '',
    tuteur,
  });
  return { reopeningId, of };
}

async function begun(tuteur: Tuteur): Promise<One & { reopeningId: string }> {
  const { reopeningId, of } = await reopening(tuteur);
  return { ...of(tuteur), reopeningId };
}

const read = async (id: string) => (await api.call('GET', `/tuteur/corrections/${id}`, { token: agent })).body;
async function decide(id: string, outcome: string, fields: object = {}, token = agent) {
  const { taskId } = await read(id);
  return api.call('POST', `/tasks/${taskId}/complete`, { token, body: { outcome, ...fields } });
}
const undo = (id: string, token = agent) =>
  api.call('POST', `/tuteur/corrections/${id}/undo`, { token, body: { reason: 'Erreur de saisie' } });
const partnerOf = (id: string) => api.deps.db.partner.findUniqueOrThrow({ where: { id } });
const conventionOf = (partnerId: string) =>
  api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
const checkOf = (id: string) => api.deps.db.tuteurCheck.findFirstOrThrow({ where: { correctionId: id } });

async function linkOf(processId: string): Promise<string> {
  const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  return api.deps.secrets.linkToken({ kind: 'dossier', linkRef, version: linkVersion, recipient: linkEmail ?? '' });
}

async function sign(processId: string): Promise<void> {
  const link = await linkOf(processId);
  await api.call('POST', `/links/${link}/code`);
  const { params } = await api.deps.db.mail.findFirstOrThrow({
    where: { processId, template: 'MAIL-50' },
    orderBy: { createdAt: 'desc' },
  });
  const code = api.deps.secrets.signatureCode(
    (params as unknown as { code: Parameters<typeof api.deps.secrets.signatureCode>[0] }).code,
  );
  const body = { action: 'sign', name: 'Anne Roy', function: 'Présidente', consent: true, code };
  expect((await api.call('POST', `/links/${link}`, { body })).status).toBe(200);
}

describe('the task of the Caf (TUT-6, TUT-7)', () => {
  it('has both values, the proposed one and its reason', async () => {
    const one = await begun(same());
    const { taskId, proposal, state, verdict } = await read(one.id);
    const task = (await api.call('GET', `/tasks/${taskId}`, { token: agent })).body;
    expect([task.kind, task.caf, state, verdict]).toEqual([
      'CORRIGER_SIRET_TUTEUR',
      '93',
      'A_DECIDER',
      'ECART_SIRET_MEME_SIREN',
    ]);
    for (const words of ['MCP : ', 'Tiersi : ', 'Proposé : ', 'le SIREN est le même'])
      expect(task.reason).toContain(words);
    expect(proposal).toMatchObject({ siret: one.tuteur.sirets[0], sure: true });
  });

  it('the reopening is told of a correction that is made, once for many: its gates may hold now (`POLICY_TUT_GATE`)', async () => {
    const tuteurs = [same(), same(), same()];
    const { reopeningId, of } = await reopening(...tuteurs);
    const looks = () => api.deps.db.command.count({ where: { processId: reopeningId } });
    const [first, ...others] = tuteurs.map((tuteur) => of(tuteur));
    expect(await looks()).toBe(0);
    const confirm = ({ id, tuteur }: One) =>
      decide(id, 'confirm', { siret: tuteur.sirets[0] ?? '', from: tuteur.siret });
    if (first !== undefined) expect((await confirm(first)).status).toBe(200);
    expect(await looks()).toBe(1);
    for (const one of others) expect((await confirm(one)).status).toBe(200);
    expect(await looks()).toBe(1);
    // what was told before one of them is of no use to it
    api.now = new Date(api.now.getTime() + 60_000);
    if (first !== undefined) expect((await undo(first.id)).status).toBe(200);
    expect(await looks()).toBe(2);
  });

  it('confirmed, same SIREN: MCP takes the SIRET of Tiersi at once, by an avenant that the Caf signs; the partner is told, Tiersi finds it still', async () => {
    const one = await begun(same());
    const [to = ''] = one.tuteur.sirets;
    const former = await conventionOf(one.partnerId);
    expect((await decide(one.id, 'confirm', { siret: to, from: one.tuteur.siret })).status).toBe(200);
    const [partner, convention, check] = [
      await partnerOf(one.partnerId),
      await conventionOf(one.partnerId),
      await checkOf(one.id),
    ];
    expect([partner.siret, partner.siren, partner.referenceTiersi, convention.siret]).toEqual([
      to,
      to.slice(0, 9),
      one.tuteur.siret,
      to,
    ]);
    expect([check.verdict, check.siretMcp, check.correctionState]).toEqual(['CONFORME', to, 'CORRIGEE']);
    expect(check.correctedAt).toEqual(api.now);
    const avenant = await api.deps.db.document.findFirstOrThrow({
      where: { processId: one.id, kind: 'AVENANT' },
      include: { signatures: true },
    });
    expect([avenant.state, avenant.content, avenant.signatures.map(({ party }) => party)]).toEqual([
      'ACTIF',
      expect.objectContaining({
        avenant: {
          object: 'CORRECTION_SIRET',
          before: { siret: one.tuteur.siret },
          after: { siret: to },
          ground: 'TIERSI',
          byCaf: true,
        },
      }),
      ['CAF'],
    ]);
    // what was signed stays as it was signed
    expect(
      await api.deps.db.documentVersion
        .findMany({ where: { documentId: former.id } })
        .then((all) => all.map(({ siret }) => siret)),
    ).toEqual([one.tuteur.siret]);
    const told = await api.deps.db.mail.findFirstOrThrow({ where: { processId: one.id, template: 'MAIL-91' } });
    expect(told.params).toMatchObject({ what: 'CORRIGE' });
    const line = await api.deps.db.auditLine.findFirstOrThrow({
      where: { processId: one.id, action: 'siret.correct' },
    });
    expect([line.entity, line.entityId, line.before, line.after]).toEqual([
      'partner',
      one.partnerId,
      { siret: one.tuteur.siret, referenceTiersi: null },
      { siret: to, referenceTiersi: one.tuteur.siret },
    ]);
  });

  it('confirmed, another SIREN: an avenant CORRECTION_SIRET to be signed; nothing changes before both have (ESAT-21)', async () => {
    const one = await begun(other());
    const [to = ''] = one.tuteur.sirets;
    await decide(one.id, 'confirm', { siret: to });
    expect([(await read(one.id)).state, (await partnerOf(one.partnerId)).siret]).toEqual([
      'AVENANT_A_SIGNER',
      one.tuteur.siret,
    ]);
    await sign(one.id);
    expect([(await read(one.id)).state, (await conventionOf(one.partnerId)).siret]).toEqual([
      'AVENANT_SIGNE',
      one.tuteur.siret,
    ]);
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: one.id, state: 'OUVERTE' } });
    await api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome: 'countersign' } });
    expect([(await conventionOf(one.partnerId)).siret, (await partnerOf(one.partnerId)).siret]).toEqual([to, to]);
    expect([(await checkOf(one.id)).verdict, (await checkOf(one.id)).siren]).toEqual(['CONFORME', to.slice(0, 9)]);
  });

  it('kept, with a reason: the verdict stays, the reason is in the journal (TUT-11)', async () => {
    const one = await begun(same());
    expect((await decide(one.id, 'keep')).body.code).toBe('CHAMP_OBLIGATOIRE');
    await decide(one.id, 'keep', { reason: 'Siège social' });
    expect((await read(one.id)).state).toBe('MAINTENUE');
    const check = await checkOf(one.id);
    expect([check.verdict, check.correctionState, check.correctedAt]).toEqual([
      'ECART_SIRET_MEME_SIREN',
      'MAINTENUE',
      null,
    ]);
    expect(
      await api.deps.db.auditLine.count({ where: { processId: one.id, label: { contains: 'Siège social' } } }),
    ).toBe(1);
  });

  it('is refused in words: a SIRET that Tiersi does not know, one of another partner of the Caf, one that changed meanwhile', async () => {
    const one = await begun(same());
    const unknown = await decide(one.id, 'confirm', { siret: inventedSiret(++seed) });
    expect([unknown.status, unknown.body.errors[0].code]).toEqual([422, 'SIRET_HORS_TIERSI']);
    const held = inventedSiret(++seed);
    const { of } = await reopening({ siret: held, sirets: [held] }, { ...same(), sirets: [held] });
    const taker =
      (
        await api.deps.db.tuteurCheck.findFirstOrThrow({
          where: { sirets: { has: held }, correctionId: { not: null } },
        })
      ).correctionId ?? '';
    expect(of).toBeDefined();
    const taken = await decide(taker, 'confirm', { siret: held });
    expect([taken.status, taken.body.code, taken.body.detail]).toEqual([
      409,
      'SIRET_DEJA_TENU',
      expect.stringContaining('Tutelles'),
    ]);
    const { id } = await conventionOf(one.partnerId);
    await api.deps.db.document.update({ where: { id }, data: { siret: establishment(one.tuteur.siret, 7) } });
    const changed = await decide(one.id, 'confirm', { siret: one.tuteur.sirets[0], from: one.tuteur.siret });
    expect([changed.status, changed.body.code]).toEqual([409, 'SIRET_CHANGE']);
  });
});

describe('taken back', () => {
  it('same SIREN: everything is as it was, by another avenant, and the Caf decides anew', async () => {
    const one = await begun(same());
    await decide(one.id, 'confirm', { siret: one.tuteur.sirets[0] });
    const before = await partnerOf(one.partnerId);
    expect(before.siret).toBe(one.tuteur.sirets[0]);
    const undone = await undo(one.id);
    expect([undone.status, undone.body.state]).toEqual([200, 'A_DECIDER']);
    const [partner, check] = [await partnerOf(one.partnerId), await checkOf(one.id)];
    expect([partner.siret, partner.referenceTiersi, (await conventionOf(one.partnerId)).siret]).toEqual([
      one.tuteur.siret,
      null,
      one.tuteur.siret,
    ]);
    expect([check.verdict, check.correctedAt]).toEqual(['ECART_SIRET_MEME_SIREN', null]);
    expect(await api.deps.db.document.count({ where: { processId: one.id, kind: 'AVENANT', state: 'ACTIF' } })).toBe(2);
    expect(await api.deps.db.auditLine.count({ where: { processId: one.id, action: 'siret.undo' } })).toBe(1);
  });

  it('another SIREN: the former SIRET is signed for too', async () => {
    const one = await begun(other());
    await decide(one.id, 'confirm', { siret: one.tuteur.sirets[0] });
    await sign(one.id);
    const countersign = async () => {
      const task = await api.deps.db.task.findFirstOrThrow({
        where: { processId: one.id, state: 'OUVERTE', kind: 'CONTRESIGNER' },
      });
      await api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome: 'countersign' } });
    };
    await countersign();
    expect((await undo(one.id)).body.state).toBe('AVENANT_A_SIGNER');
    expect((await partnerOf(one.partnerId)).siret).toBe(one.tuteur.sirets[0]);
    await sign(one.id);
    await countersign();
    expect([(await read(one.id)).state, (await partnerOf(one.partnerId)).siret]).toEqual([
      'A_DECIDER',
      one.tuteur.siret,
    ]);
  });

  it('is refused where something else has changed the SIRET since, or nothing was decided', async () => {
    const one = await begun(same());
    expect([(await undo(one.id)).status, (await undo(one.id)).body.code]).toEqual([409, 'ETAT_INCOMPATIBLE']);
    await decide(one.id, 'confirm', { siret: one.tuteur.sirets[0] });
    const { id } = await conventionOf(one.partnerId);
    await api.deps.db.document.update({ where: { id }, data: { siret: establishment(one.tuteur.siret, 7) } });
    expect((await undo(one.id)).body.code).toBe('SIRET_CHANGE');
  });
});

describe('the partner is asked: one mail, one link, one answer', () => {
  it('answers once; the used link says what was answered and when', async () => {
    const one = await begun(same());
    await decide(one.id, 'ask', { question: 'Lequel est le bon ?' });
    expect(await api.deps.db.mail.count({ where: { processId: one.id, template: 'MAIL-90' } })).toBe(1);
    const link = await linkOf(one.id);
    const { body: view } = await api.call('GET', `/links/${link}`);
    expect([view.actions, view.eligibilityExpected, view.siretQuestion]).toEqual([
      ['answerSiret'],
      false,
      {
        text: 'Lequel est le bon ?',
        conventionSiret: one.tuteur.siret,
        choices: one.tuteur.sirets,
        open: true,
        answer: null,
      },
    ]);
    const answer = (siret: string) => api.call('POST', `/links/${link}`, { body: { action: 'answerSiret', siret } });
    expect((await answer('123')).body.errors[0]).toMatchObject({ path: 'siret', code: 'SIRET_FORMAT' });
    expect((await answer(one.tuteur.sirets[0] ?? '')).status).toBe(200);
    const used = (await api.call('GET', `/links/${link}`)).body;
    expect([used.actions, used.siretQuestion.open, used.siretQuestion.answer]).toEqual([
      [],
      false,
      { at: api.now.toISOString(), siret: one.tuteur.sirets[0], words: '' },
    ]);
    const again = await answer(one.tuteur.siret);
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('déjà enregistrée')]);
    const { taskId } = await read(one.id);
    expect((await api.call('GET', `/tasks/${taskId}`, { token: agent })).body.reason).toContain(
      'Le partenaire a répondu',
    );
  });

  it('is not asked without an address', async () => {
    const one = await begun(same({ email: '' }));
    expect((await decide(one.id, 'ask')).body.code).toBe('COURRIEL_MANQUANT');
  });
});

describe('many at once', () => {
  it('confirms the sure ones of the own Caf, with a report per line; one that is refused stops no other', async () => {
    const [first, second, apart, far] = [same(), same(), other(), same({ caf: '75' })];
    const { reopeningId, of } = await reopening(first, second, apart, far);
    const corrections = [first, second, apart, far].map((tuteur) => of(tuteur).id);
    const path = `/tuteur/reopenings/${reopeningId}/corrections`;
    const { status, body } = await api.call('POST', path, { token: agent, body: { corrections } });
    expect(status).toBe(200);
    expect(body.items.map(({ outcome, code, siret }: Record<string, string>) => [outcome, code, siret])).toEqual([
      ['CONFIRMEE', null, first.sirets[0]],
      ['CONFIRMEE', null, second.sirets[0]],
      ['REFUSEE', 'CORRECTION_A_EXAMINER', null],
      ['REFUSEE', 'INTROUVABLE', null],
    ]);
    expect((await partnerOf(of(first).partnerId)).siret).toBe(first.sirets[0]);
    expect((await partnerOf(of(far).partnerId)).siret).toBe(far.siret);
    const twice = await api.call('POST', path, { token: agent, body: { corrections: [of(first).id] } });
    expect(twice.body.items[0]).toMatchObject({ outcome: 'REFUSEE', code: 'ETAT_INCOMPATIBLE' });
  });

  it('all that are sure, under one key once (R8)', async () => {
    const tuteurs = Array.from({ length: 30 }, () => same());
    const { reopeningId, of } = await reopening(...tuteurs, other());
    const path = `/tuteur/reopenings/${reopeningId}/corrections`;
    const ask = { token: agent, body: {}, headers: { 'idempotency-key': `all-${reopeningId}` } };
    const { body } = await api.call('POST', path, ask);
    expect([body.items.length, body.left]).toEqual([30, 0]);
    expect(body.items.every(({ outcome }: { outcome: string }) => outcome === 'CONFIRMEE')).toBe(true);
    expect((await api.call('POST', path, ask)).body).toEqual(body);
    expect(
      await api.deps.db.document.count({
        where: { kind: 'AVENANT', processId: { in: tuteurs.map((one) => of(one).id) } },
      }),
    ).toBe(30);
    const left = await api.call('GET', `${path}?state=A_DECIDER`, { token: agent });
    expect(left.body.items.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['ECART_SIREN']);
    const done = await api.call('GET', `${path}?state=CORRIGEE&verdict=CONFORME&limit=20`, { token: agent });
    expect([done.body.items.length, done.body.nextCursor]).toEqual([20, expect.any(String)]);
    for (const column of ['raisonSociale', 'verdict', 'siretMcp', 'state', 'dueAt']) {
      const walked = async (sort: string) => {
        const first = (await api.call('GET', `${path}?sort=${sort}&limit=20`, { token: agent })).body;
        const next = `${path}?sort=${sort}&limit=20&cursor=${first.nextCursor}`;
        return [...first.items, ...(await api.call('GET', next, { token: agent })).body.items].map(({ id }) => id);
      };
      const forth = await walked(column);
      expect(new Set(forth).size).toBe(31);
      expect(await walked(`-${column}`)).toEqual(forth.toReversed());
    }
  });

  it('with no worker, what is not confirmed is told as under way, and the sweep goes on with it', async () => {
    const tuteur = same();
    const { reopeningId, of } = await reopening(tuteur);
    api.worker = false;
    const confirm = () =>
      api.call('POST', `/tuteur/reopenings/${reopeningId}/corrections`, {
        token: agent,
        body: { corrections: [of(tuteur).id] },
        headers: { 'idempotency-key': `told-${reopeningId}` },
      });
    const { body } = await confirm();
    api.worker = true;
    expect(body.items).toEqual([expect.objectContaining({ outcome: 'EN_COURS' })]);
    const { id } = await api.deps.db.command.findFirstOrThrow({ where: { processId: of(tuteur).id } });
    expect(id).toBeDefined();
    await api.sweep(of(tuteur).id);
    expect((await read(of(tuteur).id)).state).toBe('CORRIGEE');
    // asked again under its key, it is what was done
    expect((await confirm()).body.items).toEqual([expect.objectContaining({ outcome: 'CONFIRMEE', message: null })]);
    expect(await api.deps.db.command.count({ where: { processId: of(tuteur).id } })).toBe(1);
  });

  it('is of the Caf: national and operator read, another Caf sees none of it', async () => {
    const tuteur = same();
    const { reopeningId, of } = await reopening(tuteur);
    const path = `/tuteur/reopenings/${reopeningId}/corrections`;
    for (const kind of ['national', 'operator'] as const) {
      const token = await api.as(kind);
      expect((await api.call('GET', path, { token })).body.items).toHaveLength(1);
      expect((await api.call('POST', path, { token, body: {} })).status).toBe(403);
    }
    const stranger = await api.as('agent75');
    expect((await api.call('GET', path, { token: stranger })).body.items).toEqual([]);
    expect((await api.call('GET', `/tuteur/corrections/${of(tuteur).id}`, { token: stranger })).status).toBe(404);
    expect((await undo(of(tuteur).id, stranger)).status).toBe(404);
  });
});

describe('the end', () => {
  it('of the reopening ends what waits, with its reason; what is corrected is corrected for good', async () => {
    const [waits, done] = [same(), same()];
    const { reopeningId, of } = await reopening(waits, done);
    await decide(of(done).id, 'confirm', { siret: done.sirets[0] });
    await api.deps.db.$transaction(async (tx) => {
      await tx.process.update({ where: { id: reopeningId }, data: { closedAt: api.now } });
      await tellCorrections(tx, reopeningId, api.now);
    });
    for (const one of [waits, done]) await api.sweep(of(one).id);
    const ended = await Promise.all(
      [waits, done].map((one) => api.deps.db.process.findUniqueOrThrow({ where: { id: of(one).id } })),
    );
    expect(
      ended.map(({ state, closedAt, facts }) => [state, closedAt !== null, (facts as { endReason: string }).endReason]),
    ).toEqual([
      ['SANS_OBJET', true, 'La réouverture est terminée.'],
      ['CORRIGEE', true, null],
    ]);
    expect(await api.deps.db.task.count({ where: { processId: of(waits).id, state: 'OUVERTE' } })).toBe(0);
    expect((await undo(of(done).id)).body.code).toBe('DOSSIER_TERMINE');
  });

  it('a newer file that leaves nothing to correct ends it too', async () => {
    const one = await begun(same());
    await api.deps.db.tuteurCheck.updateMany({ where: { correctionId: one.id }, data: { verdict: 'CONFORME' } });
    await api.deps.db.$transaction((tx) => tellCorrections(tx, one.reopeningId, api.now));
    await api.sweep(one.id);
    expect(await read(one.id)).toMatchObject({ state: 'SANS_OBJET', ended: true });
  });

  it('reminds the Caf in one mail a day for all its corrections, then tells whoever launched it, then ends', async () => {
    const [first, second] = [same(), same()];
    const { reopeningId, of } = await reopening(first, second);
    const launcher = await api.deps.db.user.findFirstOrThrow({ where: { caf: '93' } });
    await api.deps.db.process.update({ where: { id: reopeningId }, data: { createdBy: launcher.id } });
    const began = api.now;
    const later = async (days: number) => {
      api.now = new Date(began.getTime() + days * 86_400_000);
      for (const one of [first, second]) await api.tick(of(one).id);
    };
    const mails = (audience: string) =>
      api.deps.db.mail.count({
        where: { processId: reopeningId, template: 'MAIL-92', params: { path: ['audience'], equals: audience } },
      });
    await later(6);
    expect([await mails('CAF'), await mails('LANCEUR')]).toEqual([1, 0]);
    await later(16);
    expect([await mails('CAF'), await mails('LANCEUR')]).toEqual([2, 1]);
    await later(61);
    expect(await mails('FIN')).toBe(1);
    api.now = began;
    agent = await api.as('agent93');
    expect(await read(of(first).id)).toMatchObject({ state: 'ABANDONNE', ended: true });
  });
});
