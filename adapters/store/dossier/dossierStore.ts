import type { JoinedDecision } from '../../../activities/store.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { tellChanges } from '../../../domain/decision/changes.ts';
import { type ContractDocument, OPEN_STATES } from '../../../domain/document/types.ts';
import { dossierChanges } from '../../../domain/dossier/changes.ts';
import { frameSettled } from '../../../domain/dossier/frame.ts';
import { groundClosed } from '../../../domain/dossier/ground.ts';
import { openingsChanged } from '../../../domain/dossier/opening.ts';
import type { Dossier, DossierPeople } from '../../../domain/dossier/types.ts';
import type { Projection } from '../../../domain/dossier/waiting.ts';
import { sirenOf } from '../../../domain/formats/siret.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { RESTING_ON_CONVENTION } from '../../../domain/process/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { type StoredKeys, sealTogether } from '../audit/sealedChanges.ts';
import { auditWrites, mailWrites, resendWrites } from '../journal.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import { tellingToLook } from '../people/peopleProcesses.ts';
import { type Transaction, UNFLUSHED } from '../prisma.ts';
import { processWrite } from '../processRow.ts';
import { NATIONAL_SERVICES, toNational } from '../queries/nationalServices.ts';
import { fromDocument, fromService, fromSignature, fromTask, type Row, toDossier } from '../rows.ts';
import { TUTEUR_GROUND, type TuteurGroundRow, tuteurFrom, tuteurWrites } from '../tuteur/ground.ts';
import type { Write } from '../writes.ts';
import { newcomerWrites } from './newcomer.ts';
import { openingWrites } from './serviceUse.ts';
import { successionWrites } from './succession.ts';
import { transferWrite } from './transferWrite.ts';
import { usedCodeWrites } from './usedCode.ts';

/** A dossier as `dossierRow` reads it, with the row versions (xmin) of its process and its partner. */
export interface DossierRow {
  process: Row;
  partner: Row;
  documents: Row[];
  services: Row[];
  tasks: Row[];
  people: DossierPeople;
  tuteur: TuteurGroundRow | null;
  nationals: Row[];
  seen: Seen;
  /** by which the journal seals what this dossier and its partner say of people */
  keys: Record<string, string>;
}

/** Runs a statement that answers at once: in a transaction, or by itself. */
export type Read = <T>(sql: Prisma.Sql) => Promise<T[]>;

/** … and whether it is a transaction of its own, which may then commit without waiting for the disk. */
export interface Reading {
  read: Read;
  byItself: boolean;
}

interface Seen {
  process: string;
  partner: string;
  /** the tuteur's line, of the correction of his SIRET */
  check: string | null;
}

/** Which versions a loaded dossier was made of: whoever saves it must find them again. */
const seenOf = new WeakMap<Dossier, Seen>();
const keysOf = new WeakMap<Dossier, StoredKeys>();

