import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createUser } from '../../adapters/store/people/users.ts';
import { purgeOn } from '../../adapters/store/purge.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { DEFAULT_RETENTION, PURGED_KINDS, type PurgedKind } from '../../domain/policy/retention.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { type Running, startProcesses } from '../running.ts';

let running: Running;
let userId: string;
beforeAll(async () => {
  running = await startProcesses();
});
afterAll(() => running.stop());

const AT = new Date('2026-06-01T09:00:00Z');
const before = (ms: number) => new Date(AT.getTime() - ms);
/** A second inside its term, a second past it. */
const EDGES = { kept: -1_000, gone: 1_000 } as const;
const YEAR = 365 * 86_400_000;
const later = new Date('2027-01-01');

/** One row of a kind, over since `over`. */
const ROWS: Record<PurgedKind, (id: string, over: Date) => Promise<unknown>> = {
  answers: (key, createdAt) =>
    running.database.idempotentAnswer.create({ data: { actorId: 'a', key, bodyHash: '', createdAt } }),
  commands: (id, doneAt) => insertCommand(id, { outcome: { status: 'done', result: {} }, doneAt }),
  sessions: (id, expiresAt) => insertSession(id, { expiresAt }),
  codes: (id, expiresAt) =>
    running.database.linkCode.create({
      data: { id, linkRef: 'x', version: 1, nonce: 'n', expiresAt, createdAt: before(9e9) },
    }),
  tokens: (id, expiresAt) =>
    running.database.providerRecord.create({
      data: { model: 'AccessToken', id, sealed: Buffer.from('x'), expiresAt },
    }),
  entrances: async (id, endedAt) => {
    const entrance = { id, service: 'CDAP', userId, sessionId: 's', grantMark: 'g', createdAt: before(9e9) };
    await running.database.entrance.create({ data: { ...entrance, endedAt } });
    const key = { id: `key ${id}`, sealed: Buffer.from('x'), createdAt: before(9e9) };
    await running.database.providerKey.create({ data: { ...key, retiredAt: endedAt } });
  },
  tries: (key, expiresAt) =>
    running.database.tries.create({ data: { key, tries: 1, blockedUntil: expiresAt, expiresAt } }),
  files: (id, closedAt) => insertFile(id, 'annualControl', closedAt),
  demarches: insertWords,
  esat: (id, createdAt) => insertDeclaration(id, createdAt),
  forms: (id, expiresAt) =>
    running.database.keptForm.create({
      data: { id, userId, sealed: Buffer.from('x'), createdAt: before(9e9), expiresAt },
    }),
  checks: (id, createdAt) =>
    running.database.campaignCheck.create({
      data: { id, userId, name: 'x', lines: 1, sealed: Buffer.from('x'), createdAt },
    }),
  secrets: (id, consumedAt) =>
    running.database.temporarySecret.create({
      data: { id, userId, usage: 'OUBLI', hash: 'x', createdAt: before(9e9), expiresAt: later, consumedAt },
    }),
  mails: (id, createdAt) => insertMail(id, null, createdAt),
  imports: async (email, closedAt) => {
    const processId = await insertEnded(`import-${email}`, 'userImport', closedAt);
    const row = { processId, row: 1, state: 'CREE', email, reasons: [], data: {} };
    await running.database.userImportRow.create({ data: row });
  },
  campaigns: async (siret, closedAt) => {
    const campaign = {
      id: siret,
      name: 'x',
      caf: '93',
      state: 'TERMINEE',
      deadline: '2020-01-01',
      opensOn: '2020-01-01',
    };
    const times = { createdAt: before(9e11), closedAt };
    await running.database.campaign.create({
      data: { ...campaign, ...times, delegationMode: 'DELEGUE', createdBy: 'a' },
    });
    const row = { campaignId: siret, row: 1, siret, verdict: 'x', reasons: [], data: { contact: 'x' } };
    await running.database.campaignRow.create({ data: row });
  },
  tiersi: async (siret, closedAt) => {
    const processId = await insertEnded(`tiersi-${siret}`, 'tuteurReopening', closedAt);
    const line = {
      processId,
      row: 1,
      verdict: 'LUE',
      reasons: [],
      siren: 'x',
      siret,
      siretMcp: siret,
      raisonSociale: 'x',
    };
    await running.database.tiersiLine.create({ data: line });
  },
  // the last day of the measure: that of the edge in Paris, or the day before
  proteges: (reference, over) => insertProtege(reference, parisDate(new Date(over.getTime() - 11 * 3_600_000))),
  signals: (id, at) =>
    running.database.missingProtege.create({
      data: { id, at, userId, partnerId: 'p', caf: '93', found: 'x', signal: true },
    }),
  traces: (procedure, at) =>
    running.database.tuteurTrace.create({
      data: { at, userId, partnerId: 'p', caf: '93', action: 'RECHERCHE', procedure },
    }),
  requests: async (reference, closedAt) => {
    const processId = await insertEnded(`request-${reference}`, 'accessRequest', closedAt);
    const request = {
      id: reference,
      processId,
      reference,
      caf: '93',
      siret: '99992245300025',
      form: { who: 'x' },
      state: 'REFUSEE',
    };
    await running.database.accessRequest.create({
      data: { ...request, exchanges: [], createdAt: before(9e11), closedAt },
    });
    await insertTask(reference, processId);
    await insertMail(`request-${reference}`, processId, before(0));
  },
  dossiers: async (id, closedAt) => {
    const processId = await insertEnded(`dossier-${id}`, 'conventionnement', closedAt);
    await running.database.process.update({ where: { id: processId }, data: { linkEmail: 'x@y.example' } });
    await insertTask(`dossier-${id}`, processId);
  },
  accounts: (id, closedAt) => insertAccount(id, closedAt),
};
const insertMail = (id: string, processId: string | null, createdAt: Date) =>
  running.database.mail.create({
    data: {
      ...{ id, key: id, processId, caf: '93', template: 'MAIL-3', recipient: 'x@y.example', params: {}, state: 'PRIS' },
      ...{ messageId: id, nextAttemptAt: createdAt, createdAt },
    },
  });
