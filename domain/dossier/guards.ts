import type { Transition } from '../document/transitions.ts';
import type { ContractDocument, DocumentKind } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { sirenOf } from '../formats/siret.ts';
import { conventionSiret, everyDocument, live } from './documents.ts';
import { own, type Standing } from './kind.ts';
import { isForCna } from './newDossier.ts';
import { siretRefusal } from './siretDiffers.ts';
import type { Dossier } from './types.ts';

type Guard = (standing: Standing, document: ContractDocument, shown?: { unchanged: boolean }) => DomainError | 'pass';

/** What must be in force before it: an avenant rewrites a convention that both have signed (CONV-16). */
const PARENTS: Record<DocumentKind, readonly ('CONVENTION' | 'CONTRAT')[]> = {
  CONVENTION: [],
  CONTRAT: ['CONVENTION'],
  BULLETIN: ['CONVENTION', 'CONTRAT'],
  AVENANT: ['CONVENTION'],
  ANNEXE_3: [],
};

/** The checks that the table of transitions names (domain.md §4.3, column « Guard »). */
export const guards: Record<NonNullable<Transition['guard']>, Guard> = {
  /** CONV-6: no other active convention of the same SIRET and Caf but the one being replaced; CONV-3, CONV-4: its content. */
  draftable: ({ dossier }, document) => {
    const rival = rivalOf(dossier, document);
    if (rival !== undefined) return alreadyActive(rival);
    if (document.kind === 'CONVENTION' && (document.content.missions ?? []).length === 0) {
      return new DomainError('MISSION_MANQUANTE', 'Une convention porte au moins une mission.', { rule: 'CONV-3' });
    }
    if (document.kind === 'CONTRAT' && document.content.delegationMode === undefined) {
      return new DomainError('MODE_MANQUANT', 'Le contrat de services porte le mode de gestion.', { rule: 'CONV-4' });
    }
    return 'pass';
  },

  /** A bulletin is mailed: there must be an address. */
  mailable: ({ dossier }) =>
    dossier.linkEmail === ''
      ? new DomainError('COURRIEL_MANQUANT', "Le dossier n'a pas d'adresse de courriel où envoyer le bulletin.")
      : 'pass',

  /** CONV-17, ESAT-20: the SIRET of the bulletin is that of the convention; the message says which two differ. */
  siretMatches: ({ dossier }, document) => siretRefusal(document.siret, conventionSiret(dossier)) ?? 'pass',

  /** §4.3 « Signature »: what is signed is exactly what was shown. */
  versionUnchanged: (_standing, _document, shown) =>
    shown?.unchanged === true
      ? 'pass'
      : new DomainError('VERSION_CHANGEE', 'Le document a changé depuis son affichage : relisez-le avant de signer.', {
          rule: 'CONV-15',
        }),

  /** CONV-6, CONV-8, CONV-9: contrat and avenant after their convention, bulletin after both and after what its kind wants (in force, or in the same act). */
  parentsInForce: (standing, document) => {
    const { dossier, kind } = standing;
    const rival = rivalOf(dossier, document);
    if (rival !== undefined) return alreadyActive(rival);
    const needed = PARENTS[document.kind];
    const missing = needed.filter((kind) => live(dossier, kind)?.state !== 'ACTIF');
    if (missing.length > 0) {
      return new DomainError('DOCUMENTS_MANQUANTS', `Il manque en vigueur : ${missing.join(', ').toLowerCase()}.`, {
        rule: 'CONV-8',
      });
    }
    if (document.kind !== 'BULLETIN') return 'pass';
    const lacking = kind.lacking?.(own(standing).dossier) ?? null;
    return lacking ?? reachRefusal(dossier, document) ?? guards.siretMatches(standing, document);
  },

  /** TUT-11: an avenant that corrects the SIRET of the convention in force within its SIREN; any other waits for the partner's signature. */
  sameParty: (standing, document) => {
    const { avenant } = document.content;
    const siren = sirenOf(live(standing.dossier, 'CONVENTION')?.siret ?? '');
    const within = avenant?.object === 'CORRECTION_SIRET' && sirenOf(avenant.after.siret ?? '') === siren;
    return within
      ? guards.parentsInForce(standing, document)
      : new DomainError('ETAT_INCOMPATIBLE', 'Cet avenant prend effet à la signature du partenaire.', {
          rule: 'CONV-16',
        });
  },
};

/** Another active convention (or contrat) of the same partner and Caf that this one does not replace (CONV-6, DEL-5). */
function rivalOf(dossier: Dossier, document: ContractDocument): ContractDocument | undefined {
  if (document.kind !== 'CONVENTION' && document.kind !== 'CONTRAT') return undefined;
  return everyDocument(dossier).find(
    (other) =>
      other.kind === document.kind &&
      other.state === 'ACTIF' &&
      other.id !== document.id &&
      other.id !== document.replacesId,
  );
}

function alreadyActive(rival: ContractDocument): DomainError {
  const number = rival.number === null ? '' : ` (${rival.number})`;
  return rival.kind === 'CONVENTION'
    ? new DomainError('CONVENTION_DEJA_ACTIVE', `Ce partenaire a déjà une convention active${number}.`, {
        rule: 'CONV-6',
      })
    : new DomainError('CONTRAT_DEJA_ACTIF', 'Ce partenaire a déjà un contrat de services actif.', {
        rule: 'CONV-6',
      });
}

/** DEL-7: a reach of several départements is the CNA's; the Caf answers for it first (reach.ts). */
function reachRefusal({ caf }: Dossier, { content }: ContractDocument): DomainError | null {
  return isForCna(caf, content.departments ?? [])
    ? new DomainError(
        'PORTEE_A_VERIFIER',
        "Ce bulletin porte sur plusieurs départements : terminez d'abord la tâche « Vérifier la portée ».",
        { rule: 'DEL-7' },
      )
    : null;
}
