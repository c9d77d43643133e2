import type { Policy } from '../../domain/policy/policy.ts';
import type { Database, Transaction } from '../prisma.ts';
import { type Telling, tellAdministrateurs } from './administrateurs.ts';

const PARTNERS_PER_BATCH = 50;
const SHOWN = 20;

interface Found {
  partnerId: string;
  subjects: string[];
  labels: string[];
}

/** REM-9: every three months, the administrateurs of the next partners look through their gestionnaires. False: nobody is due. */
export function remindManagers(database: Database, policy: Policy, at: Date): Promise<boolean> {
  const limit = new Date(at.getTime() - policy.rem9Ms);
  return tellNext(database, policy, at, 'REM-9', {
    find: (tx) => tx.$queryRaw<Found[]>`
      WITH due AS (
        SELECT g.partner_id FROM user_group g LEFT JOIN reminder_mark k ON k.rule = 'REM-9' AND k.subject = g.partner_id
          WHERE g.closed_at IS NULL AND g.manager_id IS NOT NULL
          GROUP BY g.partner_id, k.at HAVING coalesce(k.at, min(g.created_at)) <= ${limit} ORDER BY g.partner_id LIMIT ${PARTNERS_PER_BATCH}
      )
      SELECT m.partner_id AS "partnerId", ARRAY[m.partner_id] AS subjects, array_agg(m.label ORDER BY m.label) AS labels FROM (
        SELECT g.partner_id, u.first_name || ' ' || u.last_name || ' – ' || string_agg(g.code, ', ' ORDER BY g.code) AS label
          FROM due d JOIN user_group g ON g.partner_id = d.partner_id AND g.closed_at IS NULL JOIN app_user u ON u.id = g.manager_id
          GROUP BY g.partner_id, u.id
      ) m GROUP BY m.partner_id`,
    params: ({ partnerId, labels }, organisme) => ({
      template: 'MAIL-37',
      organisme,
      managers: labels.slice(0, SHOWN),
      more: Math.max(0, labels.length - SHOWN),
      link: groupsOf(partnerId),
    }),
  });
}

/**
 * REM-13: groups without role or member for seven days, once each time they become so. A dossier whose service has just opened
 * reminds by itself. False: no group is due.
 */
export function remindIdleGroups(database: Database, policy: Policy, at: Date): Promise<boolean> {
  const limit = new Date(at.getTime() - (policy.rem13[0] ?? Number.POSITIVE_INFINITY));
  return tellNext(database, policy, at, 'REM-13', {
    find: (tx) => tx.$queryRaw<Found[]>`
      WITH idle AS (
        SELECT g.id, g.partner_id, g.code || ' ' || g.label || CASE WHEN g.role IS NULL THEN ' – sans rôle' ELSE ' – sans membre' END AS label,
            greatest(g.created_at, g.role_detached_at, (SELECT max(m.until) FROM membership m WHERE m.group_id = g.id)) AS since
          FROM user_group g
          WHERE g.closed_at IS NULL AND g.created_at <= ${limit}
            AND (g.role IS NULL OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.group_id = g.id AND m.until IS NULL))
            AND NOT EXISTS (SELECT 1 FROM process p WHERE p.partner_id = g.partner_id AND p.closed_at IS NULL
              AND p.type IN ('esatOnboarding', 'conventionnement') AND p.state IN ('SERVICE_OUVERT', 'GROUPES_CONFIGURES'))
      )
      SELECT i.partner_id AS "partnerId", array_agg(i.id ORDER BY i.label) AS subjects, array_agg(i.label ORDER BY i.label) AS labels
        FROM idle i LEFT JOIN reminder_mark k ON k.rule = 'REM-13' AND k.subject = i.id
        WHERE i.since <= ${limit} AND (k.at IS NULL OR k.at < i.since)
        GROUP BY i.partner_id ORDER BY i.partner_id LIMIT ${PARTNERS_PER_BATCH}`,
    params: ({ partnerId, labels }, organisme) => ({
      template: 'MAIL-80',
      organisme,
      groups: labels.slice(0, SHOWN),
      more: Math.max(0, labels.length - SHOWN),
      link: groupsOf(partnerId),
    }),
  });
}

const groupsOf = (partnerId: string) => ({
  kind: 'page' as const,
  path: `/partenaires/${encodeURIComponent(partnerId)}/groupes`,
});

interface Reminder {
  find(tx: Transaction): Promise<Found[]>;
  params(found: Found, organisme: string): ReturnType<Telling['params']>;
}

/** Marks what was found and mails it in one transaction: a crash leaves both or neither (R2). */
async function tellNext(
  database: Database,
  policy: Policy,
  at: Date,
  rule: 'REM-9' | 'REM-13',
  reminder: Reminder,
): Promise<boolean> {
  return database.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${rule}, 0))`;
      const found = await reminder.find(tx);
      const subjects = found.flatMap((one) => one.subjects);
      await tx.$executeRaw`
        INSERT INTO reminder_mark (rule, subject, at) SELECT ${rule}, subject, ${at} FROM unnest(${subjects}::text[]) AS subject
          ON CONFLICT (rule, subject) DO UPDATE SET at = excluded.at`;
      const tellings = found.map((one) => ({
        partnerId: one.partnerId,
        key: `${rule}:${at.toISOString()}`,
        params: (organisme: string) => reminder.params(one, organisme),
      }));
      await tellAdministrateurs(tx, tellings, policy, at);
      return found.length > 0;
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}
