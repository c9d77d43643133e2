import type { DelegationMode } from '../../../domain/document/types.ts';
import { type Beside, besideObstacle } from '../../../domain/dossier/modeChange.ts';
import { businessKeyOf, firstFacts, managingCaf, type NewDossier } from '../../../domain/dossier/newDossier.ts';
import { DomainError } from '../../../domain/errors.ts';
import { sirenOf } from '../../../domain/formats/siret.ts';
import { processId } from '../../../domain/process/types.ts';
import { addedProfiles, SERVICES, type ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import type { Transaction } from '../prisma.ts';
import { besideOf } from '../queries/beside.ts';
import type { Row } from '../rows.ts';

/** Name of a partner without case and accents, for search. */
export function searchTextOf(raisonSociale: string): string {
  return raisonSociale.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Inserts the row of a new dossier (and its partner); the workflow is started after the commit, or by the sweep. Returns the process id.
 * Of two at the same moment the second waits for the first's row, inserts nothing and finds that one. Throws PROCESSUS_EN_COURS with
 * the running one's id (409), SERVICE_DEJA_OUVERT.
 */
export async function insertDossier(tx: Transaction, input: NewDossier, at: Date): Promise<string> {
  const manager = managingCaf(input);
  const changesMode = await modeChanges(tx, input, manager.caf);
  const businessKey = businessKeyOf(input, manager.caf, changesMode);
  const known = await knownOf(tx, input, businessKey, manager.caf);
  refuseTwice(input, known);
  const obstacle = besideObstacle(known.beside, changesMode);
  if (obstacle !== null) throw obstacle;
  if (!changesMode) refuseOpen(input, known);
  const { facts, flags } = firstFacts(input, known.held, known.elsewhere);
  const id = processId(input.type, businessKey, known.earlier.length + 1);
  const process = {
    id,
    type: input.type,
    business_key: businessKey,
    caf: manager.caf,
    reader_caf: manager.readerCaf,
    partner_id: known.partnerId,
    campaign_id: input.campaignId,
    label: `${input.partner.raisonSociale} – ${changesMode ? 'changement de mode de gestion' : input.services.map((service) => SERVICES[service]).join(', ')}`,
    state: 'CREE',
    since: at.toISOString(),
    waiting_on: 'SYSTEME',
    flags: [...manager.flags, ...flags],
    facts,
    version: 1,
    link_ref: newId(),
    link_version: 1,
    link_email: input.partner.email,
    start_key: input.startKey,
    created_by: input.createdBy,
    created_at: at.toISOString(),
  };
  const inserted = await tx.$queryRaw<Row[]>`
    WITH ${known.partnerId === null ? partnerWrite(input, manager.caf, at) : Prisma.empty} new_process AS (${processWrite(process, known.partnerId === null)}) SELECT id FROM new_process`;
  if (inserted.length === 0) {
    refuseTwice(input, await knownOf(tx, input, businessKey, manager.caf));
    throw new Error(`The row of ${id} was taken and is gone: try again`);
  }
  return id;
}

/** ESAT-26: one running dossier per partner, and a service of Esat is opened once. */
function refuseTwice(input: NewDossier, { earlier }: Known): void {
  const standing = earlier.find(
    (process) =>
      !process.closed || (input.type === 'esatOnboarding' && ['SERVICE_OUVERT', 'TERMINE'].includes(process.state)),
  );
  if (standing !== undefined) throw alreadyThere(standing.id, !standing.closed);
}

/** CONV-7: what is asked for is in force already, profiles included (REQ-17): there is no document to make. */
function refuseOpen({ services, profiles }: NewDossier, { bulletins }: Known): void {
  const rolesOf = (service: ServiceCode) => bulletins.find((one) => one.service === service)?.roles;
  const isOpen = (service: ServiceCode) => {
    const roles = rolesOf(service);
    return roles !== undefined && addedProfiles(service, profiles, roles).length === 0;
  };
  if (!services.every(isOpen)) return;
  const words = services
    .map((service) => `« ${SERVICES[service]} » (${rolesOf(service)?.join(', ') ?? ''})`)
    .join(', ');
  throw new DomainError('SERVICE_DEJA_OUVERT', `Ce partenaire a déjà ${words} : rien n'est à signer.`, {
    rule: 'CONV-7',
  });
}

/** DEL-5: another mode than the one in force. The partner's turn is taken: nothing else is started for it meanwhile. */
async function modeChanges(
  tx: Transaction,
  { type, partner, delegationMode }: NewDossier,
  caf: string,
): Promise<boolean> {
  if (type !== 'conventionnement') return false;
  await tx.$queryRaw`SELECT id FROM partner WHERE siret = ${partner.siret} AND caf = ${caf} FOR UPDATE`;
  const [inForce] = await tx.$queryRaw<{ mode: DelegationMode }[]>`
    SELECT d.content ->> 'delegationMode' AS mode FROM document d JOIN partner p ON p.id = d.partner_id
      WHERE p.siret = ${partner.siret} AND p.caf = ${caf} AND d.caf = p.caf AND d.kind = 'CONTRAT' AND d.state = 'ACTIF'`;
  return inForce !== undefined && delegationMode !== null && delegationMode !== inForce.mode;
}

interface Known {
  earlier: { id: string; state: string; closed: boolean }[];
  beside: Beside[];
  /** One partner per SIRET and managing Caf (CON-11). A known one keeps its contact data: the file does not overwrite what is held. */
  partnerId: string | null;
  held: { number: string | null; siret: string } | null;
  /** other Cafs with an active convention of this SIRET */
  elsewhere: string[];
  /** in force with this Caf */
  bulletins: { service: ServiceCode; roles: string[] }[];
}

/** What the system holds of this partner and business key, in one query under the key's lock. */
async function knownOf(tx: Transaction, input: NewDossier, businessKey: string, caf: string): Promise<Known> {
  const { siret } = input.partner;
  const [row] = await tx.$queryRaw<Known[]>`
    WITH paper AS MATERIALIZED (SELECT * FROM document WHERE partner_id = (SELECT id FROM partner WHERE siret = ${siret} AND caf = ${caf}))
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'state', state, 'closed', closed_at IS NOT NULL) ORDER BY created_at), '[]')
         FROM process WHERE type = ${input.type} AND business_key = ${businessKey}) AS earlier,
      ${besideOf(siret, caf, businessKey)} AS beside,
      (SELECT id FROM partner WHERE siret = ${siret} AND caf = ${caf}) AS "partnerId",
      (SELECT jsonb_build_object('number', number, 'siret', siret)
         FROM document WHERE siret = ${siret} AND caf = ${caf} AND kind = 'CONVENTION' AND state = 'ACTIF') AS held,
      (SELECT coalesce(jsonb_agg(caf ORDER BY caf), '[]')
         FROM document WHERE siret = ${siret} AND caf <> ${caf} AND kind = 'CONVENTION' AND state = 'ACTIF') AS elsewhere,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('service', d.service, 'roles', coalesce(d.content -> 'roles', '[]'))), '[]')
         FROM paper d WHERE d.caf = ${caf} AND d.kind = 'BULLETIN' AND d.state = 'ACTIF') AS bulletins`;
  return row ?? { earlier: [], beside: [], partnerId: null, held: null, elsewhere: [], bulletins: [] };
}

function alreadyThere(id: string, running: boolean): DomainError {
  return new DomainError(
    'PROCESSUS_EN_COURS',
    running ? 'Un dossier est déjà en cours pour ce partenaire.' : 'Ce partenaire a déjà ce service.',
    {
      rule: 'ESAT-26',
      faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: id }],
    },
  );
}

/** A partner that another process inserts at the same moment is one partner: its id comes back either way. */
function partnerWrite(input: NewDossier, caf: string, at: Date): Prisma.Sql {
  const { siret, raisonSociale, address, email, phone, departments } = input.partner;
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
    known_in_mcp: input.esat?.knownInMcp ?? false,
    known_in_habtiers: input.esat?.knownInHabtiers ?? false,
    version: 1,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  };
  return Prisma.sql`new_partner AS (
    INSERT INTO partner SELECT * FROM jsonb_populate_record(null::partner, ${JSON.stringify(row)}::jsonb)
    ON CONFLICT (siret, caf) DO UPDATE SET siret = excluded.siret RETURNING id),`;
}

function processWrite(row: Row, newPartner: boolean): Prisma.Sql {
  const partner = newPartner
    ? Prisma.sql` || jsonb_build_object('partner_id', (SELECT id FROM new_partner))`
    : Prisma.empty;
  return Prisma.sql`
    INSERT INTO process SELECT * FROM jsonb_populate_record(null::process, ${JSON.stringify(row)}::jsonb${partner})
    ON CONFLICT DO NOTHING RETURNING id`;
}
