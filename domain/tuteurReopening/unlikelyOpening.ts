import type { Fault } from '../errors.ts';
import { passedDate } from '../formats/toConfirm.ts';

/** A reopening whose date has passed opens as soon as its gates are (TUT-10). */
export function unlikelyReopening(opensOn: string, today: string): Fault[] {
  const then = "l'Espace Tuteur rouvrira dès que tout le reste sera prêt";
  return passedDate({ date: opensOn, what: 'La date de réouverture', then, rule: 'TUT-10' }, today);
}
