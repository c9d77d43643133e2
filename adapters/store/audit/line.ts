import { createHash } from 'node:crypto';
import { Prisma } from '../../../generated/prisma/client.ts';

/** What stands before the first line. */
export const GENESIS = '0'.repeat(64);

const instant = (column: string) =>
  Prisma.raw(`to_char(l.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/**
 * A line as it is sealed: its fields in this order, as text that depends on no setting of a session. A field that a later release adds to the
 * journal is not among them: what was sealed before would have no longer the same hash.
 */
export const SEALED_LINE = Prisma.sql`jsonb_build_array(l.id::text, ${instant('at')}, l.actor_id, l.actor_role, l.ip, l.action, l.entity, l.entity_id,
  l.process_id, l.caf, l.rule, l.label, l.before::text, l.after::text, ${instant('recorded_at')}, l.txid::text)`;

export const hashOfLine = (fields: readonly (string | null)[]): string => sha256(JSON.stringify(fields));

/** The chain after a line: what came before cannot be changed without changing it. */
export const chainedTo = (before: string, lineHash: string): string => sha256(`${before}\n${lineHash}`);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
