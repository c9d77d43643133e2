import { businessKeyOf, firstFacts, managingCaf, type NewDossier } from '../domain/dossier/newDossier.ts';
import { DomainError } from '../domain/errors.ts';
import { sirenOf } from '../domain/formats/siret.ts';
import { processId } from '../domain/process/types.ts';
import { SERVICES } from '../domain/service/services.ts';
import { newId } from './ids.ts';
import type { Transaction } from './prisma.ts';

/** Name of a partner without case and accents, for search. */
export function searchTextOf(raisonSociale: string): string {
  return raisonSociale.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Inserts the row of a new dossier (and its partner) in the caller's transaction; the workflow is started after the commit, or
 * by the sweep. Returns the process id. Throws PROCESSUS_EN_COURS with the running one's id (409), SERVICE_DEJA_OUVERT.
 */
export async function insertDossier(tx: Transaction, input: NewDossier, at: Date): Promise<string> {
  const manager = managingCaf(input);
  const businessKey = businessKeyOf(input, manager.caf);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${input.type}:${businessKey}`}, 0))`;
  const earlier = await tx.process.findMany({
    where: { type: input.type, businessKey },
    select: { id: true, closedAt: true, state: true },
    orderBy: { createdAt: 'asc' },
  });
  const standing = earlier.find(
    (process) =>
      process.closedAt === null ||
      (input.type === 'esatOnboarding' && ['SERVICE_OUVERT', 'TERMINE'].includes(process.state)),
  );
  if (standing !== undefined) throw alreadyThere(standing.id, standing.closedAt === null);

  const partnerId = await upsertPartner(tx, input, manager.caf, at);
  const held = await tx.document.findFirst({
    where: { siret: input.partner.siret, caf: manager.caf, kind: 'CONVENTION', state: 'ACTIF' },
    select: { number: true, siret: true },
  });
  const { facts, flags } = firstFacts(input, held);
  const id = processId(input.type, businessKey, earlier.length + 1);
  await tx.process.create({
    data: {
      id,
      type: input.type,
      businessKey,
      caf: manager.caf,
      readerCaf: manager.readerCaf,
      partnerId,
      campaignId: input.campaignId,
      label: `${input.partner.raisonSociale} – ${input.services.map((service) => SERVICES[service]).join(', ')}`,
      state: 'CREE',
      since: at,
      waitingOn: 'SYSTEME',
      flags: [...manager.flags, ...flags],
      facts: JSON.parse(JSON.stringify(facts)),
      linkRef: newId(),
      linkEmail: input.partner.email,
      startKey: input.startKey,
      createdBy: input.createdBy,
      createdAt: at,
    },
  });
  return id;
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

/** One partner per SIRET and managing Caf (CON-11). A known one keeps its contact data: the file does not overwrite what is held. */
async function upsertPartner(tx: Transaction, input: NewDossier, caf: string, at: Date): Promise<string> {
  const { siret, raisonSociale, address, email, phone, departments } = input.partner;
  const partner = await tx.partner.upsert({
    where: { siret_caf: { siret, caf } },
    update: {},
    create: {
      id: newId(),
      caf,
      siret,
      siren: sirenOf(siret),
      raisonSociale,
      searchText: searchTextOf(raisonSociale),
      address,
      email,
      phone,
      departments,
      knownInMcp: input.esat?.knownInMcp ?? false,
      knownInHabtiers: input.esat?.knownInHabtiers ?? false,
      createdAt: at,
      updatedAt: at,
    },
    select: { id: true },
  });
  return partner.id;
}
