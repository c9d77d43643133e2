import { Table } from '../kit/bits.tsx';
import { siretWords } from '../kit/words.ts';
import type { RowView } from './views.ts';

export const n = (value: number): JSX.Element => <span safe>{value.toLocaleString('fr-FR')}</span>;

/** Lines whose « SIRET MCP » is no partner here have no Caf. */
export const cafWords = (caf: string | null): string => (caf === null ? 'Sans Caf' : `Caf ${caf}`);

const LINE_LABELS = { LUE: 'Lue', REFUSEE: 'Refusée', DOUBLE: 'En double' } as const;

/** Lines of the Tiersi file with all their reasons, by column (U3). */
export function LineTable({
  rows,
  caption,
  empty = 'Aucune ligne.',
}: {
  rows: readonly RowView[];
  caption: string;
  empty?: string;
}): JSX.Element {
  return (
    <Table
      quiet
      caption={caption}
      empty={empty}
      heads={['Ligne', 'Organisme', 'SIRET dans Tiersi', 'SIRET dans MCP', 'Protégés', 'Lecture', 'Raisons']}
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
