import type { Fault } from '../errors.ts';
import { toConfirm } from '../formats/toConfirm.ts';

const day = (date: string): string => date.split('-').reverse().join('/');

/** Dates that have passed when a campaign is launched: late campaigns and services that open at once exist (ESAT-23, ESAT-24), slips of the year too. */
export function unlikelyDates({ deadline, opensOn }: { deadline: string; opensOn: string }, today: string): Fault[] {
  return [
    ...(deadline < today
      ? [
          toConfirm(
            'DATE_PASSEE',
            `L'échéance (${day(deadline)}) est passée : tous les dossiers seront signalés en retard dès leur départ.`,
            'ESAT-24',
          ),
        ]
      : []),
    ...(opensOn < today
      ? [
          toConfirm(
            'DATE_PASSEE',
            `La date d'ouverture (${day(opensOn)}) est passée : chaque service ouvrira dès que son dossier sera complet.`,
            'ESAT-23',
          ),
        ]
      : []),
  ];
}
