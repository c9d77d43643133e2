import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../api.ts';
import { type PartnerPeople, partnerPeople } from '../partnerPeople.ts';
import { objectsOf93 } from '../tenancy/objects.ts';
import { fuzz, installSchemathesis } from './schemathesis.ts';

/** As nobody, and as each role. */
const CALLERS = [
  'nobody',
  'agent93',
  'admin93',
  'national',
  'operator',
  'administrateur',
  'gestionnaire',
  'utilisateur',
] as const;
/** Of each operation, beside what its parameters' limits ask for. */
const EXAMPLES = 3;
/** Thousands of requests, on a machine that others share. */
const LIMIT_MS = 900_000;
/** R6 over all callers */
const AT_LEAST = 5_000;

let api: TestApi;
let people: PartnerPeople;
let cases = 0;

beforeAll(async () => {
  installSchemathesis();
  api = await startApi();
  await objectsOf93(api);
  people = await partnerPeople(api);
});
afterAll(() => api?.stop());

async function tokenOf(caller: (typeof CALLERS)[number]): Promise<string | null> {
  if (caller === 'nobody') return null;
  if (caller === 'administrateur' || caller === 'gestionnaire' || caller === 'utilisateur')
    return people.tokens[caller];
  return api.as(caller);
}

describe('what is sent by chance (R6)', () => {
  it.each(CALLERS)(
    'as %s: no server error, nothing that the document does not say',
    async (caller) => {
      const run = await fuzz(api.url, await tokenOf(caller), EXAMPLES);
      cases += run.cases;
      expect(run.passed ? '' : run.report.slice(-20_000)).toBe('');
    },
    LIMIT_MS,
  );

  it(`was at least ${AT_LEAST} requests`, () => expect(cases).toBeGreaterThanOrEqual(AT_LEAST));
});
