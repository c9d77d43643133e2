import { begun } from '../../../domain/appointment/begun.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { tellChanges } from '../../../domain/decision/changes.ts';
import { type DelegationMode, WAITING_FOR_PARTNER } from '../../../domain/document/types.ts';
import { peopleChanges } from '../../../domain/people/changes.ts';
import type { PeopleDecision, Roster } from '../../../domain/people/types.ts';
import { WATCHING_ADMINISTRATEURS } from '../../../domain/process/types.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import type { Opening } from '../../../domain/service/standing.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { writeSecrets } from '../../identity/temporarySecrets.ts';
import { sealPersonal } from '../audit/sealedChanges.ts';
import { refreshServiceUse } from '../dossier/serviceUse.ts';
import { appendAudit, enqueueMails } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { foundBy, ofPartner } from '../queries/foundBy.ts';
import { NATIONAL_SERVICES, toNational } from '../queries/nationalServices.ts';
import { fromOpening, openingsOf, toOpening } from '../queries/openings.ts';
import type { Row } from '../rows.ts';
import { FROZEN_GROUP } from './liveGroup.ts';
import { startProcesses, tellToLook } from './peopleProcesses.ts';
import {
  contact,
  fromAccount,
  fromAfasProfile,
  fromGroup,
  fromMembership,
  toAccount,
  toAfasProfile,
  toGroup,
  toMembership,
} from './peopleRows.ts';

/** Which people an act needs beside the administrateurs: by id, by address; and groups of which every membership is needed. */
export interface PeopleNeeded {
  accountIds: readonly string[];
  emails: readonly string[];
  wholeGroups?: readonly string[];
}

/** As `rosterRow` reads it. */
export interface RosterRow {
  partner: Row;
  convention: { id: string; number: string | null } | null;
  mode: DelegationMode | null;
  bulletins: { id: string; service: ServiceCode; roles: string[] | null }[];
  closedBulletins: { service: ServiceCode; closedAt: string | null; reason: string | null }[];
  awaited: Roster['awaited'];
  services: Row[];
  nationals: Row[];
  accounts: Row[];
  creators: Roster['creators'];
  groups: Row[];
  memberships: Row[];
  afas: Row[];
  replacement: Roster['replacement'];
}

/**
 * Loads a partner's people as far as an act needs them, under the partner's lock (ADR 8) unless only to be read; null when there is no such
 * partner.
 */
export async function loadRoster(
  tx: Transaction,
  partnerId: string,
  needed: PeopleNeeded,
  how: 'locked' | 'unlocked' = 'locked',
): Promise<Roster | null> {
  if (how === 'locked') await tx.$queryRaw`SELECT id FROM partner WHERE id = ${partnerId} FOR UPDATE`;
  const [row] = await tx.$queryRaw<RosterRow[]>(rosterRow(partnerId, needed));
  return rosterFrom(partnerId, row);
}

