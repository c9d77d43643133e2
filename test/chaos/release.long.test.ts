import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { currentRelease, goBack, makeCurrent } from '../../adapters/temporal/release.ts';
import { withoutOpening } from '../../ops/rehearse/otherStory.ts';
import { isKnown } from '../../workflows/stories.ts';
import { released, removeReleases } from '../replay/released.ts';
import { eventually } from '../running.ts';
import { workflowBundlePath } from '../stack.ts';
import { People } from './people.ts';
import { brokenPromises, mailsLeft, pause, startVictims, type Victims } from './victims.ts';

/** Onboardings that begin before, between and just as the release is taken back; RELEASE_DOSSIERS says how many each time. */
const EACH = Number(process.env.RELEASE_DOSSIERS ?? 15);
const DOSSIERS = 3 * EACH;

let victims: Victims;
let people: People;

beforeAll(async () => {
  victims = await startVictims({ WORKER_BUILD_ID: 'one', WORKFLOW_BUNDLE: workflowBundlePath() });
  people = new People(victims.apiUrl, victims.database, victims.keys);
});
afterAll(async () => {
  await victims?.stop();
  removeReleases();
});

async function drive(seed: number): Promise<void> {
  const id = await people.onboard(seed, () => pause(100));
  while (!(await people.next(id).catch(() => false))) await pause(100);
}

describe('a release with another story comes, and is taken back, while people act (R5)', () => {
  test(`${DOSSIERS} onboardings: nothing is lost, nothing stands still, and the workers of the one that was taken back stop at once`, async () => {
    const { client, database } = victims;
    const bundle = await released(withoutOpening);
    await eventually('the first release is current', () => becameCurrent('one'));
    const driven: Promise<void>[] = [];
    const begin = (seed: number) => {
      for (let index = 0; index < EACH; index += 1) driven.push(drive(seed + index));
    };
    begin(3000);
    await underWay('some go by the first story', 'TemporalChangeVersion IS NULL');

    const second = victims.startWorker({ WORKER_BUILD_ID: 'two', WORKFLOW_BUNDLE: bundle });
    await eventually('the second release is current', () => becameCurrent('two'));
    begin(4000);
    await underWay('some go by the passage of the second', "TemporalChangeVersion = 'noOpening'");

    begin(5000);
    const { begunAnew, kept } = await goBack({ client, database }, { to: 'one', from: 'two', knows: isKnown });
    second.kill('SIGKILL');
    expect(await currentRelease({ client })).toBe('one');
    expect(begunAnew).toBeGreaterThan(0);
    expect(kept).toBe(0);
    await Promise.all(driven);
    // the journal tells it, of the installation and of each
    const told = await database.auditLine.groupBy({
      by: ['action'],
      where: { action: { startsWith: 'release.' } },
      _count: true,
    });
    expect(Object.fromEntries(told.map(({ action, _count }) => [action, _count]))).toEqual({
      'release.back': 1,
      'release.begunAnew': begunAnew,
    });

    // an independent count, from the facts alone
    const [counts] = await database.$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM process WHERE type = 'esatOnboarding' AND state = 'TERMINE') AS finished,
             (SELECT count(*)::int FROM document WHERE state = 'ACTIF') AS documents,
             (SELECT count(*)::int FROM app_user WHERE administrateur_since IS NOT NULL) AS administrateurs,
             (SELECT count(*)::int FROM user_group WHERE role = 'ESAT') AS groups,
             (SELECT count(*)::int FROM opened_service WHERE state = 'OUVERTE') AS services,
             (SELECT count(*)::int FROM signature WHERE voided_at IS NULL) AS signatures`;
    const each = { finished: DOSSIERS, administrateurs: DOSSIERS, groups: DOSSIERS, services: DOSSIERS };
    expect(counts).toEqual({ ...each, documents: 3 * DOSSIERS, signatures: 6 * DOSSIERS });
    await mailsLeft(database);
    expect(await database.mail.count({ where: { template: { not: 'MAIL-50' } } })).toBe(8 * DOSSIERS);
    expect(await brokenPromises(victims)).toEqual([]);

    await eventually('every dossier’s execution has ended', async () => {
      const { count } = await client.workflow.count("ExecutionStatus='Running' AND WorkflowType='esatOnboarding'");
      return count === 0;
    });
  }, 1_200_000);
});

/** Some dossiers are where the test wants them. */
function underWay(what: string, where: string): Promise<boolean> {
  const query = `ExecutionStatus = 'Running' AND WorkflowType = 'esatOnboarding' AND ${where}`;
  return eventually(what, async () => (await victims.client.workflow.count(query)).count >= EACH / 3);
}

/** Its worker asks for work only a moment after its start. */
async function becameCurrent(buildId: string): Promise<boolean> {
  return makeCurrent({ client: victims.client }, buildId).then(
    () => true,
    () => false,
  );
}
