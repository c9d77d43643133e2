import type { Actor } from '../../domain/decision/actor.ts';
import type { AuditDraft } from '../../domain/decision/journal.ts';
import type { MailDraft, MailResend } from '../../domain/mail/draft.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { traceparent } from '../watch/tracing.ts';
import { sha256 } from './ids.ts';
import type { Database, Transaction } from './prisma.ts';
import { runWrites, type Write } from './writes.ts';

interface AuditContext {
  at: Date;
  actor: Actor;
  processId: string | null;
  caf: string | null;
}

interface MailContext {
  at: Date;
  processId: string | null;
  caf: string | null;
}

/** Appends the journal (CONV-15, S6): the application's role can add to it and nothing else. */
export async function appendAudit(tx: Transaction, lines: readonly AuditDraft[], context: AuditContext): Promise<void> {
  await runWrites(tx, auditWrites(lines, context));
}

/** The lines of `appendAudit` as a write beside others; none for no line. */
export function auditWrites(lines: readonly AuditDraft[], context: AuditContext): Write[] {
  if (lines.length === 0) return [];
  const rows = lines.map((line) => ({
    at: context.at.toISOString(),
    actor_id: context.actor.id,
    actor_role: context.actor.role,
    ip: context.actor.ip,
    action: line.action,
    entity: line.entity,
    entity_id: line.entityId,
    process_id: context.processId,
    caf: context.caf,
    rule: line.rule ?? null,
    label: line.label,
    before: line.before ?? null,
    after: line.after ?? null,
  }));
  const sql = Prisma.sql`
    INSERT INTO audit_line (at, actor_id, actor_role, ip, action, entity, entity_id, process_id, caf, rule, label, before, after)
    SELECT at, actor_id, actor_role, ip, action, entity, entity_id, process_id, caf, rule, label, before, after
    FROM jsonb_populate_recordset(null::audit_line, ${JSON.stringify(rows)}::jsonb)`;
  return [{ name: 'audited', sql }];
}

/** Puts mails into the outbox: one row per process and step, however often the step is replayed; wakes the dispatcher. */
export async function enqueueMails(tx: Transaction, drafts: readonly MailDraft[], context: MailContext): Promise<void> {
  await runWrites(tx, mailWrites(drafts, context));
}

/** Whether each of these mails, of no process, has been written already: its key makes it unique. */
export async function areMailed(db: Database, keys: readonly string[]): Promise<boolean> {
  const ids = new Set(keys.map((key) => mailId(`none:${key}`)));
  return (await db.mail.count({ where: { id: { in: [...ids] } } })) === ids.size;
}

/** The rows of `enqueueMails` as a write beside others; none for no mail. */
export function mailWrites(drafts: readonly MailDraft[], context: MailContext): Write[] {
  if (drafts.length === 0) return [];
  const trace = traceparent();
  const rows = drafts.map((draft) => {
    const processId = draft.processId ?? context.processId;
    const key = `${processId ?? 'none'}:${draft.key}`;
    const id = mailId(key);
    return {
      id,
      key,
      after_id: draft.after === undefined ? null : mailId(`${processId ?? 'none'}:${draft.after}`),
      process_id: processId,
      caf: context.caf,
      template: draft.params.template,
      recipient: draft.to,
      recipient_name: draft.toName,
      params: draft.params,
      state: 'A_ENVOYER',
      message_id: `<${id}@passerelle.invalid>`,
      attempts: 0,
      next_attempt_at: context.at.toISOString(),
      doubt: false,
      created_at: context.at.toISOString(),
      trace,
    };
  });
  const sql = Prisma.sql`
    INSERT INTO mail SELECT * FROM jsonb_populate_recordset(null::mail, ${JSON.stringify(rows)}::jsonb) ON CONFLICT (key) DO NOTHING RETURNING 1`;
  return [{ name: 'mailed', sql, then: Prisma.sql`(SELECT pg_notify('outbox', '') FROM mailed LIMIT 1)` }];
}

/** Mails in doubt sent again, each as a row of its own and with the link as it is now (R2); none for no mail. */
export function resendWrites(
  resends: readonly MailResend[],
  { at, processId, linkVersion }: { at: Date; processId: string; linkVersion: number },
): Write[] {
  if (resends.length === 0) return [];
  const rows = resends.map(({ mailId: of, key }) => {
    const id = mailId(`${processId}:${key}`);
    return { of, id, key: `${processId}:${key}`, message: `<${id}@passerelle.invalid>` };
  });
  const sql = Prisma.sql`
    INSERT INTO mail (id, key, process_id, caf, template, recipient, recipient_name, params, state, message_id, next_attempt_at, created_at, trace)
    SELECT r.id, r.key, m.process_id, m.caf, m.template, m.recipient, m.recipient_name,
      CASE WHEN m.params #> '{link,version}' IS NULL THEN m.params - 'keyId'
        ELSE jsonb_set(m.params - 'keyId', '{link,version}', to_jsonb(${linkVersion}::int)) END,
      'A_ENVOYER', r.message, ${at}, ${at}, ${traceparent()}::text
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("of" text, id text, key text, message text)
      JOIN mail m ON m.id = r."of" AND m.process_id = ${processId} AND m.state = 'DOUTE'
    ON CONFLICT (key) DO NOTHING RETURNING 1`;
  return [{ name: 'resent', sql, then: Prisma.sql`(SELECT pg_notify('outbox', '') FROM resent LIMIT 1)` }];
}

/** A mail's id follows from its key: a replay makes the same one. */
function mailId(key: string): string {
  return sha256(key).slice(0, 24);
}
