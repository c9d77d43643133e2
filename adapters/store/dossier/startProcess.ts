import type { DelegationMode } from '../../../domain/document/types.ts';
import { beginDossier, type Filing, filingOf, type Ground, refuseTwice } from '../../../domain/dossier/begin.ts';
import type { AnyKind } from '../../../domain/dossier/kind.ts';
import { holderOf } from '../../../domain/dossier/newDossier.ts';
import { DomainError } from '../../../domain/errors.ts';
import { sirenOf } from '../../../domain/formats/siret.ts';
import { DOSSIER_KINDS, type DossierRequest } from '../../../domain/kinds.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import { givePartner, letRead, lockedPartners, type PartnerRecord } from '../partner/givePartner.ts';
import type { Transaction } from '../prisma.ts';
import { newProcessRow } from '../processRow.ts';
import { besideOf, underWayOf } from '../queries/beside.ts';
import { entitlementGround } from '../queries/entitlement.ts';
import { ofPartner } from '../queries/foundBy.ts';
import type { Row } from '../rows.ts';

/** Name of a partner without case and accents, for search. */
export function searchTextOf(raisonSociale: string): string {
  return raisonSociale.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Inserts the row of a new dossier (and its partner); the workflow is started after the commit, or by the sweep. Returns the process id.
 * Of two at the same moment the second waits for the first's row, inserts nothing and finds that one. Throws what `beginDossier` does.
 */
export async function insertDossier(tx: Transaction, input: DossierRequest, at: Date): Promise<string> {
  const [begun] = await insertDossiers(tx, [input], at);
  if (typeof begun !== 'string') throw begun;
  return begun;
}

/** The same for many, each of another partner, by as few statements as for one: in their order the process of each, or why it was refused. */
export async function insertDossiers(
  tx: Transaction,
  inputs: readonly DossierRequest[],
  at: Date,
): Promise<(string | DomainError)[]> {
  const held = await partnersHeld(tx, inputs);
  const filed: Filed[] = [];
  for (const input of inputs) {
    const holder = held.get(input.partner.siret) ?? null;
    const filing = filingOf(DOSSIER_KINDS[input.type], input, holder?.mode ?? null, holderOf(holder));
    if (holder !== null) await followAsker(tx, holder, filing, at);
    await keepIdentity(tx, input, at);
    filed.push({ input, filing });
  }
  const grounds = await groundsOf(tx, filed);
  const begun: (Begun | DomainError)[] = [];
  for (const [nth, one] of filed.entries()) begun.push(await begin(tx, one, grounds[nth] ?? NO_GROUND, at));
  const inserted = await insertBegun(tx, begun.filter(isBegun), at);
  const told: (string | DomainError)[] = [];
  for (const one of begun) {
    if (!isBegun(one)) told.push(one);
    else if (inserted.has(one.id)) told.push(one.id);
    else told.push(await overtakenBy(tx, one));
  }
  return told;
}

/** A request, and where it is filed. */
interface Filed {
  input: DossierRequest;
  filing: Filing;
}

/** The row of a dossier that begins, and the id of its process. */
interface Begun extends Filed {
  id: string;
  row: Row;
}

function isBegun(one: Begun | DomainError): one is Begun {
  return 'row' in one;
}

async function begin(
  tx: Transaction,
  { input, filing }: Filed,
  ground: GroundRow,
  at: Date,
): Promise<Begun | DomainError> {
  const kind: AnyKind = DOSSIER_KINDS[input.type];
  const { partnerId, earlier } = ground;
  const entitlement = input.eligibility === null ? null : await entitlementGround(tx, input.partner.siret, at);
  return refusalOr(() => {
    const { label, state, facts, flags } = beginDossier(kind, input, filing, { ...ground, entitlement });
    const { caf, readerCaf, businessKey } = filing;
    const row = newProcessRow(
      {
        ...{ type: input.type, businessKey, turn: earlier.length + 1, caf, readerCaf, partnerId },
        ...{ label, state, facts, flags, linkEmail: input.partner.email },
        ...{ campaignId: input.campaignId, startKey: input.startKey, createdBy: input.createdBy },
      },
      at,
    );
    return { input, filing, id: row.id as string, row };
  });
}

/** What the rules make of it, or why they refuse it. */
function refusalOr<T>(work: () => T): T | DomainError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Somebody else's row was first: what the rules say of it now. */
async function overtakenBy(tx: Transaction, one: Begun): Promise<DomainError> {
  const [ground = NO_GROUND] = await groundsOf(tx, [one]);
  const refusal = refusalOr(() => refuseTwice(DOSSIER_KINDS[one.input.type], ground));
  if (refusal instanceof DomainError) return refusal;
  throw new Error(`The row of ${one.id} was taken and is gone: try again`);
}

interface Held extends PartnerRecord {
  mode: DelegationMode | null;
}

/**
 * The partners as they are held, by their SIRET, with the mode of the contrat in force of each. Their turns are taken, in one order: nothing else is
 * started for them meanwhile.
 */
async function partnersHeld(tx: Transaction, inputs: readonly DossierRequest[]): Promise<Map<string, Held>> {
  const sirets = inputs.map(({ partner }) => partner.siret);
  // two dossiers of one new partner see each other (DEL-12): its row, which does not exist yet, cannot be their lock
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(turn) FROM (
      SELECT hashtextextended('partner:' || siret, 0) AS turn FROM unnest(${sirets}::text[]) siret ORDER BY 1 OFFSET 0) one`;
  const records = await lockedPartners(tx, sirets);
  if (records.length === 0) return new Map();
  const modes = await tx.$queryRaw<{ id: string; mode: DelegationMode | null }[]>`
    SELECT DISTINCT ON (d.partner_id) d.partner_id AS id, d.content ->> 'delegationMode' AS mode
      FROM unnest(${records.map(({ id }) => id)}::text[]) r (id) CROSS JOIN LATERAL ${ofPartner('document', Prisma.sql`r.id`)} d
      WHERE d.kind = 'CONTRAT' AND d.state = 'ACTIF'
      ORDER BY d.partner_id, d.activated_at`;
  const modeOf = new Map(modes.map(({ id, mode }) => [id, mode]));
  return new Map(records.map((record) => [record.siret, { ...record, mode: modeOf.get(record.id) ?? null }]));
}

/** A record that nothing ties to its Caf goes to the one with which the dossier is filed; a Caf that asks for another's partner reads it from now on. */
async function followAsker(tx: Transaction, held: Held, { caf, readerCaf }: Filing, at: Date): Promise<void> {
  if (held.caf !== caf) await givePartner(tx, held.id, { from: held.caf, to: caf, at });
  if (readerCaf !== null) await letRead(tx, held.id, readerCaf);
}

/** What an organisme says of itself is kept where nothing is known of it: which services it is entitled to depends on it (CONV-1). */
async function keepIdentity(tx: Transaction, { partner }: DossierRequest, at: Date): Promise<void> {
  const { siret, nature = null, typeOrganisme = null } = partner;
  if (nature === null && typeOrganisme === null) return;
  await tx.$executeRaw`
    UPDATE partner SET nature = coalesce(nature, ${nature}), type_organisme = coalesce(type_organisme, ${typeOrganisme}),
      version = version + 1, updated_at = ${at}
    WHERE siret = ${siret} AND (nature IS NULL AND ${nature}::text IS NOT NULL OR type_organisme IS NULL AND ${typeOrganisme}::text IS NOT NULL)`;
}

interface GroundRow extends Ground {
  /** One partner per SIRET (DEL-11). A known one keeps its contact data: the file does not overwrite what is held. */
  partnerId: string | null;
}

const NO_GROUND: GroundRow = {
  ...{ earlier: [], beside: [], underWay: [], partnerId: null, held: null, bulletins: [], entitlement: null },
};

/** What the system holds of each partner and business key, in their order, in one query under their turns. */
async function groundsOf(tx: Transaction, filed: readonly Filed[]): Promise<GroundRow[]> {
  const asked = filed.map(({ input, filing }) => ({
    ...{ siret: input.partner.siret, type: input.type, key: filing.businessKey },
  }));
  const siret = Prisma.sql`a.siret`;
  const paper = ofPartner('document', Prisma.sql`(SELECT id FROM partner WHERE siret = a.siret)`);
  return tx.$queryRaw<GroundRow[]>`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'state', state, 'closed', closed_at IS NOT NULL) ORDER BY created_at), '[]')
         FROM process WHERE type = a.type AND business_key = a.key) AS earlier,
      ${besideOf(siret, Prisma.sql`a.key`)} AS beside,
      ${underWayOf(siret)} AS "underWay",
      (SELECT id FROM partner WHERE siret = a.siret) AS "partnerId",
      (SELECT jsonb_build_object('number', d.number, 'siret', d.siret) FROM ${paper} d
         WHERE d.kind = 'CONVENTION' AND d.state = 'ACTIF' ORDER BY d.activated_at LIMIT 1) AS held,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('service', d.service, 'roles', coalesce(d.content -> 'roles', '[]'))), '[]')
         FROM ${paper} d WHERE d.kind = 'BULLETIN' AND d.state = 'ACTIF') AS bulletins
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS (siret text, type text, key text)) WITH ORDINALITY AS a(siret, type, key, nth)
    ORDER BY a.nth`;
}

/**
 * Inserts the rows in one statement, and the partners that there are not; returns the ids of those that nobody was faster with. A partner that
 * another process inserts at the same moment is one partner: its id comes back either way.
 */
async function insertBegun(tx: Transaction, begun: readonly Begun[], at: Date): Promise<Set<string>> {
  if (begun.length === 0) return new Set();
  const fresh = begun.filter(({ row }) => row.partner_id === null);
  const partners = fresh.map(({ input, filing }) => partnerRow(input, filing.caf, at));
  const rows = begun.map(({ row, input }) => (row.partner_id === null ? { ...row, siret: input.partner.siret } : row));
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    WITH new_partner AS (
      INSERT INTO partner SELECT * FROM jsonb_populate_recordset(null::partner, ${JSON.stringify(partners)}::jsonb)
      ON CONFLICT (siret) DO UPDATE SET siret = excluded.siret RETURNING id, siret),
    new_process AS (
      INSERT INTO process SELECT p.* FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS one(row)
        LEFT JOIN new_partner n ON n.siret = one.row ->> 'siret',
        jsonb_populate_record(null::process, one.row || CASE WHEN n.id IS NULL THEN '{}' ELSE jsonb_build_object('partner_id', n.id) END) p
      ON CONFLICT DO NOTHING RETURNING id)
    SELECT id FROM new_process`;
  return new Set(inserted.map(({ id }) => id));
}

function partnerRow(input: DossierRequest, caf: string, at: Date): Row {
  const { siret, raisonSociale, address, email, phone, departments, nature, typeOrganisme } = input.partner;
  return {
    id: newId(),
    caf,
    siret,
    siren: sirenOf(siret),
    raison_sociale: raisonSociale,
    search_text: searchTextOf(raisonSociale),
    address,
    email,
    phone,
    departments,
    nature: nature ?? null,
    type_organisme: typeOrganisme ?? null,
    known_in_mcp: input.esat?.knownInMcp ?? false,
    known_in_habtiers: input.esat?.knownInHabtiers ?? false,
    reader_cafs: caf === input.caf ? [] : [input.caf],
    version: 1,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  };
}
