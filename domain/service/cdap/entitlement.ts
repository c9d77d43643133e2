import type { TITRES } from '../../account/types.ts';
import type { OrganisationType } from '../../partner/types.ts';
import {
  type Claimant,
  ENTITLED,
  type Entitlement,
  type Judgement,
  refusedFor,
  together,
  typeMissing,
} from '../entitlement.ts';
import { LANDLORDS, notALandlord } from '../espaceBailleur/landlords.ts';
import { REFUSALS, type RefusalCode } from './refusals.ts';

/** REQ-5 to REQ-7: whose assistants de service social have T1 without more; « hospital » is any care establishment (REQ-6). */
const T1_EMPLOYERS: readonly OrganisationType[] = [
  'ETAT',
  'DEPARTEMENT',
  'COLLECTIVITE_TERRITORIALE',
  'ETABLISSEMENT_DE_SOINS',
  'CRAM',
  'CARSAT',
  'CNAV_IDF',
  'MSA',
];

const refused = (code: RefusalCode, rule: string): Judgement => refusedFor(code, REFUSALS[code], rule, 'profiles');

/** Each profile has its own conditions, and is judged by itself (REQ-5 … REQ-16, REQ-17). */
const PROFILE_RULES: Readonly<Record<string, (claimant: Claimant) => Judgement>> = {
  T1: ({ type }) => {
    if (type === null) return typeMissing('REQ-5');
    if (T1_EMPLOYERS.includes(type)) return ENTITLED;
    const words =
      "Profil T1 de Cdap : l'employeur n'est pas de ceux que la règle nomme. Emploie-t-il des assistants de service social référents uniques RSA, ou des conseillers en économie sociale et familiale dont la mission le justifie ?";
    return { faults: [], toJudge: [{ profile: 'T1', words, rule: 'REQ-10' }] };
  },
  T2: ({ answers }) => (answers.subventionActionSociale === false ? refused('SANS_SUBVENTION', 'REQ-11') : ENTITLED),
  T4: ({ answers }) => {
    if (answers.instructionRsa === false) return refused('HORS_INSTRUCTION_RSA', 'REQ-12');
    return answers.numeroInstructeur === false ? refused('SANS_NUMERO_INSTRUCTEUR', 'REQ-12') : ENTITLED;
  },
  T9: ({ answers }) => (answers.titre === 'AUCUN' ? refused('SANS_TITRE', 'REQ-14') : ENTITLED),
  T10: ({ type }) => {
    if (type === null) return typeMissing('BAIL-3');
    return LANDLORDS.includes(type) ? ENTITLED : notALandlord('Le profil T10 de Cdap', 'BAIL-3');
  },
};

const TITRE_CHOICES: Record<(typeof TITRES)[number] | 'AUCUN', string> = {
  JUGEMENT: 'Jugement (tutelle, curatelle, mesure judiciaire)',
  DESIGNATION_CD: 'Désignation par le conseil départemental',
  DELEGATION_CD: 'Délégation du conseil départemental',
  NOMINATION_JUGE_ENFANTS: 'Nomination par le juge des enfants',
  AUCUN: 'Aucun de ceux-là',
};

/** Cdap is asked for by profile, one at least (domain.md §2.2). */
export const cdapEntitlement: Entitlement = {
  questions: [
    {
      name: 'subventionActionSociale',
      label: "Profil T2 : le partenaire reçoit-il une subvention d'action sociale de la Caf ?",
      type: 'yesNo',
      profile: 'T2',
      rule: 'REQ-11',
    },
    {
      name: 'instructionRsa',
      label: "Profil T4 : ses agents sont-ils chargés de l'instruction du RSA ?",
      type: 'yesNo',
      profile: 'T4',
      rule: 'REQ-12',
    },
    {
      name: 'numeroInstructeur',
      label: "Profil T4 : a-t-il un numéro d'instructeur délivré par le conseil départemental ?",
      type: 'yesNo',
      profile: 'T4',
      rule: 'REQ-12',
    },
    {
      name: 'titre',
      label: 'Profil T9 : quel titre fonde les mesures suivies ?',
      type: 'choice',
      choices: TITRE_CHOICES,
      profile: 'T9',
      rule: 'REQ-16',
    },
  ],
  judge: (claimant) => {
    const { profiles } = claimant;
    if (profiles.length === 0)
      return refusedFor(
        'PROFIL_MANQUANT',
        'Cdap se demande par profil : choisissez-en un au moins.',
        'REQ-17',
        'profiles',
      );
    return together(profiles.map((profile) => PROFILE_RULES[profile]?.(claimant) ?? ENTITLED));
  },
};
