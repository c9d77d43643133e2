import { DefaultLogger, IllegalStateError, Runtime } from '@temporalio/worker';

/** Temporal's core tells errors only. One runtime serves all test files of a process: whoever comes first makes it. */
export function quietRuntime(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
