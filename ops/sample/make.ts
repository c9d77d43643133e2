import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import writeXlsxFile from 'write-excel-file/node';
import { inflate, packStored } from '../../adapters/files/spreadsheet/zip.ts';
import { COLUMNS } from '../../domain/esat/columns.ts';
import { isLuhnValid } from '../../domain/formats/siret.ts';
import { type SampleLine, sampleLines } from './lines.ts';

/** The sample list that ships with Passerelle: invented organisations only. */
export const SAMPLE_FILE = fileURLToPath(new URL('./partenaires-exemple.xlsx', import.meta.url));

/** Appends the digit that makes the whole pass Luhn's key (FMT-2). */
function withKey(digits: string): string {
  const key = [...'0123456789'].find((candidate) => isLuhnValid(digits + candidate));
  return `${digits}${key}`;
}

/** SIRET of an invented establishment: SIREN prefix 9999, which no real organisation bears. */
export function inventedSiret(organisation: number, establishment: number): string {
  const siren = withKey(`9999${String(6000 + organisation * 37)}`);
  return withKey(siren + String(establishment).padStart(4, '0'));
}

function cellsOf(line: SampleLine): string[] {
  const siret = line.siret ?? inventedSiret(line.organisation, line.establishment ?? 1);
  const known = line.mode !== undefined || line.number !== undefined || line.conventionOf !== undefined;
  const conventionSiret = known ? inventedSiret(line.organisation, line.conventionOf ?? line.establishment ?? 1) : '';
  return [
    siret,
    line.name,
    line.street,
    line.postCode,
    line.town,
    line.departement,
    line.email ?? `contact@${line.domain}.example`,
    line.phone,
    known ? 'Oui' : 'Non',
    line.number ?? '',
    conventionSiret,
    line.mode ?? '',
    line.habtiers === undefined ? 'Non' : 'Oui',
    line.habtiers ?? '',
  ];
}

/** Makes the workbook; the same bytes every time, as the archive is packed again without dates. */
export async function makeSample(lines: readonly SampleLine[] = sampleLines): Promise<Buffer> {
  const header = COLUMNS.map((column) => ({ value: column.header, fontWeight: 'bold' as const }));
  const rows = lines.map((line) => cellsOf(line).map((value) => (value === '' ? null : { value, type: String })));
  const columns = COLUMNS.map(({ key }) => ({ width: key === 'raisonSociale' || key === 'courriel' ? 36 : 20 }));
  const workbook = await writeXlsxFile([header, ...rows], {
    sheet: 'Partenaires',
    columns,
    stickyRowsCount: 1,
  }).toBuffer();
  return packStored(await inflate(workbook, 5_000_000, () => true));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(SAMPLE_FILE, await makeSample());
}