/** One row with all there is of a dossier; `id` is the id of its process. */
export function dossierRow(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT to_jsonb(p) AS process, to_jsonb(r) AS partner,
      (SELECT coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object('signatures',
           (SELECT coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.at, s.id), '[]') FROM signature s WHERE s.document_id = d.id)) ORDER BY d.created_at, d.id), '[]')
         FROM document d WHERE d.process_id = p.id
           OR (d.partner_id = p.partner_id AND (d.state = 'ACTIF' OR (d.kind IN ('CONVENTION', 'CONTRAT')
             AND (d.state = ANY(${[...OPEN_STATES]}::text[]) OR d.id IN (SELECT unnest(ARRAY[o.convention_id, o.contrat_id]) FROM document o WHERE o.process_id = p.id)))))) AS documents,
      (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM opened_service o WHERE o.partner_id = p.partner_id) AS services,
      (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.created_at, t.id), '[]') FROM task t WHERE t.process_id = p.id) AS tasks,
      jsonb_build_object('administrateurs',
        (SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.first_name || ' ' || u.last_name, 'email', u.email, 'closesOn', u.closes_on) ORDER BY u.created_at, u.id), '[]')
           FROM app_user u WHERE u.partner_id = p.partner_id AND u.administrateur_since IS NOT NULL),
        'groups', (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'members', (SELECT count(*) FROM membership m
           JOIN app_user u ON u.id = m.user_id WHERE m.group_id = g.id AND m.until IS NULL AND u.state <> 'CLOS'))), '[]')
           FROM user_group g WHERE g.partner_id = p.partner_id AND p.facts -> 'services' ? g.service AND ${LIVE_GROUP})) AS people,
      ${TUTEUR_GROUND} AS tuteur, ${NATIONAL_SERVICES} AS nationals,
      jsonb_build_object('process', p.xmin::text, 'partner', r.xmin::text) AS seen,
      (SELECT coalesce(jsonb_object_agg(k.subject, encode(k.sealed, 'base64')), '{}') FROM journal_key k WHERE k.subject IN (p.id, p.partner_id)) AS keys
    FROM process p JOIN partner r ON r.id = p.partner_id WHERE p.id = ${id}`;
}

/** The dossier of such a row. */
export function dossierFrom(row: DossierRow): Dossier {
  const dossier = toDossier(row.process, row.partner, row.documents, row.services, row.tasks, row.people);
  if (row.tuteur !== null) dossier.tuteur = tuteurFrom(row.tuteur);
  dossier.nationals = row.nationals.map(toNational);
  seenOf.set(dossier, { ...row.seen, check: row.tuteur?.check?.seen ?? null });
  keysOf.set(dossier, new Map(Object.entries(row.keys).map(([of, key]) => [of, Buffer.from(key, 'base64')])));
  return dossier;
}

/** Loads a dossier as a whole. */
export async function loadDossier(tx: Transaction, processId: string): Promise<Dossier | null> {
  const [row] = await tx.$queryRaw<DossierRow[]>(dossierRow(Prisma.sql`${processId}`));
  return row === undefined ? null : dossierFrom(row);
}

/**
 * What a decision changed, with its projection, journal and mails, as writes for one statement. Only rows that differ are written;
 * all of them are upserts on ids derived from the command, so that a replay writes the same.
 */
export async function dossierWrites(
  reading: Reading,
  before: Dossier,
  decision: JoinedDecision,
  projection: Projection,
  at: Date,
  actor: Actor,
  seal: Seal,
): Promise<Write[]> {
  const after = decision.dossier;
  await numberConventions(reading, after, at);
  const documents = changed(
    [...before.documents, ...before.inForce].map(fromDocument),
    // what is closed leaves first: one convention in force at every instant (CONV-6)
    [...after.documents, ...after.inForce]
      .map(fromDocument)
      .toSorted((a, b) => Number(a.state === 'ACTIF') - Number(b.state === 'ACTIF')),
  );
  const versions = documents.map((row) => ({
    document_id: row.id,
    version: row.version,
    siret: row.siret,
    content: row.content,
    at: at.toISOString(),
  }));
  const services = changed(
    before.services.map((one) => fromService(before, one)),
    after.services.map((one) => fromService(after, one)),
  );
  const tasks = changed(
    before.tasks.map((task) => fromTask(before.id, task)),
    after.tasks.map((task) => fromTask(after.id, task)),
  );
  const told = tellChanges(decision.audit, dossierChanges(before, after, decision.newcomer?.account ?? null));
  const { lines, writes: keys } = sealTogether(seal, told, keysOf.get(before) ?? new Map(), at);
  return [
    ...upserts('document', documents),
    ...(versions.length === 0 ? [] : [versionWrite(versions)]),
    ...upserts('signature', changed(signaturesOf(before), signaturesOf(after))),
    ...upserts('opened_service', services),
    ...upserts('task', tasks),
    ...turnWrites(before, after, at),
    processWrite(after.id, projection, ownColumns(after), at),
    ...checkWrites(before, after, projection, at),
    ...(groundClosed(before, after) ||
    frameSettled(before, after) ||
    openingClosed(before, after) ||
    decision.newcomer !== undefined
      ? [lookWrite(after, at)]
      : []),
    ...(decision.moved === undefined ? [] : successionWrites(decision.moved, after, at)),
    ...(decision.transfer === null ? [] : [transferWrite(decision.transfer, after, at)]),
    ...openingWrites(before, decision, at),
    ...(await usedCodeWrites(reading.read, decision.signatureCode, at)),
    ...(decision.newcomer === undefined ? [] : await newcomerWrites(decision.newcomer, after, at, seal)),
    ...keys,
    ...auditWrites(lines, { at, actor, processId: after.id, caf: after.caf }),
    ...mailWrites(decision.mails, { at, processId: after.id, caf: after.caf }),
    ...resendWrites(decision.resends, { at, processId: after.id, linkVersion: after.linkVersion }),
  ];
}

/** What suspends a service has nothing to open again once it is closed (§4.3). */
function openingClosed(before: Dossier, after: Dossier): boolean {
  return openingsChanged(before, after).closed.length > 0;
}

/**
 * A draft is rewritten under its number, and what it was stays as a revision (S6); what was signed, or is in force and may be amended (CONV-16), is
 * not rewritten (§4.3 « Signature »).
 */
function versionWrite(versions: readonly Row[]): Write {
  const sql = Prisma.sql`
    INSERT INTO document_version (document_id, version, siret, content, at, revision)
    SELECT v.document_id, v.version, v.siret, v.content, v.at, coalesce(kept.revision, 0) + 1
      FROM jsonb_populate_recordset(null::document_version, ${JSON.stringify(versions)}::jsonb) v
        LEFT JOIN LATERAL (SELECT k.* FROM document_version k WHERE k.document_id = v.document_id AND k.version = v.version
          ORDER BY k.revision DESC LIMIT 1) kept ON true
      WHERE kept.revision IS NULL OR ((kept.siret, kept.content) IS DISTINCT FROM (v.siret, v.content)
        AND NOT EXISTS (SELECT 1 FROM signature s WHERE s.document_id = v.document_id AND s.version = v.version OFFSET 0)
        AND EXISTS (SELECT 1 FROM document d WHERE d.id = v.document_id AND d.state <> 'ACTIF' OFFSET 0))`;
  return { name: 'saved_version', sql };
}

/**
 * Takes the partner's turn: whatever concerns one partner happens one after the other, so its row gets a new version each time. When
 * it, or the process, is not the one that was loaded, someone was faster: the division by zero undoes the whole statement.
 */
function turnWrites(before: Dossier, { id, partner }: Dossier, at: Date): Write[] {
  const seen = seenOf.get(before);
  if (seen === undefined) throw new Error('Only a dossier that was loaded can be saved');
  const { email, siret, referenceTiersi } = partner;
  const was = before.partner;
  const changed = email !== was.email || siret !== was.siret || referenceTiersi !== was.referenceTiersi;
  const turn = Prisma.sql`
    UPDATE partner r SET email = ${email}, siret = ${siret}, siren = ${sirenOf(siret)}, reference_tiersi = ${referenceTiersi},
      version = r.version + ${changed ? 1 : 0}, updated_at = ${changed ? Prisma.sql`${at}` : Prisma.sql`r.updated_at`}
    FROM process p WHERE p.id = ${id} AND p.xmin = ${seen.process}::xid AND r.id = p.partner_id AND r.xmin = ${seen.partner}::xid RETURNING r.id`;
  const held = Prisma.sql`
    SELECT 1 FROM process p JOIN turn ON turn.id = p.partner_id WHERE p.id = ${id} AND p.xmin = ${seen.process}::xid FOR UPDATE OF p`;
  return [
    { name: 'turn', sql: turn },
    { name: 'held', sql: held, then: Prisma.sql`1 / (SELECT count(*) FROM held)` },
  ];
}

/** The line of its tuteur follows a correction (domain.md §5). */
function checkWrites(before: Dossier, { id, tuteur }: Dossier, { state }: Projection, at: Date): Write[] {
  const seen = seenOf.get(before)?.check ?? null;
  return tuteur?.check == null || seen === null ? [] : tuteurWrites(id, state, tuteur.check, seen, at);
}

function ownColumns({ facts, incident, opened, caf, flags, linkVersion, linkEmail }: Dossier) {
  return { facts, incident, opened, caf, flags, link: { version: linkVersion, email: linkEmail } };
}

/** Whatever rests on a convention, contrat or service that ends with this act, or waits for the administrateur that it makes, sees what is now the case. */
function lookWrite({ id, partner }: Dossier, at: Date): Write {
  return { name: 'looking', sql: lookSql(partner.id, id, at) };
}

function lookSql(partnerId: string, except: string, at: Date): Prisma.Sql {
  return tellingToLook({ partnerId, userIds: [], except, types: RESTING_ON_CONVENTION }, at);
}

function signaturesOf(dossier: Dossier): Row[] {
  return [...dossier.documents, ...dossier.inForce].flatMap((document) =>
    document.signatures.map((signature) => fromSignature(document.id, signature)),
  );
}

/** Rows that are new or differ from what was loaded. */
function changed(before: Row[], after: Row[]): Row[] {
  const known = new Map(before.map((row) => [row.id, JSON.stringify(row)]));
  return after.filter((row) => known.get(row.id) !== JSON.stringify(row));
}

const COLUMNS: Record<'document' | 'signature' | 'opened_service' | 'task', string> = {
  document:
    'siret, number, convention_id, contrat_id, state, version, content, reason, motif, partner_since, reminders_sent, sent_at, completed_at, signed_at, activated_at, closed_at',
  signature: 'voided_at',
  opened_service: 'state, opened_at, closed_at, reason, suspended_at, suspended_until, suspended_by',
  task: 'assignee_id, state, outcome, fields, completed_by, completed_at',
};

/** Inserts new rows, updates what may change of known ones; none for no row. */
function upserts(table: keyof typeof COLUMNS, rows: Row[]): Write[] {
  if (rows.length === 0) return [];
  const assignments = COLUMNS[table]
    .split(', ')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
  const into = Prisma.raw(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(null::${table}, `);
  const sql = Prisma.sql`${into}${JSON.stringify(rows)}::jsonb) ON CONFLICT (id) DO UPDATE SET ${Prisma.raw(assignments)}`;
  return [{ name: `saved_${table}`, sql }];
}

