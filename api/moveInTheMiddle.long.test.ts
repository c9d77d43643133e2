import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createSeal } from '../adapters/identity/sealed.ts';
import { importBatch } from '../adapters/store/people/userImport.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { ELIGIBILITY_FORM } from '../test/builders/dossier.ts';
import { inTheMiddle, type Middle } from '../test/middle.ts';

let api: TestApi;
let middle: Middle;
let cna: string;
beforeEach(async () => {
  api = await startApi();
  cna = await api.as('agentCna');
});
afterEach(() => api.stop());

const db = () => api.deps.db;
const everyProcess = () =>
  db().process.findMany({ where: { OR: [{ partnerId: middle.partnerId }, { id: middle.others.request }] } });
const transfers = () => db().process.findMany({ where: { type: 'cnaTransfer' } });
/** What both parties have put their names to, and what people read of it, to the byte. */
async function signed() {
  const documents = await db().document.findMany({
    where: { partnerId: middle.partnerId },
    orderBy: { id: 'asc' },
    include: { signatures: { orderBy: { id: 'asc' } } },
  });
  const kept = documents.filter(({ state, signatures }) => state === 'ACTIF' || signatures.length > 0);
  const prints: Record<string, string> = {};
  for (const { id, kind, service } of kept) {
    const token = middle.admin;
    const answer = await fetch(`${api.url}/api/v1/documents/${id}/pdf`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    prints[`${kind} ${service} ${id}`] = createHash('sha256').update(bytes).digest('hex');
  }
  return { rows: kept, prints };
}

/** The yearly control that 93 began: the organisme proves what it was asked for before the move, the CNA examines it. */
async function controlled(): Promise<void> {
  const { control } = middle.others;
  const proof = new FormData();
  proof.append('numeroInstructeur', '093C05501');
  const path = `/annual-controls/${control}/items/T4-${middle.omarId}/proof`;
  const given = await api.call('POST', path, { token: middle.claire, raw: proof });
  expect([given.status, given.body.detail, given.body.state]).toEqual([200, undefined, 'EXAMINE']);
  const examined = await middle.task(control, 'EXAMINER_CONTROLE', 'conform', {}, cna);
  expect([examined.status, examined.body.detail]).toEqual([200, undefined]);
}

/** An act of the former Caf on every process, accepted before the move and not carried out. */
async function accepted(): Promise<string[]> {
  const me = (await api.call('GET', '/me', { token: middle.agent })).body.user.id;
  const running = (await everyProcess()).filter(({ closedAt }) => closedAt === null);
  const ids: string[] = [];
  for (const { id } of running) {
    ids.push(`late-${id}`);
    const actor = { id: me, role: 'agent', label: 'Agent', ip: null };
    const act = { type: 'cancel', reason: 'Accepté avant' };
    const notAfter = new Date(api.now.getTime() + 3_600_000);
    await db().command.create({
      data: {
        id: `late-${id}`,
        actorId: me,
        key: `late-${id}`,
        bodyHash: '',
        processId: id,
        createdAt: api.now,
        act,
        actor,
        notAfter,
      },
    });
  }
  return ids;
}

const begin = async () => {
  const { id } = await db().process.findFirstOrThrow({ where: { type: 'cnaTransfer', state: 'A_FAIRE' } });
  await api.deps.commands.start({ processId: id, type: 'cnaTransfer' });
};

/** The three ways to the CNA (DEL-7), the last word spoken; the case that moves is begun by `begin`, or by the route itself. */
const TRIGGERS = {
  async agent() {
    const body = { departments: ['77'], reason: 'Second site' };
    expect((await api.call('POST', `/partners/${middle.partnerId}/cna`, { token: middle.agent, body })).status).toBe(
      202,
    );
  },
  async bulletin() {
    const { form } = middle.dossiers;
    await eligible(middle.agent);
    await middle.fill(form, ['93', '77']);
    expect((await middle.task(form, 'VERIFIER_PORTEE', 'several')).status).toBe(200);
  },
  async avenant() {
    const id = middle.others.avenant ?? '';
    await middle.sign(id);
    expect((await middle.task(id, 'CONTRESIGNER', 'countersign')).status).toBe(200);
  },
};

/** The Esat dossier's form and mission, judged by whoever has the partner. */
async function eligible(token: string): Promise<void> {
  const { form } = middle.dossiers;
  const judged = await middle.task(form, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM }, token);
  expect([judged.status, judged.body.detail]).toEqual([200, undefined]);
  await middle.task(form, 'VERIFIER_MISSION', 'confirmed', {}, token);
}

