import { loginFrom } from '../../../domain/account/login.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import type { PeopleContext } from '../../../domain/people/decide.ts';
import { type Asker, askerOf } from '../../../domain/people/rights.ts';
import type { Roster } from '../../../domain/people/types.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { processId as processIdOf, type Waiting } from '../../../domain/process/types.ts';
import { type ImportFacts, type ImportRow, importStarted, startImport } from '../../../domain/userImport/kind.ts';
import { ACCOUNTS_AT_ONCE, mailsLeaveAt, makeAccounts } from '../../../domain/userImport/makeAccounts.ts';
import type { JudgedUser } from '../../../domain/userImport/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { newId, sha256 } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { newProcessRow, processInsert, startedUnder } from '../processRow.ts';
import { foundBy } from '../queries/foundBy.ts';
import type { PeopleActor } from './people.ts';
import { loadRoster, saveRoster } from './rosterStore.ts';
import { importCounts, saveStanding } from './userImportProcedure.ts';

interface Settings {
  policy: Policy;
  seal: Seal;
  mailboxOf: (caf: string) => string;
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

/** Stores a judged file and the process that makes its accounts, once per `startKey`. Returns the process id. */
export async function insertUserImport(
  tx: Transaction,
  partner: { id: string; caf: string },
  judged: readonly JudgedUser[],
  actor: PeopleActor,
  startKey: string | null,
  at: Date,
): Promise<string> {
  const earlier = await startedUnder(tx, startKey);
  if (earlier !== null) return earlier.id;
  const started = startImport(judged, actor);
  const { label, state, facts } = started;
  const { caf } = partner;
  const process = newProcessRow(
    {
      ...{ type: 'userImport', businessKey: newId(), turn: 1, label, state, facts },
      ...{ caf, partnerId: partner.id, createdBy: actor.id, startKey },
    },
    at,
  );
  const id = process.id as string;
  await tx.$executeRaw(processInsert(process));
  const rows = started.rows.map((row) => ({ ...row, process_id: id }));
  await tx.$executeRaw`INSERT INTO user_import_row SELECT * FROM jsonb_populate_recordset(null::user_import_row, ${JSON.stringify(rows)}::jsonb)`;
  await appendAudit(tx, [importStarted(id, started)], { at, actor: withoutCaf(actor), processId: id, caf });
  return id;
}

const withoutCaf = ({ id, role, label, ip }: PeopleActor): Actor => ({ id, role, label, ip });

/** Makes the next accounts of an import in one transaction with their rows' states: safe to repeat, a crash leaves both or neither. */
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
      return saveStanding(tx, processId, await importCounts(tx, processId), at);
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
    take: ACCOUNTS_AT_ONCE,
  });
  const { actor } = facts;
  const needed = { accountIds: [actor.id], emails: rows.map(({ email }) => email) };
  const before = await loadRoster(tx, partnerId, needed);
  if (before === null || rows.length === 0) return [];
  const asked = rows.map(({ row, data }) => ({ row, data: data as unknown as ImportRow['data'] }));
  const made = makeAccounts(before, asked, contextOf(settings, actor, at));
  for (const { row, state, userId, reasons } of made.rows)
    await tx.userImportRow.update({
      where: { processId_row: { processId, row } },
      data: { state, userId, reasons: reasons.map((reason) => ({ ...reason })) },
    });
  await saveRoster(tx, before, made.decision, { at, actor: withoutCaf(actor), seal: settings.seal, processId });
  return made.rows.flatMap(({ userId }) => userId ?? []);
}

async function spreadMails(
  tx: Transaction,
  policy: Policy,
  processId: string,
  made: readonly string[],
  startedAt: Date,
  at: Date,
): Promise<void> {
  const earlier = (await tx.userImportRow.count({ where: { processId, state: 'CREE' } })) - made.length;
  const slots = made.map((userId, index) => ({
    process: processIdOf('userOnboarding', userId, 1),
    leaves: mailsLeaveAt(earlier + index, { startedAt, at }, policy),
  }));
  await tx.$executeRaw`
    UPDATE mail SET next_attempt_at = slot.leaves
      FROM unnest(${slots.map(({ process }) => process)}::text[], ${slots.map(({ leaves }) => leaves)}::timestamptz[]) AS slot (process, leaves)
      CROSS JOIN LATERAL ${foundBy('mail', 'process_id', Prisma.sql`slot.process`)} its
      WHERE mail.id = its.id AND mail.state = 'A_ENVOYER'`;
}
