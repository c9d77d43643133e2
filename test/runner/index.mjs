// The runner of the `stack` project: test files in bare Node.js, several in one process, so that what a file imports is read once and not
// once per file (a third of the time of `npm test` was that). Processes, not threads: Temporal's core does not live in those.
import { createRunner } from 'jest-light-runner';
import Tinypool from 'tinypool';

const WORKER = new URL('./worker-runner.js', import.meta.resolve('jest-light-runner')).href;
const ASKS = 'jest-light-runner-get-worker-data';

/**
 * Each process asks what it works for, and is answered by itself. The library keeps one list of who listens: the first question answered them all, and
 * a process that was not listening yet when another asked waited for ever, without a word.
 */
export default class extends createRunner({ runtime: 'child_process' }) {
  _runTest(test) {
    const { config: projectConfig } = test.context;
    if (this._runtime === 'child_process' && !this._testRunners.has(projectConfig))
      this._testRunners.set(projectConfig, this._poolOf(projectConfig));
    return super._runTest(test);
  }

  _poolOf(projectConfig) {
    const { _globalConfig: globalConfig, _runtime: runtime } = this;
    const workerData = { globalConfig, projectConfig, runtime };
    const { maxWorkers } = globalConfig;
    const pool = new Tinypool({
      ...{ filename: WORKER, runtime, minThreads: maxWorkers, maxThreads: maxWorkers },
      ...{ env: process.env, trackUnmanagedFds: false, workerData },
    });
    return { pool, run: ({ path }) => pool.run(path, { channel: answering(workerData) }) };
  }
}

/** The way between one process and us, for the time of one file. */
function answering(workerData) {
  let tell = () => {};
  return {
    onMessage(listener) {
      tell = listener;
    },
    postMessage(message) {
      if (message === ASKS) tell({ type: 'jest-light-runner-worker-data', workerData });
    },
  };
}
