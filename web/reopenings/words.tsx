import { LINE_LABELS } from '../../domain/tuteur/tiersiFile.ts';
import { Reasons, type SortableHead, Table } from '../kit/bits.tsx';
import { siretWords } from '../kit/words.ts';
import type { RowView } from './views.ts';

/** What a line of the file may be, as a filter offers it. */
export const LINE_CHOICES = Object.entries(LINE_LABELS).map(([value, label]) => ({ value, label }));

export const n = (value: number): JSX.Element => <span safe>{value.toLocaleString('fr-FR')}</span>;

/** Lines whose « SIRET MCP » is no partner here have no Caf. */
export const cafWords = (caf: string | null): string => (caf === null ? 'Sans Caf' : `Caf ${caf}`);

/** Lines of the Tiersi file with all their reasons, by column (U3). */
export function LineTable({
  rows,
  head,
}: {
  rows: readonly RowView[];
  head: (label: string, column: string) => SortableHead;
}): JSX.Element {
  return (
    <Table
      quiet
      caption="Lignes du fichier"
      empty="Aucune ligne."
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
        <Reasons reasons={row.reasons} />,
      ])}
    />
  );
}
