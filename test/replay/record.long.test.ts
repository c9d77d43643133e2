import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Running, startProcesses } from '../running.ts';
import { replay } from './replay.ts';
import type { Scenario } from './scenarios.ts';

/** `RECORD=1` (npm run histories) keeps what is played here as the histories of replay.test.ts; otherwise it is replayed at once. */
const HERE = path.dirname(fileURLToPath(import.meta.url));
const FOLDER = path.join(HERE, 'histories');
/** Every branch, as the files beside this one tell them. */
const SCENARIOS: Scenario[] = [];
for (const file of readdirSync(HERE).filter((name) => /scenarios\.ts$/i.test(name)))
  SCENARIOS.push(
    ...Object.values<Scenario[]>(await import(`./${file}`))
      .filter(Array.isArray)
      .flat(),
  );

let running: Running;
afterEach(() => running?.stop());

describe('every branch, played now, replays on the workflows of now (R3, R4)', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', async (name, scenario) => {
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