const insertTask = (id: string, processId: string) =>
  running.database.task.create({
    data: {
      ...{
        id,
        kind: 'RELANCER',
        processId,
        caf: '93',
        role: 'agent',
        reason: 'x',
        due: AT,
        state: 'ANNULEE',
        createdAt: AT,
      },
    },
  });
const insertProtege = (reference: string, measureEndsOn: string | null) =>
  running.database.protege.create({
    data: {
      ...{ reference, number: reference, lastName: 'X', firstName: 'X', birthDate: '1950-01-01', measure: 'TUTELLE' },
      ...{ measureEndsOn, siret: 'x', siren: 'x', searchText: 'x' },
    },
  });
async function insertAccount(id: string, closedAt: Date | null): Promise<void> {
  const account = {
    id,
    login: id,
    email: `${id}@y.example`,
    firstName: 'Zoé',
    lastName: 'Essai',
    roles: [],
    state: 'CLOS',
  };
  const closing = { closedAt, closesOn: closedAt === null ? null : '2020-01-01' };
  await running.database.user.create({
    data: { ...account, ...closing, phone: '+33100000000', createdAt: before(9e11) },
  });
}
const insertCommand = (id: string, over: object) =>
  running.database.command.create({
    data: {
      id,
      actorId: 'a',
      key: id,
      bodyHash: '',
      processId: 'p',
      act: {},
      actor: {},
      notAfter: AT,
      createdAt: before(9e9),
      ...over,
    },
  });
/** A process that ended then, begun long before. */
async function insertEnded(id: string, type: ProcessType, closedAt: Date | null): Promise<string> {
  const process = { id: `p-${id}`, type, businessKey: id, caf: '93', label: 'x', state: 'x', facts: {}, linkRef: id };
  const createdAt = before(9e11);
  await running.database.process.create({
    data: { ...process, since: createdAt, createdAt, createdBy: 'a', closedAt },
  });
  return process.id;
}
/** A declaration of an Esat that was begun then, with the worker that it names. */
async function insertDeclaration(id: string, createdAt: Date): Promise<void> {
  const { database } = running;
  await database.esatDeclaration.create({ data: { id, year: 2020, partnerId: id, submissionId: id, createdAt } });
  const submitted = { version: 1, number: id, draftVersion: 1, summary: [], submittedBy: 'a', submittedAt: createdAt };
  await database.esatSubmission.create({ data: { ...submitted, id, declarationId: id } });
  const line = { position: 1, caf: '93', workerMark: 'x', ciphertext: Buffer.from('x') };
  await database.esatLine.create({ data: { ...line, submissionId: id } });
}
/** What was declared in a démarche that ended then. */
async function insertWords(id: string, closedAt: Date | null): Promise<void> {
  const processId = await insertEnded(`words-${id}`, 'demarche', closedAt);
  const words = { id, processId, ciphertext: Buffer.from('x'), addedBy: 'a', addedAt: before(9e11) };
  await running.database.demarcheWords.create({ data: words });
}
/** A file of a process that ended then, given long before. */
async function insertFile(id: string, type: ProcessType, closedAt: Date | null): Promise<void> {
  const processId = await insertEnded(id, type, closedAt);
  const addedAt = before(9e11);
  const file = {
    kind: 'TITRE',
    name: 'x',
    mediaType: 'application/pdf',
    size: 1,
    sha256: 'x',
    ciphertext: Buffer.from('x'),
  };
  await running.database.attachment.create({ data: { ...file, id, processId, addedBy: 'a', addedAt } });
}
const insertSession = (id: string, over: { expiresAt: Date; revokedAt?: Date }) =>
  running.database.session.create({ data: { id, userId, createdAt: before(9e9), ...over } });