/** One row with a partner's people as far as an act needs them. */
export function rosterRow(partnerId: string, needed: PeopleNeeded): Prisma.Sql {
  // `whole`: with every group below, which is closed with it (GRP-20)
  return Prisma.sql`
    WITH RECURSIVE whole AS (
      SELECT id FROM user_group WHERE partner_id = ${partnerId} AND id = ANY(${[...(needed.wholeGroups ?? [])]})
      UNION SELECT below.id FROM user_group below JOIN whole ON whole.id = below.parent_id WHERE below.partner_id = ${partnerId}
    ), person AS (
      SELECT * FROM app_user WHERE partner_id = ${partnerId}
        AND (administrateur_since IS NOT NULL OR id = ANY(${[...needed.accountIds]}) OR email = ANY(${[...needed.emails]})
          OR id IN (SELECT g.manager_id FROM membership m JOIN user_group g ON g.id = m.group_id
            WHERE m.user_id = ANY(${[...needed.accountIds]}) AND m.until IS NULL))
    ), paper AS (
      SELECT * FROM document WHERE partner_id = ${partnerId}
    ), contract AS (
      SELECT id, kind, service, number, content, convention_id, activated_at FROM paper WHERE state = 'ACTIF'
    ), convention AS (
      -- where records of one SIRET became one, two are in force until the CNA has closed one (DEL-11): people stand under the older
      SELECT id, number FROM contract WHERE kind = 'CONVENTION' ORDER BY activated_at, id LIMIT 1
    )
    SELECT
      (SELECT to_jsonb(p) FROM partner p WHERE p.id = ${partnerId}) AS partner,
      (SELECT jsonb_build_object('id', id, 'number', number) FROM convention) AS convention,
      (SELECT content ->> 'delegationMode' FROM contract WHERE kind = 'CONTRAT'
        ORDER BY convention_id IN (SELECT id FROM convention) DESC NULLS LAST, activated_at, id LIMIT 1) AS mode,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'service', service, 'roles', content -> 'roles')), '[]') FROM contract WHERE kind = 'BULLETIN') AS bulletins,
      (SELECT coalesce(jsonb_agg(b), '[]') FROM (SELECT DISTINCT ON (service) service, closed_at AS "closedAt", reason FROM paper
        WHERE kind = 'BULLETIN' AND state = 'CLOS' ORDER BY service, closed_at DESC NULLS LAST, id) b) AS "closedBulletins",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'service', service)), '[]') FROM paper WHERE state = ANY(${[...WAITING_FOR_PARTNER]})) AS awaited,
      ${openingsOf(Prisma.sql`${partnerId}`)} AS services,
      ${NATIONAL_SERVICES} AS nationals,
      (SELECT coalesce(jsonb_agg(to_jsonb(u) || jsonb_build_object('secret',
          (SELECT to_jsonb(s) - 'hash' - 'ciphertext' FROM temporary_secret s WHERE s.user_id = u.id AND s.consumed_at IS NULL AND s.voided_at IS NULL))
          ORDER BY u.created_at, u.id), '[]') FROM person u) AS accounts,
      (SELECT coalesce(jsonb_agg(${contact('c')}), '[]') FROM app_user c WHERE c.id IN (SELECT created_by FROM person)) AS creators,
      (SELECT coalesce(jsonb_agg(to_jsonb(g) || jsonb_build_object('frozen', ${FROZEN_GROUP}) ORDER BY g.created_at, g.id), '[]') FROM user_group g WHERE g.partner_id = ${partnerId}) AS groups,
      (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM (
        SELECT m.* FROM person u JOIN membership m ON m.user_id = u.id JOIN user_group g ON g.id = m.group_id WHERE m.until IS NULL OR m.until = g.closed_at
        UNION SELECT m.* FROM whole CROSS JOIN LATERAL ${foundBy('membership', 'group_id', Prisma.sql`whole.id`)} m WHERE m.until IS NULL) m) AS memberships,
      (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.since, a.id), '[]') FROM afas_profile a WHERE a.partner_id = ${partnerId} AND a.until IS NULL) AS afas,
      (SELECT jsonb_build_object('id', id, 'leavingId', facts -> 'replacement' -> 'leaving' ->> 'userId') FROM ${ofPartner('process', Prisma.sql`${partnerId}`)} p
        WHERE type = 'administratorReplacement' AND closed_at IS NULL) AS replacement`;
}

/** The organisme of such a row; null when there is no such partner. */
export function rosterFrom(partnerId: string, row: RosterRow | undefined): Roster | null {
  if (row?.partner == null) return null;
  const { partner } = row;
  return {
    partner: {
      id: partnerId,
      caf: partner.caf as string,
      readerCafs: partner.reader_cafs as string[],
      siret: partner.siret as string,
      raisonSociale: partner.raison_sociale as string,
      email: partner.email as string,
    },
    convention: row.convention,
    mode: row.mode,
    bulletins: row.bulletins.map((bulletin) => ({ ...bulletin, roles: bulletin.roles ?? [] })),
    closedBulletins: row.closedBulletins.map((one) => ({
      ...one,
      closedAt: one.closedAt === null ? null : new Date(one.closedAt),
    })),
    awaited: row.awaited,
    services: row.services.map(toOpening),
    nationals: row.nationals.map(toNational),
    accounts: row.accounts.map(toAccount),
    creators: row.creators,
    groups: row.groups.map(toGroup),
    memberships: row.memberships.map(toMembership),
    afasProfiles: row.afas.map(toAfasProfile),
    replacement: row.replacement,
  };
}

/**
 * Saves what an act changed, with its journal, its mails, its temporary passwords and the processes it starts or concerns. `toldElsewhere`: the
 * caller writes its lines.
 */
