import { OPENED } from '../../domain/kinds.ts';
import { stateWordsOf } from '../../domain/process/stateLabels.ts';
import { esatOnboardingRoute } from '../../workflows/esatOnboarding/workflow.ts';
import type { CampaignRow, DryRun, Process } from './shapes.ts';

const CASES: Record<string, string> = {
  '1': 'inconnu de MCP et de Habtiers',
  '2': 'connu de Habtiers',
  '3': 'connu de MCP',
  '4': 'connu de MCP et de Habtiers',
};
const VERDICTS = { held: 'retenue', refused: 'refusée', duplicate: 'en double', accepted: 'acceptée' } as const;
const MOST_ROWS = 40;
const NOT_LAUNCHED = 'NON_LANCE';
const words = (state: string) => (state === NOT_LAUNCHED ? 'Pas lancé' : stateWordsOf('esatOnboarding', state));
/** Everything is in place. */
const DONE = esatOnboardingRoute.people.inPlace;

/** The row report of a checked file: counts, then every row that is not simply accepted, with its reasons. */
export function rowReport(checked: DryRun): string {
  const { rows, byUseCase } = checked;
  const cases = Object.entries(byUseCase).map(([useCase, n]) => `cas ${useCase} : ${n}`);
  const stopped = checked.details.filter((row) => row.verdict !== 'accepted');
  const warned = checked.details.length - stopped.length;
  const lines = stopped
    .slice(0, MOST_ROWS)
    .flatMap((row) => [
      `  ligne ${row.row}, ${row.raisonSociale || row.siret} : ${VERDICTS[row.verdict]}`,
      ...row.reasons.filter((reason) => reason.warning !== true).map((reason) => `      ${reason.message}`),
    ]);
  if (stopped.length > MOST_ROWS) lines.push(`  … et ${stopped.length - MOST_ROWS} autres lignes`);
  if (warned > 0) lines.push(`  ${warned} lignes acceptées avec un avertissement`);
  return [
    `${rows.total} lignes : ${rows.accepted} acceptées (${cases.join(', ')}), ${rows.held} retenues, ${rows.refused} refusées, ${rows.duplicate} en double`,
    ...lines,
  ].join('\n');
}

export interface Outcomes {
  table: string;
  /** accepted or released rows whose dossier has not ended with a user of the service */
  unfinished: CampaignRow[];
}

/** The table of outcomes by use case, and who is missing from it. */
export function outcomesOf(rows: readonly CampaignRow[], processes: readonly Process[]): Outcomes {
  const states = new Map(processes.map((process) => [process.id, process.state]));
  const stateOf = (row: CampaignRow) => states.get(row.processId ?? '') ?? NOT_LAUNCHED;
  const dossiers = rows.filter((row) => row.verdict === 'accepted' || row.resolution === 'CORRIGEE');
  const ends = [...new Set([DONE, ...dossiers.map(stateOf)])];
  const cells = Object.keys(CASES).map((useCase) => {
    const of = dossiers.filter((row) => String(row.useCase) === useCase);
    return [
      `${useCase}  ${CASES[useCase]}`,
      ...ends.map((end) => String(of.filter((row) => stateOf(row) === end).length)),
      String(of.length),
    ];
  });
  const sums = [
    '   ensemble',
    ...ends.map((end) => String(dossiers.filter((row) => stateOf(row) === end).length)),
    String(dossiers.length),
  ];
  const held = rows.filter((row) => row.verdict === 'held');
  const count = (list: readonly CampaignRow[], resolution: string | null) =>
    list.filter((row) => row.resolution === resolution).length;
  const left = count(held, null);
  return {
    table: [
      grid([["Cas d'usage", ...ends.map(words), 'Dossiers'], ...cells, sums]),
      '',
      `Services ouverts : ${dossiers.filter((row) => OPENED.includes(stateOf(row))).length} ; dossiers terminés, groupe et premier utilisateur en place : ${dossiers.filter((row) => stateOf(row) === DONE).length}`,
      `Lignes retenues : ${held.length}, dont corrigées et libérées : ${count(held, 'CORRIGEE')}, plus actives : ${count(held, 'INACTIF_NON_REPRIS')}, écartées : ${count(held, 'ECARTEE')}${left > 0 ? `, sans réponse : ${left}` : ''}`,
      `Lignes refusées : ${rows.filter((row) => row.verdict === 'refused').length}`,
      `Lignes en double : ${rows.filter((row) => row.verdict === 'duplicate').length}`,
    ].join('\n'),
    unfinished: dossiers.filter((row) => stateOf(row) !== DONE),
  };
}

function grid(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
