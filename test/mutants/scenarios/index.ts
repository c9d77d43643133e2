import type { Scenario } from '../stage.ts';
import { BATCH_SCENARIOS } from './batches.ts';
import { ESAT_YEAR_SCENARIOS } from './esatYear.ts';
import { PROCESS_SCENARIOS } from './process.ts';
import { REOPENING_SCENARIOS } from './reopening.ts';
import { SWEEP_SCENARIOS } from './sweeps.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...PROCESS_SCENARIOS,
  ...BATCH_SCENARIOS,
  ...REOPENING_SCENARIOS,
  ...SWEEP_SCENARIOS,
  ...ESAT_YEAR_SCENARIOS,
];

/** Files of which every line is to act, and the workflows in which that shows. */
export const MACHINES = [
  { file: 'workflows/process.ts', workflows: [...new Set(PROCESS_SCENARIOS.map(({ workflow }) => workflow))] },
  ...[
    ...new Set(
      [...BATCH_SCENARIOS, ...REOPENING_SCENARIOS, ...SWEEP_SCENARIOS, ...ESAT_YEAR_SCENARIOS].map(
        ({ workflow }) => workflow,
      ),
    ),
  ].map((workflow) => ({
    file: `workflows/${workflow}/workflow.ts`,
    workflows: [workflow],
  })),
  // where mass work goes: beside people's queue, which the stage has by its name where time is skipped
  { file: 'workflows/bulk.ts', workflows: ['userImport'] },
];