/**
 * §4.3 « Numbers »: `YY_n`, unique per managing Caf; the counter's row lock makes two conventions queue. Read before the rest is written, because
 * the journal tells it too (S6). The number of an act that is overtaken stays unused. By itself it does not wait for the disk: nobody is told the number
 * before the act is committed, which takes it along.
 */
async function numberConventions({ read, byItself }: Reading, dossier: Dossier, at: Date): Promise<void> {
  for (const convention of dossier.documents.filter(
    (one) => one.kind === 'CONVENTION' && one.number === null && one.origin === 'PASSERELLE',
  )) {
    const year = Number(parisDate(at).slice(2, 4));
    const [row] = await read<{ last: number }>(Prisma.sql`
      INSERT INTO convention_counter (caf, year, last) VALUES (${convention.caf}, ${year}, 1)
      ON CONFLICT (caf, year) DO UPDATE SET last = convention_counter.last + 1
      RETURNING last${byItself ? Prisma.sql`, ${UNFLUSHED}` : Prisma.empty}`);
    convention.number = `${String(year).padStart(2, '0')}_${row?.last ?? 1}`;
  }
}

/**
 * Inserts documents that were signed before Passerelle (§4.3 « Known partners »), with their versions; a dossier that was making a convention
 * of its own is told (DEL-12).
 */
export async function recordReprise(tx: Transaction, documents: readonly ContractDocument[]): Promise<void> {
  const rows = JSON.stringify(documents.map(fromDocument));
  await tx.$executeRaw`INSERT INTO document SELECT * FROM jsonb_populate_recordset(null::document, ${rows}::jsonb)`;
  await tx.$executeRaw`INSERT INTO document_version SELECT d.id, d.version, d.siret, d.content, d.created_at FROM document d WHERE d.id = ANY(${documents.map(({ id }) => id)})`;
  const [first] = documents;
  if (first !== undefined) await tx.$executeRaw(lookSql(first.partnerId, first.processId ?? '', first.createdAt));
}
