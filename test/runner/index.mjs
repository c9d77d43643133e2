// The runner of the `stack` project: test files in bare Node.js, several in one process, so that what a file imports is read once and not
// once per file (a third of the time of `npm test` was that). Processes, not threads: Temporal's core does not live in those.
import { createRunner } from 'jest-light-runner';

export default createRunner({ runtime: 'child_process' });
