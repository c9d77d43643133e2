import type { MailToEach } from '../../domain/mail/draft.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { traceparent } from '../watch/tracing.ts';
import type { Write } from './writes.ts';

/**
 * The same mail to each administrateur in function of these partners (a set of ids), as a write beside others: thousands of rows by one statement,
 * and none of them passes through here. A row bears its partner's Caf, whose people see what becomes of it (R2). Safe to retry: once per key and
 * person.
 */
export function mailsToAdministrateurs(
  partners: Prisma.Sql,
  { key, params, guide }: MailToEach,
  { at, processId }: { at: Date; processId: string | null },
): Write {
  const prefix = `${processId ?? 'none'}:${key}:`;
  const sql = Prisma.sql`
    INSERT INTO mail (id, key, process_id, caf, template, recipient, recipient_name, params, state, message_id, attempts, next_attempt_at, doubt, created_at, trace)
      SELECT t.id, t.key, ${processId}, t.caf, ${params.template}, t.email, t.name, ${JSON.stringify(params)}::jsonb || jsonb_build_object('organisme', t.organisme) || ${ownGuide(guide)},
          'A_ENVOYER', '<' || t.id || '@passerelle.invalid>', 0, ${at}::timestamptz, false, ${at}::timestamptz, ${traceparent()}::text
        FROM (SELECT left(encode(sha256(convert_to(k.key, 'UTF8')), 'hex'), 24) AS id, k.key, r.caf, u.email, u.first_name || ' ' || u.last_name AS name,
              r.raison_sociale AS organisme
            FROM app_user u JOIN partner r ON r.id = u.partner_id CROSS JOIN LATERAL (SELECT ${prefix} || u.id AS key) k
            WHERE u.partner_id IN (${partners}) AND u.administrateur_since IS NOT NULL AND u.closed_at IS NULL AND u.suspended_at IS NULL
              AND (u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})) t
      ON CONFLICT (key) DO NOTHING RETURNING 1`;
  return { name: 'mailed', sql, then: Prisma.sql`(SELECT pg_notify('outbox', '')::text FROM mailed LIMIT 1) AS told` };
}

/** Address of the guide that the Caf of the row has set; nothing where it has none. */
function ownGuide(guide: string | undefined): Prisma.Sql {
  if (guide === undefined) return Prisma.sql`'{}'::jsonb`;
  return Prisma.sql`coalesce((SELECT jsonb_build_object('guide', s.guides ->> ${guide}::text) FROM caf_settings s
    WHERE s.caf = t.caf AND s.guides ->> ${guide}::text IS NOT NULL), '{}'::jsonb)`;
}
