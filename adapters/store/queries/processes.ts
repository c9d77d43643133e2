import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { roleWords } from '../../../domain/decision/actorWords.ts';
import { CHANGED } from '../../../domain/decision/changes.ts';
import { mailTold } from '../../../domain/mail/told.ts';
import { PROCESS_STATE_LABELS } from '../../../domain/process/stateLabels.ts';
import type { ProcessType } from '../../../domain/process/types.ts';
import { ASKED_WORDS } from '../../../domain/userRequest/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, nameKey, pageOf, type Sort, wordKey } from './cursor.ts';
import { actorNames } from './documents.ts';
import { countRows, processShares, type Scope, sortedPage, whereGiven } from './scope.ts';

/** What lists and single processes are read with. */
export const PROCESS_COLUMNS = {
  id: true,
  type: true,
  businessKey: true,
  caf: true,
  readerCaf: true,
  partnerId: true,
  campaignId: true,
  label: true,
  state: true,
  since: true,
  waitingOn: true,
  waitingFor: true,
  nextActionAt: true,
  dueAt: true,
  incident: true,
  flags: true,
  facts: true,
  createdAt: true,
  closedAt: true,
} as const;

/** What processes are sorted by; some are of one type alone. */
const PROCESS_SORTS = {
  createdAt: 'd',
  label: 's',
  state: 's',
  caf: 's',
  until: 's',
  subject: 's',
  what: 's',
  opensOn: 's',
} as const;
type ProcessSort = keyof typeof PROCESS_SORTS;
/** Words of every state, which are each type's own. */
const STATE_WORDS = Object.fromEntries(
  Object.entries(PROCESS_STATE_LABELS).flatMap(([type, labels]) =>
    Object.entries(labels).map(([state, word]) => [`${type} ${state}`, word]),
  ),
);
const SORT_KEYS: Readonly<Record<ProcessSort, Prisma.Sql>> = {
  createdAt: Prisma.sql`created_at`,
  // of which there is an index
  label: nameKey(Prisma.sql`label`),
  caf: Prisma.sql`coalesce(caf, '')`,
  state: wordKey(Prisma.sql`(type || ' ' || state)`, STATE_WORDS),
  // an instant as JSON has it sorts as text does; what waits for no day comes after what does
  until: Prisma.sql`coalesce(waiting_for ->> 'until', '9999')`,
  subject: Prisma.sql`coalesce(facts ->> 'subject', '')`,
  opensOn: Prisma.sql`coalesce(facts ->> 'opensOn', '')`,
  what: wordKey(Prisma.sql`(facts -> 'asked' ->> 'what')`, ASKED_WORDS),
};

const sortsOf = <K extends ProcessSort>(...columns: readonly K[]) =>
  Object.fromEntries(columns.map((column) => [column, PROCESS_SORTS[column]])) as Pick<typeof PROCESS_SORTS, K>;
/** … in each of their lists. */
export const DOSSIER_SORTS = sortsOf('createdAt', 'label', 'state', 'until');
/** `label`: the Esat */
export const CHANGE_SORTS = sortsOf('createdAt', 'label', 'caf', 'state');
export const REOPENING_SORTS = sortsOf('createdAt', 'state', 'opensOn');
export const DEMARCHE_SORTS = sortsOf('createdAt', 'state');
export const CONTROL_SORTS = sortsOf('createdAt', 'label', 'state', 'until');
export const SUPPORT_SORTS = sortsOf('createdAt', 'subject', 'label', 'state', 'until');
export const USER_REQUEST_SORTS = sortsOf('createdAt', 'what', 'state', 'until');

