import { loginFrom } from '../../../domain/account/login.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { decidePeople, type PeopleContext } from '../../../domain/people/decide.ts';
import { type Asker, askerOf } from '../../../domain/people/rights.ts';
import type { PeopleDecision, Roster } from '../../../domain/people/types.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { processId as processIdOf, type Waiting } from '../../../domain/process/types.ts';
import { createUserAct, refusalsOf } from '../../../domain/userImport/judge.ts';
import type { JudgedUser } from '../../../domain/userImport/types.ts';
import type { Seal } from '../../identity/sealed.ts';
import { newId, sha256 } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import type { PeopleActor } from './people.ts';
import { startProcesses } from './peopleProcesses.ts';
import { loadRoster, saveRoster } from './rosterStore.ts';
import { settleImport } from './userImportProcedure.ts';

/** Accounts made under one lock of the partner: each costs the time of a password's hash. */
const BATCH = 8;

interface Settings {
  policy: Policy;
  seal: Seal;
  mailboxOf: (caf: string) => string;
}

export interface ImportFacts {
  /** who imports, in whose name each account is made */
  actor: PeopleActor;
}

/** What rows are judged with: the partner's people as far as the file names them, and who asks. Null: no such partner. */
export async function importersView(
  database: Database,
  partnerId: string,
  emails: readonly string[],
  { policy, mailboxOf, actor, at }: Omit<Settings, 'seal'> & { actor: PeopleActor; at: Date },
): Promise<{ roster: Roster; asker: Asker; context: PeopleContext } | null> {
  const roster = await loadRoster(database, partnerId, { accountIds: [actor.id], emails }, 'unlocked');
  if (roster === null) return null;
  const context = contextOf({ policy, mailboxOf }, actor, at);
  return { roster, asker: askerOf(roster, actor, at, policy.subgroupByResponsable), context };
}

function contextOf(settings: Omit<Settings, 'seal'>, actor: PeopleActor, at: Date): PeopleContext {
  const { caf: actorCaf, ...who } = actor;
  return { ...settings, at, actor: who, actorCaf, newId, newLogin: () => loginFrom(newId()), hash: sha256 };
}

const STATES = {
  accepted: 'A_CREER',
  toConfirm: 'REFUSE',
  existing: 'EXISTANT',
  duplicate: 'DOUBLON',
  refused: 'REFUSE',
} as const;

