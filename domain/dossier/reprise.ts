import type { Context } from '../decision/context.ts';
import type { ContractDocument } from '../document/types.ts';
import type { Dossier, SignedBefore } from './types.ts';

/**
 * §4.3 « Known partners »: the convention and the contrat that were signed before Passerelle, in force from now on. None where this system
 * holds a convention already: what is held wins.
 */
export function repriseDocuments(
  { id, inForce, partner, caf }: Dossier,
  { siret, number, missions, departments, delegationMode }: SignedBefore,
  { at, newId }: Pick<Context, 'at' | 'newId'>,
): ContractDocument[] {
  if (inForce.some(({ kind }) => kind === 'CONVENTION')) return [];
  const common = {
    service: null,
    partnerId: partner.id,
    caf,
    siret,
    origin: 'REPRISE',
    state: 'ACTIF',
    version: 1,
    processId: id,
    contratId: null,
    replacesId: null,
    reason: null,
    motif: null,
    partnerSince: null,
    remindersSent: 0,
    sentAt: null,
    completedAt: null,
    signedAt: null,
    activatedAt: at,
    closedAt: null,
    createdAt: at,
  } as const satisfies Partial<ContractDocument>;
  const conventionId = newId();
  return [
    {
      ...common,
      id: conventionId,
      kind: 'CONVENTION',
      number,
      conventionId: null,
      content: { missions, departments },
      signatures: [],
    },
    {
      ...common,
      id: newId(),
      kind: 'CONTRAT',
      number: null,
      conventionId,
      content: { delegationMode },
      signatures: [],
    },
  ];
}