export interface ProcessFilter {
  type?: string | undefined;
  status?: string | undefined;
  businessKey?: string | undefined;
  caf?: string | undefined;
  late?: boolean | undefined;
  waitingFor?: string | undefined;
  campaignId?: string | undefined;
  partnerId?: string | undefined;
  incident?: boolean | undefined;
  sort?: Sort<typeof PROCESS_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

export type ProcessRow = Awaited<ReturnType<typeof listProcesses>>['items'][number];

/** `open` and `closed` sort by life, anything else names a state. */
function statusCondition(status: string): Prisma.Sql {
  if (status === 'open') return Prisma.sql`closed_at IS NULL`;
  if (status === 'closed') return Prisma.sql`closed_at IS NOT NULL`;
  return Prisma.sql`state = ${status}`;
}

/** The words of the partial indexes (migration dossier_lists): only so are they used. */
export const IS_DOSSIER = Prisma.sql`type NOT IN ('userOnboarding', 'passwordReset', 'accountClosure')`;

/** Whether a process is late at an instant, in a statement about `process`. */
export function lateCondition(late: boolean, at: Date): Prisma.Sql {
  const isLate = Prisma.sql`closed_at IS NULL AND (coalesce(due_at < ${at}::timestamptz, false) OR 'EN_RETARD' = ANY (flags))`;
  return late ? Prisma.sql`(${isLate})` : Prisma.sql`NOT (${isLate})`;
}

function conditionsOf(filter: ProcessFilter, at: Date): Prisma.Sql[] {
  const { status, late, waitingFor, incident } = filter;
  const { type, businessKey: business_key, caf, campaignId: campaign_id, partnerId: partner_id } = filter;
  const conditions = whereGiven({ type, business_key, caf, campaign_id, partner_id });
  // the follow-up of one account is not a dossier: it is listed only when it is asked for
  if (type === undefined && business_key === undefined) conditions.push(IS_DOSSIER);
  if (status !== undefined) conditions.push(statusCondition(status));
  if (late !== undefined) conditions.push(lateCondition(late, at));
  if (waitingFor !== undefined) conditions.push(Prisma.sql`waiting_on = ${waitingFor} AND closed_at IS NULL`);
  if (incident !== undefined) conditions.push(Prisma.sql`(incident IS NOT NULL) = ${incident}`);
  return conditions;
}

/** Processes, newest first where nobody says otherwise. `at` decides what is late. */
export function listProcesses(db: Database, scope: Scope, filter: ProcessFilter, at: Date) {
  const among = { shares: processShares(scope), conditions: conditionsOf(filter, at) };
  return pageOfProcesses(db, among, filter);
}

/** A page of processes that are in one of the shares and meet every condition, newest first where nobody says otherwise. */
export function pageOfProcesses(
  db: Database,
  among: { shares: readonly Prisma.Sql[]; conditions: readonly Prisma.Sql[] },
  asked: Pick<ProcessFilter, 'sort' | 'limit' | 'cursor'>,
) {
  return sortedPage(db, 'process', PROCESS_SORTING, among, asked, (ids) =>
    db.process.findMany({ select: PROCESS_COLUMNS, where: { id: { in: ids } } }),
  );
}
const PROCESS_SORTING = { sorts: PROCESS_SORTS, keys: SORT_KEYS, usual: '-createdAt' } as const;

/** How many processes meet the filters, as far as lists are counted; null: more. */
export function countProcesses(db: Database, scope: Scope, filter: ProcessFilter, at: Date): Promise<number | null> {
  return countRows(db, 'process', processShares(scope), conditionsOf(filter, at));
}

/** Cafs that keep reading what is of a process: its own reader, and those of its partner (DEL-7b). */
export function readersOf(readerCaf: string | null, partner: { readerCafs: readonly string[] } | null): string[] {
  return [...new Set([...(readerCaf === null ? [] : [readerCaf]), ...(partner?.readerCafs ?? [])])];
}

/** One process and who may see it. */
export async function processById(db: Database, id: string) {
  const found = await db.process.findUnique({
    where: { id },
    select: { ...PROCESS_COLUMNS, partner: { select: { readerCafs: true } } },
  });
  if (found === null) return null;
  const { partner, ...row } = found;
  return { ...row, readerCafs: readersOf(row.readerCaf, partner) };
}

export interface TimelineEntry {
  at: Date;
  kind: 'act' | 'mail';
  label: string;
  who: string;
  rule: string | null;
}

/** What happened to a process, oldest first: journal lines and mails, in French. */
export async function timelineOf(db: Database, processId: string, limit: number, cursor: string | undefined) {
  const after = decodeCursor(cursor, 'ds') ?? [new Date(0), ''];
  const rows = await db.$queryRaw<
    {
      at: Date;
      key: string;
      label: string | null;
      actor_id: string | null;
      actor_role: string | null;
      rule: string | null;
      template: string | null;
      state: string | null;
    }[]
  >`
    SELECT * FROM (
      SELECT at, 'a' || lpad(id::text, 12, '0') AS key, label, actor_id, actor_role, rule, NULL AS template, NULL AS state FROM audit_line WHERE process_id = ${processId} AND action <> ${CHANGED}
      UNION ALL
      SELECT created_at, 'm' || id, NULL, NULL, NULL, NULL, template, state FROM mail WHERE process_id = ${processId}) t
    WHERE (at, key) > (${after[0]}::timestamptz, ${after[1]}) ORDER BY at, key COLLATE "C" LIMIT ${limit + 1}`;
  const names = await actorNames(
    db,
    rows.flatMap((row) => row.actor_id ?? []),
  );
  const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.key]);
  return {
    nextCursor: page.nextCursor,
    items: page.items.map(
      (row): TimelineEntry => ({
        at: row.at,
        kind: row.template === null ? 'act' : 'mail',
        label: row.template === null ? (row.label ?? '') : mailTold(row.template, row.state ?? ''),
        who: row.actor_id === null ? PROCESS_ACTOR.label : (names.get(row.actor_id) ?? roleWords(row.actor_role ?? '')),
        rule: row.rule,
      }),
    ),
  };
}

/** Types as the domain knows them; a row never holds another. */
export function processType(row: { type: string }): ProcessType {
  return row.type as ProcessType;
}
