import type { Fault } from '../errors.ts';
import { passedDate } from '../formats/toConfirm.ts';

/** Dates that have passed when a campaign is launched: late campaigns and services that open at once exist (ESAT-23, ESAT-24). */
export function unlikelyDates({ deadline, opensOn }: { deadline: string; opensOn: string }, today: string): Fault[] {
  return [
    ...passedDate(
      {
        date: deadline,
        what: "L'échéance",
        then: 'tous les dossiers seront signalés en retard dès leur départ',
        rule: 'ESAT-24',
      },
      today,
    ),
    ...passedDate(
      {
        date: opensOn,
        what: "La date d'ouverture",
        then: 'chaque service ouvrira dès que son dossier sera complet',
        rule: 'ESAT-23',
      },
      today,
    ),
  ];
}
