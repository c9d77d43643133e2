import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TIERSI_COLUMNS } from '../../domain/tuteur/tiersiFile.ts';
import { protegeRows } from './proteges.ts';

/** The sample of a Tiersi file that ships with Passerelle: what it knows of the tuteurs of the demonstration (O5, O14 of domain.md, AC-40). */
export const TIERSI_FILE = fileURLToPath(new URL('./tiersi-exemple.csv', import.meta.url));

/** Horizon has three establishments; of Cap Sud it knows another SIREN than MCP; the third is a natural person. */
const TUTEURS = [
  { siret: '99992245300017', mcp: '99992245300017', name: 'Association tutélaire Horizon', convention: '19_501' },
  { siret: '99992245300025', mcp: '99992245300017', name: 'Association tutélaire Horizon', convention: '19_501' },
  { siret: '99992245300033', mcp: '99992245300017', name: 'Association tutélaire Horizon', convention: '19_501' },
  { siret: '99994653600011', mcp: '99995255900014', name: 'Tutelles Cap Sud', convention: '19_1401' },
  { siret: '99996100600015', mcp: '99996100600015', name: 'Roux Éliane', convention: '19_1501' },
] as const;

/** The file as text; as many protégés at each SIRET as the sample of protégés has. */
export function makeTiersi(): string {
  const entrusted = protegeRows().map((cells) => cells.at(-1));
  const lines = TUTEURS.map(({ siret, mcp, name, convention }) => [
    siret.slice(0, 9),
    siret,
    mcp,
    name,
    String(entrusted.filter((one) => one === siret).length),
    convention,
  ]);
  return `${[TIERSI_COLUMNS.map(({ header }) => header), ...lines].map((cells) => cells.join(';')).join('\r\n')}\r\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(TIERSI_FILE, makeTiersi());
