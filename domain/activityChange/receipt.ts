import { cafName } from '../caf/cafs.ts';
import { dayWords } from '../demarche/calendar.ts';
import type { DocumentText } from '../document/texts/index.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { percent } from './check.ts';
import { type ActivityChange, type ActivityChangeFacts, CHANGES } from './types.ts';

/** What was declared, label by label, as pages and the receipt say it. */
export function declaredWords({ change, effectiveOn, rateBefore, rate, ordinary }: ActivityChange): [string, string][] {
  return [
    ['Changement', CHANGES[change]],
    ['Date d’effet', dayWords(effectiveOn)],
    ['Taux d’activité jusqu’ici', percent(rateBefore)],
    ...(rate === null ? [] : ([['Nouveau taux d’activité', percent(rate)]] as [string, string][])),
    ...(ordinary === null
      ? []
      : ([
          [
            'Travail en milieu ordinaire',
            ordinary.until === null
              ? `depuis le ${dayWords(ordinary.from)}`
              : `du ${dayWords(ordinary.from)} au ${dayWords(ordinary.until)}`,
          ],
        ] as [string, string][])),
  ];
}

/** Whom it is about. */
export function workerWords({ worker }: ActivityChange): [string, string][] {
  return [
    ['Travailleur', `${worker.lastName} ${worker.firstName}`],
    ['Date de naissance', dayWords(worker.birthDate)],
    ['N° allocataire', worker.number],
    ['Caf du travailleur', cafName(worker.caf)],
  ];
}

/** The receipt of a change (ESAT-9): it names the worker, for the Esat and the worker's Caf keep it. */
export function receiptText(
  { number }: Pick<ActivityChangeFacts, 'number'>,
  change: ActivityChange,
  { organisme, at }: { organisme: string; at: Date },
): Omit<DocumentText, 'signatures'> {
  const table = (rows: [string, string][]) => ({ headers: ['Information', 'Valeur'], rowHeaders: true as const, rows });
  return {
    title: 'Récépissé : changement d’activité',
    reference: number,
    notices: [
      `Changement ${number} reçu le ${frenchInstant(at)}.`,
      'Ce récépissé atteste de la transmission ; il ne vaut pas décision de la Caf.',
    ],
    sections: [
      { heading: 'Travailleur', paragraphs: [], table: table([...workerWords(change), ['Esat', organisme]]) },
      { heading: 'Ce qui a été déclaré', paragraphs: [], table: table(declaredWords(change)) },
      {
        heading: 'Ce qui se passe ensuite',
        paragraphs: [],
        items: [
          'La Caf du travailleur met son dossier à jour ; un courriel prévient quand c’est fait.',
          'Tant que la Caf n’a pas répondu, le changement peut être retiré.',
        ],
      },
    ],
    appendices: [],
  };
}