async function left(kind: PurgedKind): Promise<string[]> {
  const { database } = running;
  const ids = {
    answers: async () => (await database.idempotentAnswer.findMany()).map(({ key }) => key),
    commands: async () => (await database.command.findMany()).map(({ id }) => id),
    sessions: async () => (await database.session.findMany()).map(({ id }) => id),
    codes: async () => (await database.linkCode.findMany()).map(({ id }) => id),
    tokens: async () => (await database.providerRecord.findMany()).map(({ id }) => id),
    entrances: async () => [
      ...(await database.entrance.findMany()).map(({ id }) => id),
      ...(await database.providerKey.findMany()).map(({ id }) => id),
    ],
    tries: async () => (await database.tries.findMany()).map(({ key }) => key),
    files: async () => (await database.attachment.findMany()).map(({ id }) => id),
    demarches: async () => (await database.demarcheWords.findMany()).map(({ id }) => id),
    esat: async () => (await database.esatLine.findMany()).map(({ submissionId }) => submissionId),
    forms: async () => (await database.keptForm.findMany()).map(({ id }) => id),
    secrets: async () => (await database.temporarySecret.findMany()).map(({ id }) => id),
    mails: async () => (await database.mail.findMany()).map(({ id }) => id),
    imports: async () => (await database.userImportRow.findMany()).map(({ email }) => email),
    checks: async () => (await database.campaignCheck.findMany()).map(({ id }) => id),
    campaigns: async () => (await database.campaignRow.findMany()).map(({ siret }) => siret),
    tiersi: async () => (await database.tiersiLine.findMany()).map(({ siret }) => siret),
    proteges: async () => (await database.protege.findMany()).map(({ reference }) => reference),
    signals: async () => (await database.missingProtege.findMany()).map(({ id }) => id),
    traces: async () => (await database.tuteurTrace.findMany()).map(({ procedure }) => procedure ?? ''),
    requests: async () => (await database.accessRequest.findMany()).map(({ id }) => id),
    dossiers: async () => (await database.task.findMany()).map(({ id }) => id),
    accounts: async () => (await database.user.findMany({ where: { lastName: 'Essai' } })).map(({ id }) => id),
  };
  return (await ids[kind]()).sort();
}

