import { cafName } from '../caf/cafs.ts';
import { euros } from '../demarche/amounts.ts';
import type { DocumentText } from '../document/texts/index.ts';
import { frenchInstant } from '../policy/calendar.ts';
import type { EsatWindow } from '../policy/policy.ts';
import { type DeclaredLine, totalOf } from './read.ts';
import { windowWords } from './window.ts';

/** A declaration that was received: it names nobody. */
export interface Received {
  number: string;
  year: number;
  at: Date;
  /** the nth of the same year: the second one corrects the first */
  version: number;
  workers: number;
  totalCents: number;
  byCaf: readonly { caf: string; workers: number; totalCents: number }[];
}

/** Its number, of the submission's own random id. */
export function receiptNumber(year: number, id: string): string {
  return `CE-${year}-${id.slice(0, 8).toUpperCase()}`;
}

/** What goes to each Caf: the worker's own, which may not be the Esat's (ESAT-7). */
export function byCaf(lines: readonly DeclaredLine[]): Received['byCaf'] {
  const cafs = [...new Set(lines.map(({ caf }) => caf))].sort();
  return cafs.map((caf) => {
    const own = lines.filter((line) => line.caf === caf);
    return { caf, workers: own.length, totalCents: own.reduce((sum, line) => sum + totalOf(line), 0) };
  });
}

/** The receipt of a declaration (ESAT-7): number, instant, how many workers went to which Caf, what comes next. */
export function receiptText(
  { number, year, at, version, workers, totalCents, byCaf }: Received,
  { organisme, window }: { organisme: string; window: EsatWindow },
): Omit<DocumentText, 'signatures'> {
  return {
    title: `Récépissé : rémunérations garanties de novembre ${year}`,
    reference: number,
    notices: [
      `Déclaration ${number} reçue le ${frenchInstant(at)}.`,
      ...(version > 1 ? ['Elle remplace celles qui avaient été transmises avant elle pour la même année.'] : []),
      'Ce récépissé atteste de la transmission ; il ne nomme aucun travailleur.',
    ],
    sections: [
      {
        heading: 'Ce qui a été transmis',
        paragraphs: [],
        table: {
          headers: ['Information', 'Valeur'],
          rowHeaders: true,
          rows: [
            ['Esat', organisme],
            ['Travailleurs bénéficiaires de l’AAH', workers.toLocaleString('fr-FR')],
            ['Total des éléments de rémunération', euros(totalCents / 100)],
          ],
        },
      },
      {
        heading: 'Caf destinataires',
        paragraphs: workers === 0 ? ['Aucun travailleur n’est déclaré.'] : [],
        ...(workers === 0
          ? {}
          : {
              table: {
                headers: ['Caf', 'Travailleurs', 'Total'],
                rowHeaders: true,
                rows: byCaf.map((one) => [
                  cafName(one.caf),
                  one.workers.toLocaleString('fr-FR'),
                  euros(one.totalCents / 100),
                ]),
              },
            }),
      },
      {
        heading: 'Ce qui se passe ensuite',
        paragraphs: [],
        items: [
          `Chaque Caf reçoit les lignes de ses propres allocataires ; elles servent aux droits à compter du 1er janvier ${year + 1}.`,
          `La déclaration se corrige ${windowWords(year, window)} inclus : transmettez-la de nouveau, la dernière fait foi.`,
        ],
      },
    ],
    appendices: [],
  };
}
