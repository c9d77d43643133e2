import { isClosed } from '../account/state.ts';
import type { ContractDocument } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { startOfParisDate } from '../policy/calendar.ts';
import { everyDocument, live } from './documents.ts';
import { siretRefusal } from './siretDiffers.ts';
import type { Dossier } from './types.ts';

/**
 * Why a service cannot open now (§4.3 « Ouverture de service »), or null: DOCUMENTS_MANQUANTS, SIRET_DIFFERENT, INELIGIBLE,
 * AVENANT_MANQUANT, ADMINISTRATEUR_MANQUANT, and last AVANT_DATE: then nothing but its date is awaited.
 */
export function openingRefusal(
  dossier: Dossier,
  bulletin: ContractDocument,
  opensOn: string,
  at: Date,
): DomainError | null {
  const missing = (['CONVENTION', 'CONTRAT'] as const)
    .filter((kind) => live(dossier, kind)?.state !== 'ACTIF')
    .map((kind) => kind.toLowerCase());
  if (bulletin.state !== 'ACTIF') missing.push('bulletin');
  if (missing.length > 0)
    return new DomainError('DOCUMENTS_MANQUANTS', `Il manque en vigueur : ${missing.join(', ')}.`, { rule: 'CONV-8' });
  const siret = siretRefusal(bulletin.siret, live(dossier, 'CONVENTION')?.siret);
  if (siret !== null) return siret;
  const { esat } = dossier.facts;
  if (esat !== null && esat.eligibility !== 'ELIGIBLE')
    return new DomainError('INELIGIBLE', "L'éligibilité n'est pas établie.", { rule: 'ESAT-4' });
  const avenant = missionAvenantMissing(dossier);
  if (avenant !== null) return avenant;
  if (isDelegated(dossier) && bulletin.content.administrateur === undefined && !hasAdministrateur(dossier, at)) {
    return new DomainError(
      'ADMINISTRATEUR_MANQUANT',
      "En mode délégué, un administrateur est désigné avant l'ouverture.",
      { rule: 'ADM-2' },
    );
  }
  return at < startOfParisDate(opensOn)
    ? new DomainError('AVANT_DATE', `Le service n'ouvre pas avant le ${opensOn}.`, { rule: 'ESAT-23' })
    : null;
}

/** ESAT-14, ESAT-18: in cases 3 and 4 the avenant that checks the mission is in force before the service opens. */
export function missionAvenantMissing(dossier: Dossier): DomainError | null {
  if (dossier.facts.esat?.mission == null) return null;
  // with a new convention the mission is in the convention itself (domain/dossier/plan.ts)
  if (dossier.documents.some(({ kind }) => kind === 'CONVENTION')) return null;
  const inForce = everyDocument(dossier).some(
    (document) => document.content.avenant?.object === 'VERIFICATION_MISSION_ESAT' && document.state === 'ACTIF',
  );
  return inForce
    ? null
    : new DomainError('AVENANT_MANQUANT', "L'avenant qui vérifie la mission n'est pas en vigueur.", {
        rule: 'ESAT-14',
      });
}

/** Who manages people in the mode of the contrat (DEL-1). */
export function isDelegated(dossier: Dossier): boolean {
  return live(dossier, 'CONTRAT')?.content.delegationMode === 'DELEGUE';
}

/** ADM-2: the partner has an administrateur whose account is not closed. */
export function hasAdministrateur(dossier: Dossier, at: Date): boolean {
  return dossier.people.administrateurs.some((one) => !isClosed(one, at));
}
