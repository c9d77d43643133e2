import { DEMARCHE_CODES, type DemarcheCode } from './demarches.ts';

/** What is seen of a protégé: the whole sheet, or who they are and nothing more. */
export type Sees = 'FICHE' | 'IDENTITE';

interface Measure {
  label: string;
  sees: Sees;
  demarches: readonly DemarcheCode[];
  /** why nothing is offered, where it is so */
  elsewhere: string | null;
}

const CHANGES = [
  'SITUATION_FAMILIALE',
  'SITUATION_ENFANT',
  'SITUATION_PROFESSIONNELLE',
  'ADRESSE',
] as const satisfies readonly DemarcheCode[];
const DECLARATIONS = [
  'RESSOURCES_ANNUELLES_AL',
  'TRIMESTRIELLE_AAH',
  'TRIMESTRIELLE_PPA_RSA',
  'TRIMESTRIELLE_AL',
] as const satisfies readonly DemarcheCode[];

const IN_CDAP =
  "L'Espace Tuteur ne remplace pas Cdap pour cette mesure : elle continue de se suivre avec le profil T9.";

/**
 * What each nature of measure (REQ-14) lets see and do, [P] from TUT-18, REQ-15: a tutor acts in the person's place; in a curatelle renforcée
 * the curateur declares and tells what changes, a new benefit is asked for by the person; in a curatelle simple the person acts with help; who
 * manages some benefits by a judge's order declares resources. Masp and budget measures stay in Cdap (TUT-5).
 */
export const MEASURES = {
  TUTELLE: { label: 'Tutelle', sees: 'FICHE', demarches: DEMARCHE_CODES, elsewhere: null },
  CURATELLE_RENFORCEE: {
    label: 'Curatelle renforcée',
    sees: 'FICHE',
    demarches: [...CHANGES, ...DECLARATIONS],
    elsewhere: null,
  },
  CURATELLE_SIMPLE: {
    label: 'Curatelle simple',
    sees: 'IDENTITE',
    demarches: [],
    elsewhere: 'La personne fait elle-même ses démarches, avec votre assistance.',
  },
  MAJ: {
    label: "Mesure d'accompagnement judiciaire",
    sees: 'FICHE',
    demarches: ['ADRESSE', ...DECLARATIONS],
    elsewhere: null,
  },
  MASP: { label: "Mesure d'accompagnement social personnalisé", sees: 'IDENTITE', demarches: [], elsewhere: IN_CDAP },
  AGBF: {
    label: "Mesure judiciaire d'aide à la gestion du budget familial",
    sees: 'IDENTITE',
    demarches: [],
    elsewhere: IN_CDAP,
  },
} as const satisfies Record<string, Measure>;

export type MeasureCode = keyof typeof MEASURES;
export const MEASURE_CODES = Object.keys(MEASURES) as readonly MeasureCode[];

/** Its words and what it gives. */
export const measureOf = (code: MeasureCode): Measure => MEASURES[code];