/** Stores a judged file and the process that makes its accounts, once per `startKey`. Returns the process id. */
export async function insertUserImport(
  tx: Transaction,
  partner: { id: string; caf: string },
  judged: readonly JudgedUser[],
  actor: PeopleActor,
  startKey: string | null,
  at: Date,
): Promise<string> {
  if (startKey !== null) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`start:${startKey}`}, 0))`;
    const earlier = await tx.process.findUnique({ where: { startKey }, select: { id: true } });
    if (earlier !== null) return earlier.id;
  }
  const businessKey = newId();
  const id = processIdOf('userImport', businessKey, 1);
  const facts: ImportFacts = { actor };
  const label = `Import de ${judged.length} personnes`;
  const draft = { type: 'userImport' as const, businessKey, label, state: 'EN_COURS', facts: { ...facts } };
  await startProcesses(tx, [draft], { at, partnerId: partner.id, caf: partner.caf, createdBy: actor.id });
  await tx.process.update({ where: { id }, data: { startKey } });
  const rows = judged.map(({ row, verdict, reasons, input, groupIds }) => ({
    process_id: id,
    row,
    state: STATES[verdict],
    email: input.email,
    reasons,
    data: { input, groupIds },
  }));
  await tx.$executeRaw`INSERT INTO user_import_row SELECT * FROM jsonb_populate_recordset(null::user_import_row, ${JSON.stringify(rows)}::jsonb)`;
  const line = { action: 'userImport.start', entity: 'userImport', entityId: id, label, rule: 'ACC-3' };
  await appendAudit(tx, [line], { at, actor: withoutCaf(actor), processId: id, caf: partner.caf });
  return id;
}

const withoutCaf = ({ id, role, label, ip }: PeopleActor): Actor => ({ id, role, label, ip });

/**
 * Makes the next accounts of an import in one transaction with their rows' states: safe to repeat, a crash leaves both or neither. The
 * rules judge each row anew: rights, groups and addresses may have changed since the file was read.
 */
export async function importBatch(
  database: Database,
  settings: Settings,
  processId: string,
  at: Date,
): Promise<Waiting> {
  return database.$transaction(
    async (tx) => {
      const [process] = await tx.$queryRaw<
        { facts: ImportFacts; partnerId: string; closed: boolean; startedAt: Date }[]
      >`
        SELECT facts, partner_id AS "partnerId", closed_at IS NOT NULL AS closed, created_at AS "startedAt" FROM process WHERE id = ${processId} FOR UPDATE`;
      if (process !== undefined && !process.closed) {
        const made = await makeNext(tx, settings, processId, process, at);
        await spreadMails(tx, settings.policy, processId, made, process.startedAt, at);
      }
      return settleImport(tx, processId, at);
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}

/** Makes the accounts of the next rows; returns their ids. */
async function makeNext(
  tx: Transaction,
  settings: Settings,
  processId: string,
  { facts, partnerId }: { facts: ImportFacts; partnerId: string },
  at: Date,
): Promise<string[]> {
  const rows = await tx.userImportRow.findMany({
    where: { processId, state: 'A_CREER' },
    orderBy: { row: 'asc' },
    take: BATCH,
  });
  const { actor } = facts;
  const needed = { accountIds: [actor.id], emails: rows.map(({ email }) => email) };
  const before = await loadRoster(tx, partnerId, needed);
  if (before === null || rows.length === 0) return [];
  const context = contextOf(settings, actor, at);
  let all: PeopleDecision = {
    roster: before,
    mails: [],
    audit: [],
    secrets: [],
    starts: [],
    signedOut: [],
    result: '',
  };
  const made: string[] = [];
  for (const { row, data } of rows) {
    const act = createUserAct(data as unknown as Pick<JudgedUser, 'input' | 'groupIds'>);
    const reasons = refusalsOf(() => {
      all = followedBy(all, decidePeople(all.roster, act, context));
    });
    const existing = reasons.some(({ code }) => code === 'COMPTE_EXISTANT');
    const state = reasons.length === 0 ? 'CREE' : existing ? 'EXISTANT' : 'REFUSE';
    if (state === 'CREE') made.push(all.result);
    await tx.userImportRow.update({
      where: { processId_row: { processId, row } },
      data: { state, userId: state === 'CREE' ? all.result : null, reasons: reasons.map((reason) => ({ ...reason })) },
    });
  }
  await saveRoster(tx, before, all, { at, actor: withoutCaf(actor), seal: settings.seal, processId });
  return made;
}

function followedBy(first: PeopleDecision, next: PeopleDecision): PeopleDecision {
  return {
    roster: next.roster,
    mails: [...first.mails, ...next.mails],
    audit: [...first.audit, ...next.audit],
    secrets: [...first.secrets, ...next.secrets],
    starts: [...first.starts, ...next.starts],
    signedOut: [...first.signedOut, ...next.signedOut],
    result: next.result,
  };
}

const MAILS_PER_ACCOUNT = 2;

/** So many mails a minute: the relay and the helpdesk are spared a rush, and the 24 h of each password begin when its mail leaves. */
async function spreadMails(
  tx: Transaction,
  policy: Policy,
  processId: string,
  made: readonly string[],
  startedAt: Date,
  at: Date,
): Promise<void> {
  const earlier = (await tx.userImportRow.count({ where: { processId, state: 'CREE' } })) - made.length;
  const slotMs = (60_000 * MAILS_PER_ACCOUNT) / policy.importMailsPerMinute;
  const slots = made.map((userId, index) => ({
    process: processIdOf('userOnboarding', userId, 1),
    leaves: new Date(Math.max(at.getTime(), startedAt.getTime() + (earlier + index) * slotMs)),
  }));
  await tx.$executeRaw`
    UPDATE mail SET next_attempt_at = slot.leaves
      FROM unnest(${slots.map(({ process }) => process)}::text[], ${slots.map(({ leaves }) => leaves)}::timestamptz[]) AS slot (process, leaves)
      WHERE mail.process_id = slot.process AND mail.state = 'A_ENVOYER'`;
}