describe('the hourly purge (S7)', () => {
  test('takes of each kind what was over for its term, by its workflow, and nothing else', async () => {
    const { database } = running;
    const worker = await running.startWorker();
    userId = await createUser(
      database,
      { login: 'u', email: 'u@x.example', firstName: 'U', lastName: 'U', roles: [], password: null },
      AT,
    );
    for (const kind of PURGED_KINDS)
      for (const [name, ms] of Object.entries(EDGES)) await ROWS[kind](name, before(DEFAULT_RETENTION[kind] + ms));
    // never carried out: it has yet to be told what became of it
    await insertCommand('open', {});
    await insertSession('revoked', { expiresAt: later, revokedAt: before(DEFAULT_RETENTION.sessions + 1_000) });
    await insertSession('running', { expiresAt: later });
    await insertFile('PJ 3', 'approverChange', before(DEFAULT_RETENTION.files + 1_000));
    await insertFile('open', 'annualControl', null);
    await insertWords('open', null);
    // its service has not been told yet
    const untold = { id: 'untold', service: 'CDAP', userId, sessionId: 's', grantMark: 'g', createdAt: before(9e9) };
    await database.entrance.create({ data: { ...untold, endedAt: before(8e9), nextAttemptAt: before(8e9) } });
    // half typed by a mailed link: it goes with its dossier, long before a year
    const processId = await insertEnded('draft', 'conventionnement', before(DEFAULT_RETENTION.forms + 1_000));
    const draft = { id: 'draft', processId, sealed: Buffer.from('x'), createdAt: before(9e9), expiresAt: later };
    await database.keptForm.create({ data: draft });
    await insertProtege('open', null);
    await insertAccount('open', null);
    await insertMail('still on its way', null, before(9e12));
    await database.mail.update({ where: { id: 'still on its way' }, data: { state: 'A_ENVOYER' } });
    await database.auditLine.create({
      data: {
        at: new Date('2001-01-01'),
        actorId: 'a',
        actorRole: 'agent',
        action: 'x',
        entity: 'x',
        entityId: 'x',
        label: 'x',
      },
    });
    await running.client.workflow.execute('purge', {
      workflowId: `purge-${running.taskQueue}`,
      taskQueue: running.taskQueue,
      args: [{ at: AT.toISOString() }],
    });
    expect(Object.fromEntries(await Promise.all(PURGED_KINDS.map(async (kind) => [kind, await left(kind)])))).toEqual({
      answers: ['kept'],
      commands: ['kept', 'open'],
      sessions: ['kept', 'running'],
      codes: ['kept'],
      tokens: ['kept'],
      entrances: ['kept', 'key kept', 'untold'],
      tries: ['kept'],
      files: ['kept', 'open'],
      demarches: ['kept', 'open'],
      esat: ['kept'],
      forms: ['kept'],
      secrets: ['kept'],
      mails: ['kept', 'still on its way'],
      imports: ['kept'],
      campaigns: ['kept'],
      checks: ['kept'],
      tiersi: ['kept'],
      proteges: ['kept', 'open'],
      signals: ['kept'],
      traces: ['kept'],
      requests: ['kept'],
      dossiers: ['dossier-kept', 'kept'],
      accounts: ['kept', 'open'],
    });
    // a request is gone as a whole; a dossier stays as the frame of its documents, with nobody to write to
    expect(
      await database.process.findMany({
        where: { id: { contains: '-gone' }, closedAt: { lt: before(2 * YEAR) } },
        select: { id: true, linkEmail: true },
        orderBy: { id: 'asc' },
      }),
    ).toEqual([
      { id: 'p-dossier-gone', linkEmail: null },
      { id: 'p-tiersi-gone', linkEmail: null },
    ]);
    // an account over its term has no name any more, and its row stays; the journal tells so
    expect(await database.user.findUniqueOrThrow({ where: { id: 'gone' } })).toMatchObject({
      firstName: 'Compte',
      lastName: 'effacé',
      phone: null,
      email: 'efface-gone',
      erasedAt: AT,
    });
    const told = await database.auditLine.findFirstOrThrow({ where: { entityId: 'gone' } });
    expect([told.action, told.rule, told.at]).toEqual(['user.erase', 'S7', AT]);
    // what the file was for, and its journal, stay
    expect(await database.process.count({ where: { id: { in: ['p-gone', 'p-PJ 3'] } } })).toBe(2);
    expect(await database.auditLine.count({ where: { entity: 'x' } })).toBe(1);
    await worker.stop();
  });

  test('goes in bounded batches, says when nothing is left, and spares what another deletes at the same time', async () => {
    for (let n = 0; n < 7; n += 1) await ROWS.answers(`old${n}`, before(DEFAULT_RETENTION.answers + 5_000));
    const purge = purgeOn(running.purge, DEFAULT_RETENTION, 3);
    expect([await purge('answers', AT), (await left('answers')).length]).toEqual([true, 5]);
    const both = await Promise.all([purge('answers', AT), purge('answers', AT)]);
    expect([both.filter(Boolean).length, await left('answers')]).toEqual([1, ['kept']]);
    expect(await purge('answers', AT)).toBe(false);
  });

  test('is by a role of its own: it removes neither journal, contract nor signature, and the application’s role removes what is kept for its term by no means (S6)', async () => {
    const { database, purge } = running;
    const refused = 'permission denied';
    for (const table of [
      'audit_line',
      'audit_chain',
      'audit_head',
      'document',
      'document_version',
      'signature',
      'opened_service',
      'partner',
    ])
      for (const role of [purge, database]) {
        await expect(role.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow(refused);
        await expect(role.$executeRawUnsafe(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(refused);
      }
    for (const table of ['audit_line', 'document', 'document_version', 'signature'])
      await expect(
        purge.$executeRawUnsafe(`UPDATE ${table} SET ${table === 'audit_line' ? 'label' : 'version'} = NULL`),
      ).rejects.toThrow(refused);
    for (const table of [
      'mail',
      'task',
      'process',
      'command',
      'app_user',
      'access_request',
      'campaign_row',
      'tuteur_trace',
      'link_code',
    ])
      await expect(database.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow(refused);
  });
});
