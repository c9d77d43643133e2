import { presence } from '../adapters/presence.ts';
import type { Database } from '../adapters/store/prisma.ts';
import { completeClosing } from '../adapters/store/tuteur/completeClosing.ts';
import { launchCorrections } from '../adapters/store/tuteur/launchCorrections.ts';
import { openWave } from '../adapters/store/tuteur/openWave.ts';
import { loadGround, loadReopening } from '../adapters/store/tuteur/reopeningStore.ts';
import { DEFAULT_POLICY, type Policy } from '../domain/policy/policy.ts';
import { PROTEGE_COLUMNS } from '../domain/protege/read.ts';
import { projectReopening, reopeningToHold } from '../domain/tuteurReopening/decide.ts';
import type { TestApi } from './api.ts';

/** One line of a Tiersi file. */
export interface TiersiTestLine {
  siret: string;
  mcp: string;
  proteges?: number | string;
  name?: string;
  siren?: string;
}

/** A Tiersi file as Excel saves one. */
export function tiersiCsv(
  lines: readonly TiersiTestLine[],
  separator = ';',
  encoding: BufferEncoding = 'utf8',
): Buffer {
  const head = ['SIREN', 'SIRET Tiersi', 'SIRET MCP', 'Raison sociale', 'Nombre de protégés', 'N° convention MCP'];
  const rows = lines.map(({ siret, mcp, proteges = 10, name = `Tutelles ${mcp}`, siren = siret.slice(0, 9) }) => [
    ...[siren, siret, mcp, name, String(proteges), ''],
  ]);
  return Buffer.from([head, ...rows].map((row) => row.join(separator)).join('\r\n'), encoding);
}

/** Does what the workflow of a reopening does by itself, at the clock of the test, until it only waits. */
export async function workOn(
  db: Database,
  id: string,
  at: Date,
  { policy = DEFAULT_POLICY, started = [] as string[] }: { policy?: Policy; started?: string[] } = {},
): Promise<string> {
  const deps = { policy, mailboxOf: (caf: string) => `agent@caf${caf}.example` };
  const ground = { people: presence(), stopping: () => true };
  const gateway = {
    start: async ({ processId }: { processId: string }) => {
      started.push(processId);
    },
    deliver: async () => 'delivered' as const,
    alive: async () => true,
  };
  for (let step = 0; step < 50; step += 1) {
    const held = await db.$transaction(async (tx) => {
      const reopening = await loadReopening(tx, id);
      return reopeningToHold(reopening, projectReopening(reopening, await loadGround(tx, reopening, at), policy));
    });
    if (held.state === 'CORRECTIONS_A_LANCER') await launchCorrections(db, gateway, { ...deps, ...ground }, id, at);
    else if (held.state === 'VAGUE_A_OUVRIR') await openWave(db, deps, id, at);
    else if (held.state === 'FERMETURE_A_ACHEVER') await completeClosing(db, id);
    else return held.state;
  }
  throw new Error('it never only waits');
}

/** Uploads a Tiersi file as the Cnaf does. */
export async function uploadTiersi(
  api: TestApi,
  path: string,
  file: Buffer,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  return upload(api, path, file, fields, headers);
}

async function upload(
  api: TestApi,
  path: string,
  file: Buffer,
  fields: Record<string, string>,
  headers: Record<string, string>,
  token?: string,
) {
  const raw = new FormData();
  for (const [name, value] of Object.entries(fields)) raw.append(name, value);
  raw.append('file', new Blob([new Uint8Array(file)]), 'fichier.csv');
  return api.call('POST', path, { token: token ?? (await api.as('national')), raw, headers });
}

/** A file of protégés as Excel saves one; whoever is not named otherwise is Odette Vautrin, under tutelle. */
export function protegesCsv(lines: readonly { number: string; siret: string; name?: string; ends?: string }[]): Buffer {
  const rows = lines.map(({ number, siret, name = 'Vautrin', ends = '' }) =>
    [number, name, 'Odette', '11/02/1948', 'Tutelle', ends, siret].join(';'),
  );
  return Buffer.from([PROTEGE_COLUMNS.map(({ header }) => header).join(';'), ...rows].join('\r\n'));
}

/** Uploads a file of protégés as the Cnaf does; `token`: of somebody else, or of a later sign-in. */
export async function uploadProteges(api: TestApi, file: Buffer, fields: Record<string, string> = {}, token?: string) {
  return upload(api, '/tuteur/proteges/import', file, fields, {}, token);
}

/** The same lines as rows of a sheet, header first. */
export function tiersiRows(lines: readonly TiersiTestLine[]): { row: number; cells: string[] }[] {
  return tiersiCsv(lines)
    .toString()
    .split('\r\n')
    .map((line, index) => ({ row: index + 1, cells: line.split(';') }));
}

/** Tiersi's newest file names this SIRET, with protégés. */
export async function tiersiKnows(db: Database, siret: string, at: Date): Promise<void> {
  const process = {
    id: 'tiersi',
    businessKey: 'tiersi',
    linkRef: 'tiersi',
    startKey: 'tiersi',
    createdAt: at,
    since: at,
  };
  const words = {
    type: 'tuteurReopening',
    caf: 'CNAF',
    label: 'x',
    state: 'CONTROLE_SIRET',
    createdBy: 'x',
    facts: {},
  };
  await db.process.create({ data: { ...process, ...words } });
  const line = { processId: 'tiersi', row: 1, verdict: 'LUE', reasons: [], raisonSociale: 'x' };
  await db.tiersiLine.create({ data: { ...line, siren: siret.slice(0, 9), siret, siretMcp: siret, proteges: 12 } });
}
