import { LINE_LABELS } from '../../domain/tuteur/tiersiFile.ts';
import { type SortableHead, Table } from '../kit/bits.tsx';
import { siretWords } from '../kit/words.ts';
import type { RowView } from './views.ts';

export const n = (value: number): JSX.Element => <span safe>{value.toLocaleString('fr-FR')}</span>;

/** Lines whose « SIRET MCP » is no partner here have no Caf. */
export const cafWords = (caf: string | null): string => (caf === null ? 'Sans Caf' : `Caf ${caf}`);

/** Lines of the Tiersi file with all their reasons, by column (U3). */
export function LineTable({
  rows,
  caption,
  empty = 'Aucune ligne.',
  head = (label) => label,
}: {
  rows: readonly RowView[];
  caption: string;
  empty?: string;
  /** heads of the list that it is a page of */
  head?: (label: string, column: string) => string | SortableHead;
}): JSX.Element {
  return (
    <Table
      quiet
      caption={caption}
      empty={empty}
      heads={[
        head('Ligne', 'row'),
        head('Organisme', 'raisonSociale'),
        head('SIRET dans Tiersi', 'siret'),
        head('SIRET dans MCP', 'siretMcp'),
        head('Protégés', 'proteges'),
        head('Lecture', 'verdict'),
        'Raisons',
      ]}
      rows={rows.map((row) => [
        <span safe>{String(row.row)}</span>,
        <span safe>{row.raisonSociale}</span>,
        <span class="nowrap" safe>
          {siretWords(row.siret)}
        </span>,
        <span class="nowrap" safe>
          {siretWords(row.siretMcp)}
        </span>,
        <span safe>{row.proteges === null ? '–' : String(row.proteges)}</span>,
        <span safe>{LINE_LABELS[row.verdict]}</span>,
        row.reasons.length === 0 ? (
          '–'
        ) : (
          <ul>
            {row.reasons.map((reason) => (
              <li>
                {reason.warning === true && <span>Avertissement – </span>}
                <strong safe>{`${reason.column} : `}</strong>
                <span safe>{reason.message}</span>
              </li>
            ))}
          </ul>
        ),
      ])}
    />
  );
}
