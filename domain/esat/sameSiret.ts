import type { ColumnKey, Header } from './columns.ts';
import type { Choice, ReadRow } from './readRow.ts';
import { type RowReason, reasonsUnder } from './rowReasons.ts';

/** Row numbers named in one message. */
const ROWS_NAMED = 10;

function answer(choice: Choice<unknown>): string {
  return String(choice.value ?? choice.typed.toLowerCase());
}

/** What rows with the same SIRET must say alike, compared by meaning: 'Oui' and 'O' do not contradict each other (§6.4). */
const COMPARED: readonly (readonly [ColumnKey, (read: ReadRow) => string])[] = [
  ['connuMcp', (read) => answer(read.knownInMcp)],
  ['numeroConventionMcp', (read) => read.conventionNumber.toUpperCase()],
  ['siretConventionMcp', (read) => read.conventionSiret],
  ['modeDeGestion', (read) => answer(read.delegationMode)],
  ['connuHabtiers', (read) => answer(read.knownInHabtiers)],
  ['actifHabtiers', (read) => answer(read.activeInHabtiers)],
];

/** Rows that share a valid SIRET, by SIRET, in the order of the file. */
export function groupBySiret(reads: readonly ReadRow[]): ReadonlyMap<string, ReadRow[]> {
  const groups = new Map<string, ReadRow[]>();
  for (const read of reads) {
    if (!read.siret.ok) continue;
    const group = groups.get(read.siret.value);
    if (group) group.push(read);
    else groups.set(read.siret.value, [read]);
  }
  return groups;
}

/** Why every row of a group is refused: one reason per column on which they contradict each other (§6.4, ESAT-26, AC-24). */
export function contradictionsIn(group: readonly ReadRow[], header: Header): RowReason[] {
  if (group.length < 2) return [];
  const say = reasonsUnder(header);
  const named = group.slice(0, ROWS_NAMED).map(({ row }) => row);
  const rows = `${named.join(', ')}${group.length > ROWS_NAMED ? '…' : ''}`;
  // a cell in doubt contradicts nobody: it is told by itself
  const saying = (column: ColumnKey) => group.filter(({ doubts }) => !doubts.some((doubt) => doubt.column === column));
  return COMPARED.filter(([column, saidBy]) => new Set(saying(column).map(saidBy)).size > 1).map(([column]) => {
    const message = `Les lignes ${rows} portent le même SIRET et se contredisent sur « ${header.nameOf(column)} ». Gardez la bonne ligne, puis importez de nouveau le fichier.`;
    return say(column, 'LIGNES_CONTRADICTOIRES', message, 'ESAT-26');
  });
}
