import { isClosed } from '../account/state.ts';
import type { ContractDocument } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { startOfParisDate } from '../policy/calendar.ts';
import { live } from './documents.ts';
import { own, type Standing } from './kind.ts';
import { siretRefusal } from './siretDiffers.ts';
import type { Dossier } from './types.ts';

/**
 * Why a service cannot open now (§4.3 « Ouverture de service »), or null: DOCUMENTS_MANQUANTS, SIRET_DIFFERENT, what
 * its kind wants, ADMINISTRATEUR_MANQUANT, and last AVANT_DATE: then nothing but its date is awaited.
 */
export function openingRefusal(standing: Standing, bulletin: ContractDocument, opensOn: string): DomainError | null {
  const { dossier, kind, at } = standing;
  const missing = (['CONVENTION', 'CONTRAT'] as const)
    .filter((kind) => live(dossier, kind)?.state !== 'ACTIF')
    .map((kind) => kind.toLowerCase());
  if (bulletin.state !== 'ACTIF') missing.push('bulletin');
  if (missing.length > 0)
    return new DomainError('DOCUMENTS_MANQUANTS', `Il manque en vigueur : ${missing.join(', ')}.`, { rule: 'CONV-8' });
  const siret = siretRefusal(bulletin.siret, live(dossier, 'CONVENTION')?.siret);
  if (siret !== null) return siret;
  const lacking = kind.lacking?.(own(standing).dossier) ?? null;
  if (lacking !== null) return lacking;
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

/** Who manages people in the mode of the contrat (DEL-1). */
export function isDelegated(dossier: Dossier): boolean {
  return live(dossier, 'CONTRAT')?.content.delegationMode === 'DELEGUE';
}

/** ADM-2: the partner has an administrateur whose account is not closed. */
export function hasAdministrateur(dossier: Dossier, at: Date): boolean {
  return dossier.people.administrateurs.some((one) => !isClosed(one, at));
}
