import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MEASURE_CODES, measureOf } from '../../domain/protege/measures.ts';
import { PROTEGE_COLUMNS } from '../../domain/protege/read.ts';

/** The sample of protégés that ships with Passerelle: invented people only, entrusted to Horizon's three establishments and to Cap Sud. */
export const PROTEGES_FILE = fileURLToPath(new URL('./proteges-exemple.csv', import.meta.url));

/** O5 and O14 (domain.md §16), the latter under the SIREN that Tiersi has for it (AC-40). */
const ESTABLISHMENTS = [
  { siret: '99992245300017', people: 9 },
  { siret: '99992245300025', people: 14 },
  { siret: '99992245300033', people: 5 },
  { siret: '99994653600011', people: 4 },
] as const;

const LAST = ['Auberive', 'Bréchard', 'Colinet', 'Dauvergne', 'Estienne', 'Fontanel', 'Guérinot', 'Hauteserre'];
const FIRST = [
  'Odette',
  'Marcel',
  'Simone',
  'Kévin',
  'Yvonne',
  'Mehdi',
  'Léontine',
  'Gaston',
  'Aïcha',
  'Lucien',
  'Inès',
];

/** Its rows under their header: the same every time. */
export function protegeRows(): string[][] {
  const header = PROTEGE_COLUMNS.map((column) => column.header);
  const lines = ESTABLISHMENTS.flatMap(({ siret, people }, which) =>
    Array.from({ length: people }, (_, nth) => line(siret, which * 20 + nth)),
  );
  return [header, ...lines];
}

/** The file as text. */
export function makeProteges(): string {
  return `${protegeRows()
    .map((cells) => cells.join(';'))
    .join('\r\n')}\r\n`;
}

function line(siret: string, nth: number): string[] {
  const last = LAST[nth % LAST.length] ?? '';
  const first = FIRST[nth % FIRST.length] ?? '';
  const birth = `${two(1 + ((nth * 7) % 28))}/${two(1 + ((nth * 5) % 12))}/${1938 + ((nth * 11) % 62)}`;
  // most are under tutelle; each other nature is there, one measure ends, one has ended
  const measure =
    MEASURE_CODES[nth % 3 === 2 ? 1 + (Math.floor(nth / 3) % (MEASURE_CODES.length - 1)) : 0] ?? 'TUTELLE';
  const ends = nth % 6 === 1 ? `31/12/${2028 + (nth % 4)}` : nth % 13 === 4 ? '30/06/2024' : '';
  return [`99${String(10_000 + nth * 37)}`, last, first, birth, measureOf(measure).label, ends, siret];
}

const two = (n: number): string => String(n).padStart(2, '0');

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(PROTEGES_FILE, makeProteges());
