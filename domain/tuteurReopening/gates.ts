import { DomainError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { blindUnder, corrections, countOf } from './figures.ts';
import { type Reopening, type ReopeningGround, searchKey } from './types.ts';

/** What must hold before anybody opens (domain.md §5; lesson of TUT-3). */
export interface Gate {
  name: 'RAPPORT_LU' | 'SIRET_CORRIGES' | 'RECHERCHE_SIREN' | 'CHACUN_VOIT';
  label: string;
  holds: boolean;
  /** what is the case */
  detail: string;
  /** who decides, and what comes next; told while it does not hold */
  owner: string;
  next: string;
  /** whom it is about, by name or Caf, the first ones */
  names: string[];
}

type Standing = Pick<Reopening, 'facts'>;

/** The impact report of the file in force was read: what each search shows is known before anybody opens. */
export function impactRead({ facts }: Standing): Gate {
  return {
    name: 'RAPPORT_LU',
    label: 'Le rapport d’impact est lu',
    holds: facts.impactReadAt !== null,
    detail:
      facts.impactReadAt === null
        ? 'Personne n’a encore confirmé la lecture du rapport d’impact du fichier en vigueur.'
        : 'La lecture du rapport d’impact du fichier en vigueur est confirmée.',
    owner: 'la Cnaf',
    next: 'Lisez le rapport d’impact, puis confirmez sa lecture.',
    names: [],
  };
}

/** `POLICY_TUT_GATE`: of the tuteurs that a correction can save, this share is corrected; who blocks is not counted (AC-40). */
export function siretsCorrected({ cells }: Pick<ReopeningGround, 'cells'>, policy: Policy): Gate {
  const { toSave, saved, byCaf } = corrections(cells);
  const percent = `${Math.round(policy.tuteurGate * 100)}\u00A0%`;
  return {
    name: 'SIRET_CORRIGES',
    label: `Au moins ${percent} des SIRET à corriger le sont`,
    holds: saved >= toSave * policy.tuteurGate,
    detail: toSave === 0 ? 'Aucun SIRET n’est à corriger.' : `${saved} sur ${toSave} corrigés.`,
    owner: 'les Caf',
    next: 'Les Caf traitent leurs corrections ; leur page « Corrections » permet de confirmer ensemble celles du même SIREN.',
    names: [...byCaf].sort(([, a], [, b]) => b - a).map(([caf, left]) => `Caf ${caf} : ${left} à corriger`),
  };
}

/** TUT-9: protégés are searched by SIREN. */
export function searchBySiren(ground: Pick<ReopeningGround, 'national'>): Gate {
  const on = searchKey(ground) === 'SIREN';
  return {
    name: 'RECHERCHE_SIREN',
    label: 'La recherche par SIREN est en service',
    holds: on,
    detail: on ? 'Les protégés se cherchent par SIREN.' : 'Les protégés se cherchent encore par SIRET.',
    owner: 'la Cnaf',
    next: 'Mettez en service la recherche par SIREN.',
    names: [],
  };
}

/** TUT-3, TUT-12: nobody who would open would see nothing. */
export function everyoneSees(ground: Pick<ReopeningGround, 'national' | 'cells' | 'blind' | 'fileOfProteges'>): Gate {
  const blind = countOf(ground.cells, blindUnder(searchKey(ground)));
  return {
    name: 'CHACUN_VOIT',
    label: 'Chaque tuteur à ouvrir verrait au moins un protégé',
    holds: blind === 0,
    detail:
      blind === 0
        ? 'Aucun tuteur à ouvrir ne serait sans protégé.'
        : `${blind} tuteur${blind > 1 ? 's' : ''} ne verrai${blind > 1 ? 'en' : ''}t aucun protégé.`,
    owner: 'la Cnaf et les Caf',
    next: ground.fileOfProteges
      ? 'Mettez en service la recherche par SIREN, faites corriger les SIRET de ces tuteurs, ou importez un fichier des protégés qui leur confie les leurs.'
      : 'Mettez en service la recherche par SIREN, ou faites corriger les SIRET de ces tuteurs.',
    names: [...ground.blind],
  };
}

/** Every gate, in the order in which people see to them. */
export function gatesOf(reopening: Standing, ground: ReopeningGround, policy: Policy): Gate[] {
  return [impactRead(reopening), siretsCorrected(ground, policy), searchBySiren(ground), everyoneSees(ground)];
}

/** Why a reopening is held, with every gate that does not hold; null: nothing holds it. */
export function heldRefusal(gates: readonly Gate[]): DomainError | null {
  const held = gates.filter(({ holds }) => !holds);
  if (held.length === 0) return null;
  return new DomainError(
    'CONDITIONS_NON_REUNIES',
    `La réouverture attend : ${held.map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1)).join(' ; ')}.`,
    {
      rule: 'TUT-12',
      faults: held.map(({ name, detail, next, names }) => ({
        path: name,
        code: 'CONDITIONS_NON_REUNIES',
        message: `${detail} ${next}${names.length === 0 ? '' : ` ${names.join(', ')}.`}`,
      })),
    },
  );
}
