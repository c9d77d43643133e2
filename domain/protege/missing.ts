import { sirenOf } from '../formats/siret.ts';
import { inForce, judgeAccess } from './access.ts';
import { foldNumber, searchTextOf } from './search.ts';
import type { Protege, Tuteur } from './types.ts';

/** Whom a tuteur misses: as the judgment names them. */
export interface MissingAsked {
  number: string;
  lastName: string;
  firstName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string;
}

/**
 * What the comparison with the file and with Tiersi found, which the Caf alone reads. `signal`: the space may be at fault, and the reopening
 * counts it. `answer`: seen after all; a task for the Caf; or « ne vous est pas confié », whatever the reason (TUT-16, TUT-18).
 */
export const MISSING_FOUND = {
  VISIBLE: { signal: false, answer: 'VISIBLE', words: 'Dans sa liste' },
  AUTRE_SIRET: {
    signal: true,
    answer: 'TRANSMIS',
    words: 'Confié à un autre établissement du même SIREN, que la recherche par SIRET ne montre pas',
  },
  ECART_TIERSI: {
    signal: true,
    answer: 'TRANSMIS',
    words:
      'Confié à un SIRET que Tiersi connaît comme celui de cet organisme, sous un autre SIREN que le sien dans MCP',
  },
  INCONNU: { signal: true, answer: 'TRANSMIS', words: 'Absent du fichier des protégés' },
  AUTRE_ORGANISME: { signal: true, answer: 'NON_CONFIE', words: 'Confié à un autre organisme' },
  HORS_GROUPE: {
    signal: false,
    answer: 'NON_CONFIE',
    words: "Confié à un établissement de l'organisme auquel le groupe de la personne n'est pas ouvert",
  },
  MESURE_TERMINEE: { signal: false, answer: 'NON_CONFIE', words: 'Mesure terminée' },
} as const satisfies Record<string, { signal: boolean; answer: string; words: string }>;
export type MissingFound = keyof typeof MISSING_FOUND;
export const MISSING_FOUND_CODES = Object.keys(MISSING_FOUND) as readonly MissingFound[];

/** What the tuteur is told. */
export type MissingAnswer = (typeof MISSING_FOUND)[MissingFound]['answer'];
export const MISSING_ANSWERS = ['VISIBLE', 'TRANSMIS', 'NON_CONFIE'] as const satisfies readonly MissingAnswer[];

/** Of several lines of one person in the file, the one that says most to this tuteur. */
const ORDER: readonly MissingFound[] = [
  'VISIBLE',
  'AUTRE_SIRET',
  'HORS_GROUPE',
  'MESURE_TERMINEE',
  'ECART_TIERSI',
  'AUTRE_ORGANISME',
];

/**
 * Compares whom a tuteur misses with the file's lines of that number and with the SIRETs that Tiersi knows of this organisme (`tiersi`).
 * Number, names and date of birth must all be right: who tries out a number alone learns nothing (CDAP-5).
 */
export function compareMissing(
  asked: MissingAsked,
  lines: readonly Protege[],
  tuteur: Tuteur,
  tiersi: readonly string[],
  at: Date,
): { found: MissingFound; reference: string | null } {
  const same = lines.filter((line) => isSamePerson(asked, line));
  const judged = same.map((line) => ({ found: judgeLine(line, tuteur, tiersi, at), reference: line.reference }));
  const [best] = judged.sort((a, b) => ORDER.indexOf(a.found) - ORDER.indexOf(b.found));
  return best ?? { found: 'INCONNU', reference: null };
}

function isSamePerson(asked: MissingAsked, line: Protege): boolean {
  return (
    foldNumber(asked.number) === line.number &&
    asked.birthDate === line.birthDate &&
    searchTextOf(asked) === searchTextOf(line)
  );
}

function judgeLine(line: Protege, tuteur: Tuteur, tiersi: readonly string[], at: Date): MissingFound {
  const judged = judgeAccess(line, tuteur, at);
  if (typeof judged !== 'string') return 'VISIBLE';
  if (judged === 'NON_HABILITE') throw new Error('only a tuteur asks');
  if (judged !== 'AUTRE_ORGANISME' || !tiersi.some((siret) => sirenOf(siret) === sirenOf(line.siret))) return judged;
  return inForce(line, at) ? 'ECART_TIERSI' : 'MESURE_TERMINEE';
}
