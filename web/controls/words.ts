import type { ControlState } from '../../domain/annualControl/transitions.ts';
import type { Correction } from '../../domain/annualControl/types.ts';
import type { ControlItemView } from '../kit/views.ts';
import { capital } from '../kit/words.ts';
import { TITRE_WORDS } from '../users/personFields.tsx';

const CORRECTION_WORDS: Record<Correction, string> = {
  PREUVE: 'nouvelle pièce apportée',
  ACCES_RETIRE: 'accès retiré',
  COMPTE_CLOS: 'compte clos',
};

/** What the Caf found, and where its correction stands. */
export function findingWords({ gap }: ControlItemView, state: ControlState): string {
  if (gap === null) return state === 'CONFORME' || state.startsWith('ECARTS') ? 'Rien à corriger' : '–';
  if (gap.corrected) return 'Écart corrigé';
  if (gap.correction !== null)
    return `Écart : ${gap.reason}. À vérifier par la Caf : ${CORRECTION_WORDS[gap.correction]}`;
  return `Écart : ${gap.reason}`;
}

/** What was given and what the Caf found, in one line. */
export function givenWords(item: ControlItemView, state: ControlState): string {
  const { proof, gap, about } = item;
  const given = proof === null ? (about === 'DEPART' ? 'Compte encore ouvert' : 'Rien encore') : givenPieces(proof);
  return gap === null ? given : `${given}. ${findingWords(item, state)}`;
}

/** A proof in words: a number, a titre, that there is a file. */
export function givenPieces({
  numeroInstructeur,
  titre,
  file,
  filePurged,
}: NonNullable<ControlItemView['proof']>): string {
  const piece = filePurged ? 'pièce déposée, supprimée au terme de sa conservation' : 'pièce déposée';
  const pieces = [numeroInstructeur, titre === null ? null : TITRE_WORDS[titre], file ? piece : null];
  return capital(pieces.filter((one) => one !== null).join(', '));
}
