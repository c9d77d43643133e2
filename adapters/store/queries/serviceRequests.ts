import type { DelegationMode } from '../../../domain/document/types.ts';
import { SERVICE_TYPES } from '../../../domain/kinds.ts';
import type { HeldConvention } from '../../../domain/service/known.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import type { Database, Transaction } from '../prisma.ts';
import { PROCESS_COLUMNS } from './processes.ts';

/** The convention in force of a partner, with the mode of its contrat; null: it has none. */
export async function heldConvention(db: Database | Transaction, partnerId: string): Promise<HeldConvention | null> {
  const active = await db.document.findMany({
    where: { partnerId, state: 'ACTIF', kind: { in: ['CONVENTION', 'CONTRAT'] } },
    select: { kind: true, number: true, siret: true, content: true },
  });
  const convention = active.find(({ kind }) => kind === 'CONVENTION');
  if (convention === undefined) return null;
  const contrat = active.find(({ kind }) => kind === 'CONTRAT')?.content as
    | { delegationMode?: DelegationMode }
    | undefined;
  return { number: convention.number, siret: convention.siret, mode: contrat?.delegationMode ?? null };
}

/** Bulletins of a partner in force: its services and their roles. */
export async function bulletinsInForce(
  db: Database,
  partnerId: string,
): Promise<{ service: ServiceCode; roles: readonly string[] }[]> {
  const bulletins = await db.document.findMany({
    where: { partnerId, kind: 'BULLETIN', state: 'ACTIF' },
    select: { service: true, content: true },
  });
  return bulletins.map(({ service, content }) => ({
    service: service as ServiceCode,
    roles: (content as { roles?: string[] }).roles ?? [],
  }));
}

/** Dossiers of a partner that open services and have not ended, newest first. */
export async function openingDossiers(db: Database, partnerId: string) {
  const rows = await db.process.findMany({
    select: PROCESS_COLUMNS,
    where: { partnerId, type: { in: [...SERVICE_TYPES] }, closedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });
  return rows.map((row) => ({ ...row, services: (row.facts as { services?: ServiceCode[] }).services ?? [] }));
}
