import { type ContractDocument, isOpen } from '../document/types.ts';
import { conventionSiret } from './documents.ts';
import type { DossierState } from './states.ts';
import type { Dossier } from './types.ts';

/** Where a dossier stands: a pure function of its facts, never stored as a chain of its own (§6.5). */
export function stateOf(dossier: Dossier): DossierState {
  if (dossier.endedAs !== null) return dossier.endedAs;
  const { esat, replacement } = dossier.facts;
  // §4.4 « Annexe 3 »
  if (replacement !== undefined) return dossier.documents.length === 0 ? 'DEPART_SIGNALE' : 'ANNEXE_A_SIGNER';
  if (!dossier.opened) return 'CREE';
  if (esat !== null && needsActivityCheck(dossier) && esat.active === null) return 'ACTIVITE_A_VERIFIER';
  if (esat !== null && esat.eligibility !== 'ELIGIBLE') return 'ELIGIBILITE_A_VERIFIER';

  const open = dossier.documents.filter(isOpen);
  if (dossier.documents.length === 0 || open.some((document) => document.state === 'BROUILLON'))
    return 'DOCUMENTS_A_PRODUIRE';
  if (siretMismatches(dossier).length > 0) return 'BLOQUE_SIRET';
  if (open.some((document) => document.state === 'A_COMPLETER' || document.state === 'A_CORRIGER'))
    return 'DOCUMENTS_ENVOYES';
  if (open.some((document) => document.state === 'A_SIGNER')) {
    return dossier.documents.some((document) => document.kind === 'BULLETIN' && document.completedAt !== null)
      ? 'BULLETIN_COMPLETE'
      : 'DOCUMENTS_ENVOYES';
  }
  if (open.length > 0) return 'DOCUMENTS_SIGNES';
  if (hasOpened(dossier)) return esat === null ? 'SERVICE_OUVERT' : groupsState(dossier);
  return bulletinsMatch(dossier) ? 'PRET_A_OUVRIR' : 'CONTROLE_SIRET';
}

/** Every service this dossier asked for has opened. */
export function hasOpened(dossier: Dossier): boolean {
  const own = dossier.services.filter((service) => service.processId === dossier.id);
  return !dossier.documents.some(isOpen) && own.length > 0 && own.every((service) => service.state !== 'PRETE');
}

export type GroupState = 'SERVICE_OUVERT' | 'GROUPES_CONFIGURES' | 'TERMINE';

/** ESAT-17, in order: the service, a group with its role, a user in it. */
export function groupsState({ people }: Dossier): GroupState {
  const groups = people.esatGroups.filter((group) => group.role !== null);
  if (groups.length === 0) return 'SERVICE_OUVERT';
  return groups.some((group) => group.members > 0) ? 'TERMINE' : 'GROUPES_CONFIGURES';
}

/** ESAT-15, ESAT-18: only cases 2 and 4 come from Habtiers. */
export function needsActivityCheck(dossier: Dossier): boolean {
  return dossier.facts.esat?.useCase === 2 || dossier.facts.esat?.useCase === 4;
}

/** Bulletins that came back with another SIRET than the convention's (ESAT-20). */
export function siretMismatches(dossier: Dossier): ContractDocument[] {
  const expected = conventionSiret(dossier);
  return dossier.documents.filter(
    (document) =>
      document.kind === 'BULLETIN' &&
      document.state === 'A_CORRIGER' &&
      document.completedAt !== null &&
      document.siret !== expected,
  );
}

function bulletinsMatch(dossier: Dossier): boolean {
  const expected = conventionSiret(dossier);
  return dossier.documents
    .filter((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF')
    .every((document) => document.siret === expected);
}
