import { OPENED, SERVICE_TYPES } from '../../../domain/kinds.ts';
import {
  type Idle,
  idleLimit,
  lookThroughManagers,
  type ManagerOfGroups,
  managersLimit,
  tellIdle,
} from '../../../domain/reminders/groups.ts';
import { servicesWhere } from '../../../domain/service/services.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Database, Transaction } from '../prisma.ts';
import { type ReminderSettings, type Telling, tellPartners } from './telling.ts';

const PARTNERS_PER_BATCH = 50;

/** Of the catalogue: whose groups the Caf makes (AFAS-1), and whose roles are profiles, each the role of its own groups only (CDAP-2). */
const BY_CAF = servicesWhere(({ groups }) => groups.madeBy === 'CAF');
const PROFILED = servicesWhere(({ profiles }) => profiles !== undefined);

interface Found<T> {
  partnerId: string;
  to: Telling['to'];
  subjects: string[];
  items: T[];
}

/** REM-9: every three months, the administrateurs of the next partners look through their gestionnaires. False: nobody is due. */
export function remindManagers(database: Database, settings: ReminderSettings, at: Date): Promise<boolean> {
  const limit = managersLimit(settings.policy, at);
  return tellNext<ManagerOfGroups>(database, settings, at, 'REM-9', {
    find: (tx) => tx.$queryRaw`
      WITH due AS (
        SELECT g.partner_id FROM user_group g LEFT JOIN reminder_mark k ON k.rule = 'REM-9' AND k.subject = g.partner_id
          WHERE ${LIVE_GROUP} AND g.manager_id IS NOT NULL
          GROUP BY g.partner_id, k.at HAVING coalesce(k.at, min(g.created_at)) <= ${limit} ORDER BY g.partner_id LIMIT ${PARTNERS_PER_BATCH}
      )
      SELECT m.partner_id AS "partnerId", 'administrateurs' AS "to", ARRAY[m.partner_id] AS subjects,
          jsonb_agg(jsonb_build_object('name', m.name, 'codes', m.codes)) AS items FROM (
        SELECT g.partner_id, u.first_name || ' ' || u.last_name AS name, jsonb_agg(g.code ORDER BY g.code) AS codes
          FROM due d JOIN user_group g ON g.partner_id = d.partner_id AND ${LIVE_GROUP} JOIN app_user u ON u.id = g.manager_id
          GROUP BY g.partner_id, u.id
      ) m GROUP BY m.partner_id`,
    params: ({ partnerId, items }, organisme) => lookThroughManagers(partnerId, items, organisme),
  });
}

/**
 * REM-13: what opens nothing to anybody for seven days, once each time it becomes so: groups without role or member, and roles of a
 * bulletin in force that no open group carries or waits for (CDAP-2; `rolesWithoutGroup`, over everyone at once). Told to who makes
 * groups: the administrateurs; the Caf in mode centralisé (RGT-17), and for Afas (AFAS-1). A dossier whose service has just opened reminds
 * by itself. False: nothing is due.
 */
export function remindIdleGroups(database: Database, settings: ReminderSettings, at: Date): Promise<boolean> {
  const limit = idleLimit(settings.policy, at);
  return tellNext<Idle>(database, settings, at, 'REM-13', {
    find: (tx) => tx.$queryRaw`
      WITH idle AS (
        SELECT g.id, g.partner_id, false AS afas,
            jsonb_build_object('what', 'group', 'code', g.code, 'label', g.label, 'lacks', CASE WHEN g.role IS NULL THEN 'role' ELSE 'member' END) AS item,
            greatest(g.created_at, g.role_detached_at, (SELECT max(m.until) FROM membership m WHERE m.group_id = g.id)) AS since
          FROM user_group g
          WHERE ${LIVE_GROUP} AND g.created_at <= ${limit}
            AND (g.role IS NULL OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.group_id = g.id AND m.until IS NULL))
      ), lacking AS (
        SELECT b.partner_id || ':' || b.service || ':' || r.role AS id, b.partner_id, b.service = ANY(${BY_CAF}::text[]) AS afas,
            jsonb_build_object('what', 'role', 'service', b.service, 'role', r.role) AS item,
            greatest(b.activated_at, o.opened_at, max(g.closed_at)) AS since
          FROM document b
            JOIN opened_service o ON o.bulletin_id = b.id AND o.state = 'OUVERTE'
            CROSS JOIN LATERAL jsonb_array_elements_text(b.content -> 'roles') AS r (role)
            LEFT JOIN user_group g ON g.convention_id = b.convention_id AND g.service = b.service
              AND (g.role = r.role OR g.role IS NULL AND (b.service <> ALL(${PROFILED}::text[]) OR g.profile = r.role))
          WHERE b.kind = 'BULLETIN' AND b.state = 'ACTIF'
          GROUP BY b.id, o.id, r.role HAVING count(g.id) = count(g.closed_at)
      )
      SELECT i.partner_id AS "partnerId", CASE WHEN i.afas OR c.id IS NOT NULL THEN 'caf' ELSE 'administrateurs' END AS "to",
          array_agg(i.id) AS subjects, jsonb_agg(i.item) AS items
        FROM (SELECT * FROM idle UNION ALL SELECT * FROM lacking) i LEFT JOIN reminder_mark k ON k.rule = 'REM-13' AND k.subject = i.id
          LEFT JOIN document c ON c.partner_id = i.partner_id AND c.kind = 'CONTRAT' AND c.state = 'ACTIF' AND c.content ->> 'delegationMode' = 'CENTRALISE'
        WHERE i.since <= ${limit} AND (k.at IS NULL OR k.at < i.since)
          AND NOT EXISTS (SELECT 1 FROM process p WHERE p.partner_id = i.partner_id AND p.closed_at IS NULL
            AND p.type = ANY(${[...SERVICE_TYPES]}::text[]) AND p.state = ANY(${[...OPENED]}::text[]))
        GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${PARTNERS_PER_BATCH}`,
    params: ({ partnerId, items }, organisme) => tellIdle(partnerId, items, organisme),
  });
}

interface Reminder<T> {
  find(tx: Transaction): Promise<Found<T>[]>;
  params(found: Found<T>, organisme: string): ReturnType<Telling['params']>;
}

/** Marks what was found and mails it in one transaction: a crash leaves both or neither (R2). */
async function tellNext<T>(
  database: Database,
  settings: ReminderSettings,
  at: Date,
  rule: 'REM-9' | 'REM-13',
  reminder: Reminder<T>,
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
        to: one.to,
        key: `${rule}:${at.toISOString()}`,
        params: (organisme: string) => reminder.params(one, organisme),
      }));
      await tellPartners(tx, tellings, settings, at);
      return found.length > 0;
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}
