import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Running, startProcesses } from '../running.ts';
import { ACCOUNT_SCENARIOS } from './accountScenarios.ts';
import { CAMPAIGN_SCENARIOS } from './campaignScenarios.ts';
import { CASE_SCENARIOS } from './caseScenarios.ts';
import { CONTRACT_SCENARIOS } from './contractScenarios.ts';
import { CONTROL_SCENARIOS } from './controlScenarios.ts';
import { OWN_SCENARIOS } from './ownScenarios.ts';
import { REPLACEMENT_SCENARIOS } from './replacementScenarios.ts';
import { replay } from './replay.ts';
import { REQUEST_SCENARIOS } from './requestScenarios.ts';
import { SCENARIOS } from './scenarios.ts';
import { SUPPORT_SCENARIOS } from './supportScenarios.ts';

/** `RECORD=1` (npm run histories) keeps what is played here as the histories of replay.test.ts; otherwise it is replayed at once. */
const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'histories');
let running: Running;
afterEach(() => running?.stop());

describe('every branch, played now, replays on the workflows of now (R3, R4)', () => {
  test.each(
    [
      ...OWN_SCENARIOS,
      ...SCENARIOS,
      ...REQUEST_SCENARIOS,
      ...CAMPAIGN_SCENARIOS,
      ...ACCOUNT_SCENARIOS,
      ...CASE_SCENARIOS,
      ...SUPPORT_SCENARIOS,
      ...CONTROL_SCENARIOS,
      ...CONTRACT_SCENARIOS,
      ...REPLACEMENT_SCENARIOS,
    ].map((scenario) => [scenario.name, scenario] as const),
  )('%s', async (name, scenario) => {
    running = await startProcesses(scenario.policy, { encrypted: false });
    const worker = await running.startWorker();
    const played = await scenario.play(running);
    const { workflowId, runId } = typeof played === 'string' ? { workflowId: played, runId: undefined } : played;
    await new Promise((resolve) => setTimeout(resolve, 300)); // the last workflow task is on its way
    const history = await running.client.workflow.getHandle(workflowId, runId).fetchHistory();
    await worker.stop();
    const text = JSON.stringify(
      history,
      (key, value) => (key === 'identity' || key === 'workerVersion' ? undefined : value),
      1,
    );
    expect(history.events?.length ?? 0).toBeLessThan(1_000);
    expect(text.length).toBeLessThan(1_000_000);
    await replay(JSON.parse(text));
    // what is kept is of a released workflow: it is written once, and never again
    const file = path.join(FOLDER, `${name}.json`);
    if (process.env.RECORD !== undefined && !existsSync(file)) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, `${text}\n`);
    }
  });
});
