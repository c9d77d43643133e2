import { roleWords } from '../../../domain/decision/actorWords.ts';
import { MAIL_LABELS, type MailParams } from '../../../domain/mail/registry.ts';
import { MAIL_STATE_LABELS } from '../../../domain/mail/states.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { openPersonal } from '../audit/sealedChanges.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, pageOf, type Sort, wordKey } from './cursor.ts';
import { actorNames } from './documents.ts';
import { IS_IN_TROUBLE } from './mailTrouble.ts';
import { cafScope, cafShares, countRows, type Scope, sortedPage, whereGiven } from './scope.ts';

export interface AuditFilter {
  processId?: string | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  actorId?: string | undefined;
  action?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The journal, newest first; `seal` null: for who may not see whom it is about. */
export async function listAudit(db: Database, scope: Scope, filter: AuditFilter, seal: Seal | null) {
  const after = decodeCursor(filter.cursor, 'n');
  const { processId, entity, entityId, actorId, action } = filter;
  const rows = await db.auditLine.findMany({
    where: {
      AND: [
        cafScope(scope),
        { processId, entity, entityId, actorId, action },
        after === null ? {} : { id: { lt: BigInt(Number(after[0])) } },
      ],
    },
    orderBy: { id: 'desc' },
    take: filter.limit + 1,
  });
  const names = await actorNames(
    db,
    rows.map((row) => row.actorId),
  );
  const page = pageOf(rows, filter.limit, (row) => [Number(row.id)]);
  const items = await openPersonal((sql) => db.$queryRaw(sql), seal, page.items);
  return {
    nextCursor: page.nextCursor,
    // which transaction wrote a line is the seal's to know, and no number that JSON has
    items: items.map(({ txid: _, ...row }) => ({
      ...row,
      id: String(row.id),
      who: names.get(row.actorId) ?? roleWords(row.actorRole),
    })),
  };
}

const MAIL_SHOWN = {
  id: true,
  template: true,
  recipient: true,
  processId: true,
  caf: true,
  state: true,
  attempts: true,
  doubt: true,
  settledAt: true,
  createdAt: true,
  takenAt: true,
  nextAttemptAt: true,
  lastError: true,
} as const;

/** One mail, as lists show it. */
export function mailById(db: Database, id: string) {
  return db.mail.findUnique({ where: { id }, select: MAIL_SHOWN });
}

/** What a mail is written from; its reader's, and whoever may read the words of its dossier. */
export async function mailParams(db: Database, id: string): Promise<MailParams | null> {
  const row = await db.mail.findUnique({ where: { id }, select: { params: true } });
  return row === null ? null : (row.params as unknown as MailParams);
}

/** What mails are sorted by. */
export const MAIL_SORTS = { createdAt: 'd', template: 's', recipient: 's', state: 's' } as const;
const MAIL_SORTING = {
  sorts: MAIL_SORTS,
  keys: {
    createdAt: Prisma.sql`created_at`,
    template: wordKey(Prisma.sql`template`, MAIL_LABELS),
    recipient: Prisma.sql`recipient`,
    state: wordKey(Prisma.sql`state`, MAIL_STATE_LABELS),
  },
  usual: '-createdAt',
} as const;

export interface MailFilter {
  processId?: string | undefined;
  state?: string | undefined;
  template?: string | undefined;
  /** refused or in doubt, and not settled */
  trouble?: true | undefined;
  sort?: Sort<typeof MAIL_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

const mailConditions = ({ processId: process_id, state, template, trouble }: MailFilter) => [
  ...whereGiven({ process_id, state, template }),
  ...(trouble === undefined ? [] : [IS_IN_TROUBLE]),
];

/** Mails of the outbox, newest first where nobody says otherwise; neither their parameters nor their text are among them. */
export function listMails(db: Database, scope: Scope, filter: MailFilter) {
  const among = { shares: cafShares(scope), conditions: mailConditions(filter) };
  return sortedPage(db, 'mail', MAIL_SORTING, among, filter, (ids) =>
    db.mail.findMany({ select: MAIL_SHOWN, where: { id: { in: ids } } }),
  );
}

/** How many mails meet the filters, as far as lists are counted; null: more. */
export function countMails(db: Database, scope: Scope, filter: MailFilter): Promise<number | null> {
  return countRows(db, 'mail', cafShares(scope), mailConditions(filter));
}