const moved = { agent: false, bulletin: true, avenant: true };
const countersign = async (id: string) => {
  const done = await middle.task(id, 'CONTRESIGNER', 'countersign', {}, cna);
  expect([id, done.status, done.body.detail]).toEqual([id, 200, undefined]);
};

it.each([
  ['agent', 'délégué'],
  ['bulletin', 'délégué'],
  ['avenant', 'délégué'],
  ['agent', 'centralisé'],
  ['bulletin', 'centralisé'],
] as const)(
  'moved by %s in the middle of everything, in mode %s: nothing is lost, asked twice or doubled; all of it ends under the CNA (DEL-7, DEL-8)',
  async (trigger, mode) => {
    const centralised = mode === 'centralisé';
    middle = await inTheMiddle(api, { amendment: true, centralised });
    const { partnerId, dossiers, others } = middle;
    if (moved[trigger]) await TRIGGERS[trigger]();
    const before = await signed();
    const late = await accepted();
    const processes = await everyProcess();
    const asked = await db().mail.count({ where: { template: 'MAIL-25' } });
    const claimed = await db().task.findMany({ where: { assigneeId: { not: null }, state: 'OUVERTE' } });
    expect(claimed.length).toBeGreaterThan(trigger === 'agent' ? 4 : 3);
    await (moved[trigger] ? begin() : TRIGGERS[trigger]());

    // the same records, all of them with the CNA, and 93 reads
    const after = await everyProcess();
    expect(
      after
        .filter(({ type }) => type !== 'cnaTransfer')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(
      processes
        .filter(({ type }) => type !== 'cnaTransfer')
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(new Set(after.map(({ caf, readerCaf }) => `${caf} ${readerCaf}`))).toEqual(new Set(['CNA 93']));
    expect(await signed()).toEqual(before);
    expect(await db().mail.count({ where: { template: 'MAIL-25' } })).toBe(asked);
    const tasks = await db().task.findMany({ where: { state: 'OUVERTE', process: { partnerId } } });
    expect(new Set(tasks.map(({ caf, assigneeId }) => `${caf} ${assigneeId}`))).toEqual(new Set(['CNA null']));
    const told = await db().mail.findMany({ where: { template: { in: ['MAIL-29', 'MAIL-110'] } } });
    expect(told.map(({ template, recipient }) => `${template} ${recipient}`).toSorted()).toEqual([
      'MAIL-110 agent@caf93.example',
      'MAIL-110 claire.aubert@peupliers.example',
      'MAIL-29 agent@cna.example',
    ]);

    // what 93 had asked and nobody had carried out is refused, of every kind
    for (const { id } of after) await api.sweep(id);
    const outcomes = await db().command.findMany({ where: { id: { in: late } } });
    expect(outcomes).toHaveLength(late.length);
    for (const { id, outcome } of outcomes)
      expect([id, outcome]).toEqual([id, expect.objectContaining({ status: 'refused', rule: 'DEL-8' })]);

    // what it reads it changes no more
    for (const { id } of after) {
      expect((await api.call('GET', `/processes/${id}`, { token: middle.agent })).status).toBe(200);
      const body = { reason: 'x' };
      expect((await api.call('POST', `/processes/${id}/cancel`, { token: middle.agent, body })).status).toBe(403);
    }

    // … each by its own address, too (DEL-7b)
    for (const path of [
      `/tuteur/corrections/${others.correction}`,
      `/annual-controls/${others.control}`,
      `/support-requests/${others.support}`,
      `/security-incidents/${others.incident}`,
      `/access-requests/${others.request}`,
      ...(others.userRequest === null ? [] : [`/user-requests/${others.userRequest}`]),
      ...['', '/documents', '/services', '/annual-controls', '/obligations', '/users', '/groups'].map(
        (part) => `/partners/${partnerId}${part}`,
      ),
    ])
      expect([path, (await api.call('GET', path, { token: middle.agent })).status]).toEqual([path, 200]);
    const person = { firstName: 'Léo', lastName: 'Petit', email: 'leo.petit@peupliers.example' };
    const made = await api.call('POST', `/partners/${partnerId}/users`, { token: middle.agent, body: person });
    expect([made.status, made.body.rule]).toEqual([403, 'DEL-8']);
    const undo = { token: middle.agent, body: { reason: 'x' } };
    expect((await api.call('POST', `/tuteur/corrections/${others.correction}/undo`, undo)).status).toBe(403);

    // a wrong move is undone in the middle, and made again
    if (trigger === 'agent') {
      const undone = await api.call('POST', `/partners/${partnerId}/cna/undo`, {
        token: cna,
        body: { reason: 'Erreur' },
      });
      expect([undone.status, undone.body.detail]).toEqual([204, undefined]);
      const back = (await everyProcess()).filter(({ closedAt }) => closedAt === null);
      expect(new Set(back.map(({ caf, readerCaf }) => `${caf} ${readerCaf}`))).toEqual(new Set(['93 CNA']));
      expect(await signed()).toEqual(before);
      await TRIGGERS.agent();
      expect((await transfers()).map(({ state }) => state).toSorted()).toEqual(['ANNULE', 'TRANSFERE']);
    }

    // each goes to its end under the CNA
    if (trigger !== 'avenant') {
      await middle.sign(others.avenant ?? '');
      await countersign(others.avenant ?? '');
    }
    await countersign(dossiers.signed);
    await middle.sign(dossiers.completed);
    await countersign(dossiers.completed);
    await middle.fill(dossiers.sent, ['93']);
    await middle.sign(dossiers.sent);
    await countersign(dossiers.sent);
    if (trigger !== 'bulletin') {
      await eligible(cna);
      await middle.fill(dossiers.form, ['93']);
    }
    await middle.sign(dossiers.form);
    await countersign(dossiers.form);
    await middle.sign(others.annexe);
    await countersign(others.annexe);
    const resumed = { token: cna, body: { reason: 'Corrigées' } };
    expect((await api.call('POST', `/partners/${partnerId}/services/CDAP/resume`, resumed)).status).toBeLessThan(300);
    const refuse = { token: cna, body: { outcome: 'refuse', reasons: { T2: 'SANS_SUBVENTION' } } };
    expect((await api.call('POST', `/access-requests/${others.request}/decision`, refuse)).status).toBe(200);
    const answered = await db().task.findFirstOrThrow({ where: { processId: others.support, state: 'OUVERTE' } });
    const answer = { token: cna, body: { outcome: 'answer', text: 'Rattachez son rôle.' } };
    expect((await api.call('POST', `/tasks/${answered.id}/complete`, answer)).status).toBe(200);
    const kept = await middle.task(others.correction, 'CORRIGER_SIRET_TUTEUR', 'keep', { reason: 'Vérifié' }, cna);
    expect([kept.status, kept.body.detail]).toEqual([200, undefined]);
    await controlled();
    if (others.userRequest !== null) {
      const done = await middle.task(others.userRequest, 'GERER_UTILISATEUR', 'done', {}, cna);
      expect([done.status, done.body.detail]).toEqual([200, undefined]);
    }
    const settings = {
      policy: DEFAULT_POLICY,
      seal: createSeal([{ id: 'import', key: Buffer.alloc(32, 7) }]),
      mailboxOf: api.deps.mailboxOf,
    };
    while (!(await importBatch(db(), settings, others.import, api.now)).ended);
    api.now = new Date('2026-03-20T08:00:00Z');
    await api.tick(dossiers.future);

    // an independent count
    const ends = Object.fromEntries((await everyProcess()).map(({ id, state, caf }) => [id, `${caf} ${state}`]));
    for (const standing of ['sent', 'completed', 'signed', 'future'] as const)
      expect([standing, ends[dossiers[standing]]]).toEqual([standing, 'CNA SERVICE_OUVERT']);
    expect([ends[dossiers.form], ends[others.annexe], ends[others.suspension], ends[others.request]]).toEqual([
      'CNA SERVICE_OUVERT',
      'CNA APPLIQUEE',
      'CNA ROUVERT',
      'CNA REFUSEE',
    ]);
    expect([ends[others.avenant ?? ''], ends[others.support], ends[others.import], ends[others.control]]).toEqual([
      'CNA APPLIQUE',
      'CNA REPONDUE',
      'CNA TERMINEE',
      'CNA CONFORME',
    ]);
    expect(others.userRequest === null ? null : ends[others.userRequest]).toBe(centralised ? 'CNA FAITE' : null);
    expect(await db().user.count({ where: { email: 'nadia.ferrand@peupliers.example' } })).toBe(centralised ? 1 : 0);
    const services = await db().openedService.findMany({
      where: { partnerId, state: 'OUVERTE' },
      include: { bulletin: true },
    });
    expect(services.map(({ service, caf }) => `${service} ${caf}`).toSorted()).toEqual(
      ['ADONIS', 'AFAS', 'CDAP', 'DGFIP', 'ESAT', 'OFFRE_BAILLEURS'].map((service) => `${service} CNA`),
    );
    expect(new Set(services.map(({ bulletin }) => bulletin.conventionId)).size).toBe(1);
    const [counts] = await db().$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM partner WHERE siret = '99989000700019') AS partners,
        (SELECT count(*)::int FROM document WHERE kind = 'CONVENTION' AND state = 'ACTIF') AS conventions,
        (SELECT count(*)::int FROM (SELECT document_id FROM signature WHERE voided_at IS NULL GROUP BY document_id, party HAVING count(*) > 1) s) AS twice,
        (SELECT count(*)::int FROM document d WHERE d.state = 'ACTIF' AND d.origin = 'PASSERELLE'
          AND (SELECT count(*) FROM signature s WHERE s.document_id = d.id AND s.voided_at IS NULL) <> 2) AS "notBoth",
        (SELECT count(*)::int FROM signature WHERE voided_at IS NOT NULL) AS voided,
        (SELECT count(*)::int FROM app_user WHERE email = 'ana.lopez@peupliers.example') AS imported`;
    expect(counts).toEqual({
      partners: 1,
      conventions: 1,
      twice: 0,
      notBoth: 0,
      voided: 0,
      imported: centralised ? 0 : 1,
    });
    // in mode centralisé the file is an act of 93, accepted before and carried out after: its line says why not, and the CNA gives it again
    const [line] = await db().userImportRow.findMany({ where: { processId: others.import } });
    expect([line?.state, line?.reasons]).toEqual(
      centralised
        ? [
            'REFUSE',
            [
              expect.objectContaining({
                code: 'ACTION_NON_PERMISE',
                message: expect.stringContaining("géré par le Centre national d'appui"),
              }),
            ],
          ]
        : ['CREE', []],
    );
    // each dossier was sent its documents once; the Esat bulletin came after the move, by the CNA's yes
    const sent = await db().mail.groupBy({ by: ['processId'], where: { template: 'MAIL-25' }, _count: true });
    expect(sent.filter(({ _count }) => _count > 1)).toEqual([]);
    // what was in force before the move prints the same bytes after all of it; an avenant is the convention's own change
    api.now = new Date('2026-03-10T09:00:00Z'); // of their sessions
    const { prints } = await signed();
    const held = before.rows.filter(({ kind, state }) => state === 'ACTIF' && kind !== 'CONVENTION');
    for (const { kind, service, id } of held) {
      const name = `${kind} ${service} ${id}`;
      expect([name, prints[name]]).toEqual([name, before.prints[name]]);
    }
  },
  300_000,
);