export async function saveRoster(
  tx: Transaction,
  before: Roster,
  decision: PeopleDecision,
  context: { at: Date; actor: Actor; seal: Seal; processId?: string; toldElsewhere?: true },
): Promise<void> {
  const { at, actor } = context;
  const after = decision.roster;
  const { id: partnerId, caf } = after.partner;
  const accounts = changed(before.accounts, after.accounts, (one) => fromAccount(partnerId, one, at));
  const groups = changed(before.groups, after.groups, (one) => fromGroup(partnerId, one));
  const memberships = changed(before.memberships, after.memberships, fromMembership);
  await upsert(tx, 'app_user', accounts, ACCOUNT_COLUMNS);
  await writeSecrets(tx, before.accounts, after.accounts, decision.secrets, at, context.seal);
  await upsert(tx, 'user_group', groups, GROUP_COLUMNS);
  await upsert(tx, 'membership', memberships, 'until, removed_by');
  // who leaves first: one approbateur in function at a time (AFAS-5)
  const leavingFirst = after.afasProfiles.toSorted((a, b) => Number(a.until === null) - Number(b.until === null));
  const afasProfiles = changed(before.afasProfiles, leavingFirst, (one) => fromAfasProfile(partnerId, one));
  await upsert(tx, 'afas_profile', afasProfiles, 'state, since, until, process_id');
  await saveOpenings(tx, before.services, after.services);
  // dossiers are read without locks: a new version of the partner's row tells them that its people have changed (ADR 8)
  await tx.$executeRaw`UPDATE partner SET version = version WHERE id = ${partnerId}`;
  const people = [
    ...new Set([
      ...accounts.map((row) => row.id as string),
      ...[...memberships, ...afasProfiles].map((row) => row.user_id as string),
    ]),
  ];
  await refreshServiceUse(
    tx,
    people,
    groups.map((row) => row.id as string),
    at,
  );
  if (decision.signedOut.length > 0)
    await tx.$executeRaw`UPDATE session SET revoked_at = ${at} WHERE user_id = ANY(${decision.signedOut}) AND revoked_at IS NULL`;
  const turns = await startProcesses(tx, begun(decision), { at, partnerId, caf, createdBy: actor.id });
  if (context.toldElsewhere !== true) {
    const told = tellChanges(decision.audit, peopleChanges(before, after));
    const lines = await sealPersonal((sql) => tx.$queryRaw(sql), context.seal, told, at);
    await appendAudit(tx, lines, { at, actor, processId: context.processId ?? null, caf });
  }
  const mails = decision.mails.map((mail) => {
    const turn = turns.get(mail.processId ?? '');
    return turn === undefined ? mail : { ...mail, processId: turn };
  });
  await enqueueMails(tx, mails, { at, processId: context.processId ?? null, caf });
  // whoever was or is in charge of a changed group is concerned too (GRP-19)
  const managers = [...before.groups, ...after.groups].flatMap(({ id, managerId }) =>
    managerId !== null && groups.some((row) => row.id === id) ? [managerId] : [],
  );
  const userIds = [...new Set([...people, ...managers])];
  const types = administrateursConcerned(before, decision, people) ? WATCHING_ADMINISTRATEURS : [];
  await tellToLook(tx, { partnerId, userIds, except: context.processId ?? null, types }, at);
}

/** What suspends an opening, or opens it again; it is made and closed by dossiers alone. */
async function saveOpenings(tx: Transaction, before: readonly Opening[], after: readonly Opening[]): Promise<void> {
  const rows = changed(before, after, fromOpening);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE opened_service o SET state = r.state, reason = r.reason, suspended_at = r.suspended_at, suspended_until = r.suspended_until, suspended_by = r.suspended_by
      FROM jsonb_populate_recordset(null::opened_service, ${JSON.stringify(rows)}::jsonb) r WHERE o.id = r.id`;
}

/** Somebody who administers, or did, has changed, or annexe 3 begins (ADM-3). */
function administrateursConcerned(before: Roster, after: PeopleDecision, changed: readonly string[]): boolean {
  const accounts = [...before.accounts, ...after.roster.accounts];
  return (
    after.starts.some(({ type }) => type === 'administratorReplacement') ||
    accounts.some(({ id, administrateurSince }) => administrateurSince !== null && changed.includes(id))
  );
}

const ACCOUNT_COLUMNS =
  'first_name, last_name, email, search_text, phone, qualification, numero_instructeur, code_bailleur, titre, workplace_social_worker, administrateur_since, diplome_verifie_le, closes_on, closed_at, suspended_at, personalising_until, send_failed, state';
const GROUP_COLUMNS =
  'label, convention_id, manager_id, role, role_since, role_detached_at, closed_at, closed_reason, exclusive_t9, t9_suspended_at, establishments, version';

function changed<T>(before: readonly T[], after: readonly T[], row: (one: T) => Row): Row[] {
  const known = new Map(before.map(row).map((one) => [one.id, JSON.stringify(one)]));
  return after.map(row).filter((one) => known.get(one.id) !== JSON.stringify(one));
}

async function upsert(
  tx: Transaction,
  table: 'app_user' | 'user_group' | 'membership' | 'afas_profile',
  rows: readonly Row[],
  columns: string,
): Promise<void> {
  if (rows.length === 0) return;
  const assignments = columns
    .split(', ')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
  const into = Prisma.raw(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(null::${table}, `);
  await tx.$executeRaw`${into}${JSON.stringify(rows)}::jsonb) ON CONFLICT (id) DO UPDATE SET ${Prisma.raw(assignments)}`;
}
