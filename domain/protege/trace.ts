import type { Refusal } from './access.ts';
import type { DemarcheCode } from './demarches.ts';
import { MISSING_FOUND, MISSING_FOUND_CODES, type MissingFound } from './missing.ts';
import { SEARCHES, type SearchKind } from './search.ts';

/** What a tuteur does in the space, each time it is done (TUT-13), in the words of pages. */
export const TRACE_ACTIONS = {
  ENTREE: "Entrée dans l'espace",
  RECHERCHE: 'Recherche',
  CONSULTATION: 'Consultation',
  DEMARCHE: 'Démarche',
  SIGNALEMENT: 'Protégé manquant signalé',
} as const;
export type TraceAction = keyof typeof TRACE_ACTIONS;
export const TRACE_ACTION_CODES = Object.keys(TRACE_ACTIONS) as readonly TraceAction[];

/** Why something was refused, in the words of the Caf, who alone reads it (TUT-18). */
export const REFUSAL_WORDS: Readonly<Record<TraceRefusal, string>> = {
  NON_HABILITE: "Pas d'accès à l'espace à cet instant",
  INCONNU: 'Référence inconnue du fichier des protégés',
  AUTRE_ORGANISME: 'Confié à un autre organisme',
  AUTRE_SIRET: "Confié à un autre établissement de l'organisme, et la recherche se fait par SIRET",
  HORS_GROUPE: "Confié à un établissement que son groupe n'atteint pas",
  MESURE_TERMINEE: 'Mesure terminée',
  DEMARCHE_NON_OFFERTE: "La mesure n'ouvre pas cette démarche",
};
export type TraceRefusal = Refusal | 'INCONNU' | 'DEMARCHE_NON_OFFERTE';

/** One line of the trace. A reference stands for the protégé: no name, number or date of birth. */
export interface TraceLine {
  at: Date;
  userId: string;
  partnerId: string;
  caf: string;
  action: TraceAction;
  /** protégés that were shown or meant, by reference */
  proteges: readonly string[];
  procedure: DemarcheCode | null;
  detail: SearchKind | TraceRefusal | MissingFound | null;
  refused: boolean;
  ip: string | null;
}

/** A line's detail in words: how it was searched; for the Caf alone, what a comparison found and why something was refused (TUT-18). */
export function traceWords({ action, detail, refused }: TraceDetail, forCaf: boolean): string | null {
  if (detail === null) return null;
  if (!refused && action === 'RECHERCHE') return wordsIn(SEARCHES, detail);
  if (!forCaf) return null;
  if (refused) return wordsIn(REFUSAL_WORDS, detail);
  const found = MISSING_FOUND_CODES.find((code) => code === detail);
  return found === undefined ? null : MISSING_FOUND[found].words;
}
type TraceDetail = Pick<TraceLine, 'action' | 'refused'> & { detail: string | null };

function wordsIn(words: Readonly<Record<string, string>>, code: string): string | null {
  return words[code] ?? null;
}
