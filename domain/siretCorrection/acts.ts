import { z } from 'zod';
import { type DossierAct, dossierActSchema } from '../dossier/acts.ts';
import { carryOut } from '../dossier/carryOut.ts';
import { note } from '../dossier/desk.ts';
import type { Desk } from '../dossier/kind.ts';
import { DomainError } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import { assertUnchanged, undoCorrection } from './change.ts';
import { answerQuestion } from './question.ts';
import type { SiretCorrectionFacts as Facts } from './types.ts';

const ownActs = [
  /** the partner answers by the mailed link */
  z.object({ type: z.literal('answerSiret'), siret: z.string(), words: z.string() }),
  /** the Caf takes a correction back, or what it kept */
  z.object({ type: z.literal('undo'), reason: prose(2_000) }),
] as const;

/** What may be asked of a correction: as of every dossier, and its own. */
export const correctionActSchema = z.discriminatedUnion('type', [...dossierActSchema.options, ...ownActs]);
export type CorrectionAct = DossierAct | z.output<(typeof ownActs)[number]>;

export function carryOutCorrection(desk: Desk<Facts>, act: CorrectionAct): void {
  switch (act.type) {
    case 'answerSiret':
      return answerQuestion(desk, act);
    case 'undo':
      return undo(desk, act.reason);
    case 'countersign':
      assertUnchanged(desk);
      return carryOut(desk, act);
    case 'withdraw':
      // the Caf's own work: the partner answers, signs or refuses, and does not end it
      throw new DomainError(
        'ETAT_INCOMPATIBLE',
        'Ce dossier est celui de la Caf : répondez-lui, ou refusez ce qu’elle propose.',
      );
    default:
      return carryOut(desk, act);
  }
}

function undo(desk: Desk<Facts>, reason: string): void {
  if (desk.actor.role !== 'agent' && desk.actor.role !== 'cafAdmin')
    throw new DomainError('ACTION_NON_PERMISE', 'La Caf annule une correction.', { rule: 'TUT-7' });
  const { facts } = desk.dossier;
  if (facts.phase === 'kept') {
    facts.correction.undoing = { reason };
    note(desk, 'siretCorrection.undo', `Décision reprise : ${reason}`, { rule: 'TUT-11' });
  } else if (facts.phase === 'corrected') undoCorrection(desk, reason);
  else throw new DomainError('ETAT_INCOMPATIBLE', "Il n'y a pas de décision à annuler.");
}
