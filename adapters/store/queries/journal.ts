import { roleWords } from '../../../domain/decision/actorWords.ts';
import type { Seal } from '../../identity/sealed.ts';
import { openPersonal } from '../audit/sealedChanges.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, NEWEST_FIRST, pageOf } from './cursor.ts';
import { actorNames } from './documents.ts';
import { cafScope, type Scope } from './scope.ts';

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
  createdAt: true,
  takenAt: true,
  nextAttemptAt: true,
  lastError: true,
} as const;

/** One mail, as lists show it. */
export function mailById(db: Database, id: string) {
  return db.mail.findUnique({ where: { id }, select: MAIL_SHOWN });
}

/** Mails of the outbox, newest first; neither their parameters nor their text leave this place. */
export async function listMails(
  db: Database,
  scope: Scope,
  filter: {
    processId?: string | undefined;
    state?: string | readonly string[] | undefined;
    template?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
) {
  const rows = await db.mail.findMany({
    select: MAIL_SHOWN,
    where: {
      AND: [
        cafScope(scope),
        {
          processId: filter.processId,
          state: typeof filter.state === 'object' ? { in: [...filter.state] } : filter.state,
          template: filter.template,
        },
        NEWEST_FIRST.after(filter.cursor),
      ],
    },
    orderBy: NEWEST_FIRST.orderBy,
    take: filter.limit + 1,
  });
  return NEWEST_FIRST.page(rows, filter.limit);
}
