import { statusOf } from '../../api/problem.ts';
import type { Status } from '../../api/status.ts';
import type { Code } from '../../domain/codes.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import { typed } from './body.ts';
import type { FormState } from './form.tsx';
import type { Visit } from './visit.ts';

/**
 * Answers a form: carries out its wish. Succeeds: `done`. Refused for what was typed, or for the moment (409, 422, 403 of a code): `again` shows the
 * form with every fault and what was typed, under the refusal's own status. Anything else goes on as it is.
 */
export async function answerForm<T>(
  visit: Visit,
  formId: string,
  wish: () => Promise<T>,
  done: (result: T) => void | Promise<void>,
  again: (form: FormState, status: number) => void | Promise<void>,
): Promise<void> {
  let result: T;
  try {
    result = await wish();
  } catch (error) {
    if (!(error instanceof DomainError) || !SHOWN.has(statusOf(error.code)) || PASSED.has(error.code)) throw error;
    await again({ id: formId, values: typed(visit.body), faults: faultsOf(error) }, statusOf(error.code));
    return;
  }
  await done(result);
}

/** Refusals that a form shows on itself. */
const SHOWN: ReadonlySet<Status> = new Set([401, 403, 409, 412, 413, 415, 422, 429, 503]);
/** … except those about who asks. */
const PASSED: ReadonlySet<Code> = new Set(['NON_AUTHENTIFIE', 'ACTION_NON_PERMISE', 'ORIGINE_REFUSEE', 'INDISPONIBLE']);

function faultsOf(error: DomainError): Fault[] {
  const faults = error.faults.filter((fault) => fault.path !== 'processId');
  return faults.length > 0 ? faults : [{ path: '', code: error.code, message: error.message, rule: error.rule }];
}
