import type { DelegationMode } from '../../../domain/document/types.ts';
import { beginDossier, type Filing, filingOf, type Ground, refuseTwice } from '../../../domain/dossier/begin.ts';
import type { AnyKind } from '../../../domain/dossier/kind.ts';
import { holderOf } from '../../../domain/dossier/newDossier.ts';
import { sirenOf } from '../../../domain/formats/siret.ts';
import { DOSSIER_KINDS, type DossierRequest } from '../../../domain/kinds.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import { givePartner, letRead, lockedPartner, type PartnerRecord } from '../partner/givePartner.ts';
import type { Transaction } from '../prisma.ts';
import { newProcessRow, processInsert } from '../processRow.ts';
import { besideOf, underWayOf } from '../queries/beside.ts';
import { entitlementGround } from '../queries/entitlement.ts';
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
  const kind: AnyKind = DOSSIER_KINDS[input.type];
  // two dossiers of one new partner see each other (DEL-12): its row, which does not exist yet, cannot be their lock
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`partner:${input.partner.siret}`}, 0))`;
  const held = await partnerHeld(tx, input);
  const filing = filingOf(kind, input, held?.mode ?? null, holderOf(held));
  if (held !== null) await followAsker(tx, held, filing, at);
  await keepIdentity(tx, input, at);
  const ground = {
    ...(await groundOf(tx, input, filing)),
    entitlement: input.eligibility === null ? null : await entitlementGround(tx, input.partner.siret, at),
  };
  const { label, state, facts, flags } = beginDossier(kind, input, filing, ground);
  const { caf, readerCaf, businessKey } = filing;
  const { partnerId } = ground;
  const process = newProcessRow(
    {
      ...{ type: input.type, businessKey, turn: ground.earlier.length + 1, caf, readerCaf, partnerId },
      ...{ label, state, facts, flags, linkEmail: input.partner.email },
      ...{ campaignId: input.campaignId, startKey: input.startKey, createdBy: input.createdBy },
    },
    at,
  );
  const inserted = await tx.$queryRaw<Row[]>`
    WITH ${partnerId === null ? partnerWrite(input, caf, at) : Prisma.empty} new_process AS (${processWrite(process, partnerId === null)}) SELECT id FROM new_process`;
  if (inserted.length === 0) {
    refuseTwice(kind, await groundOf(tx, input, filing));
    throw new Error(`The row of ${process.id} was taken and is gone: try again`);
  }
  return process.id as string;
}

interface Held extends PartnerRecord {
  mode: DelegationMode | null;
}

/** The partner as it is held, and the mode of its contrat in force. Its turn is taken: nothing else is started for it meanwhile. */
async function partnerHeld(tx: Transaction, { partner: { siret } }: DossierRequest): Promise<Held | null> {
  const record = await lockedPartner(tx, siret);
  if (record === null) return null;
  const [held] = await tx.$queryRaw<Pick<Held, 'mode'>[]>`
    SELECT d.content ->> 'delegationMode' AS mode FROM document d
      WHERE d.partner_id = ${record.id} AND d.kind = 'CONTRAT' AND d.state = 'ACTIF' ORDER BY d.activated_at LIMIT 1`;
  return { ...record, mode: held?.mode ?? null };
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

interface GroundRow extends Omit<Ground, 'entitlement'> {
  /** One partner per SIRET (DEL-11). A known one keeps its contact data: the file does not overwrite what is held. */
  partnerId: string | null;
}

/** What the system holds of this partner and business key, in one query under the key's lock. */
async function groundOf(tx: Transaction, input: DossierRequest, { businessKey }: Filing): Promise<GroundRow> {
  const { siret } = input.partner;
  const [row] = await tx.$queryRaw<GroundRow[]>`
    WITH paper AS MATERIALIZED (SELECT * FROM document WHERE partner_id = (SELECT id FROM partner WHERE siret = ${siret}))
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'state', state, 'closed', closed_at IS NOT NULL) ORDER BY created_at), '[]')
         FROM process WHERE type = ${input.type} AND business_key = ${businessKey}) AS earlier,
      ${besideOf(siret, businessKey)} AS beside,
      ${underWayOf(siret)} AS "underWay",
      (SELECT id FROM partner WHERE siret = ${siret}) AS "partnerId",
      (SELECT jsonb_build_object('number', number, 'siret', siret)
         FROM paper WHERE kind = 'CONVENTION' AND state = 'ACTIF' ORDER BY activated_at LIMIT 1) AS held,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('service', d.service, 'roles', coalesce(d.content -> 'roles', '[]'))), '[]')
         FROM paper d WHERE d.kind = 'BULLETIN' AND d.state = 'ACTIF') AS bulletins`;
  return row ?? { earlier: [], beside: [], underWay: [], partnerId: null, held: null, bulletins: [] };
}

/** A partner that another process inserts at the same moment is one partner: its id comes back either way. */
function partnerWrite(input: DossierRequest, caf: string, at: Date): Prisma.Sql {
  const { siret, raisonSociale, address, email, phone, departments, nature, typeOrganisme } = input.partner;
  const row = {
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
  return Prisma.sql`new_partner AS (
    INSERT INTO partner SELECT * FROM jsonb_populate_record(null::partner, ${JSON.stringify(row)}::jsonb)
    ON CONFLICT (siret) DO UPDATE SET siret = excluded.siret RETURNING id),`;
}

function processWrite(row: Row, newPartner: boolean): Prisma.Sql {
  const partner = newPartner
    ? Prisma.sql` || jsonb_build_object('partner_id', (SELECT id FROM new_partner))`
    : Prisma.empty;
  return Prisma.sql`${processInsert(row, partner)} ON CONFLICT DO NOTHING RETURNING id`;
}
