import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashPassword } from '../../adapters/identity/passwords.ts';
import { newId } from '../../adapters/store/ids.ts';
import { makeCurrent, releaseOf } from '../../adapters/temporal/release.ts';
import { withoutOpening } from '../../ops/rehearse/otherStory.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { PARTNER } from '../builders/dossier.ts';
import { standingStill, whileClosed } from '../chaos/victims.ts';
import { complete, ELIGIBILITY, importedPeople, send, startDossier, task, untilEnded } from '../people.ts';
import { released, removeReleases } from '../replay/released.ts';
import { eventually, type Running, startProcesses } from '../running.ts';

const PEOPLE = 3;

let running: Running;
beforeAll(async () => {
  running = await startProcesses();
  await openPartner(running.database, await hashPassword(newId()), new Date());
});
afterAll(async () => {
  await running?.stop();
  removeReleases();
});

test('a release comes while an import goes on and a dossier waits: the import ends on its own, the dossier goes over (R5)', async () => {
  const { database, gateway } = running;
  const bundle = await released(withoutOpening);
  const one = await running.startWorker(release('one'));
  await current('one');

  const dossier = await startDossier(running);
  await eventually('the dossier waits', async () => (await stepsOf(dossier)).length > 0);
  expect(await stepsOf(dossier)).toEqual(['one AUTO_UPGRADE']);

  const list = await database.$transaction((tx) => importedPeople(tx, PEOPLE));
  await whileClosed(database, 'user_import_row', async () => {
    await gateway.start({ type: 'userImport', processId: list });
    await eventually(
      'the import is under way',
      async () => (await standingStill(database, '%user_import_row%')).length > 0,
    );
    await running.startWorker({ ...release('two'), workflowBundle: { codePath: bundle } });
    await current('two');
    await send(running, dossier, ELIGIBILITY, PARTNER);
    expect(await stepsOf(dossier)).toEqual(['one AUTO_UPGRADE', 'two AUTO_UPGRADE']);
  });
  await untilEnded(running, list);
  expect(await database.userImportRow.count({ where: { processId: list, state: 'CREE' } })).toBe(PEOPLE);
  await running.client.workflow.getHandle(list).result();
  expect(await stepsOf(list)).toEqual(['one PINNED']);

  // what ended there needs its workers no more, and nothing else does
  await one.stop();
  await task(running, dossier, 'VERIFIER_ELIGIBILITE', 'eligible');
  await complete(running, dossier);
});

/** A deployment of this test's own: the server is every test's. */
const release = (buildId: string) => releaseOf(buildId, running.taskQueue);

/** Makes it so, once its worker asks for work. */
function current(buildId: string): Promise<boolean> {
  const { client, taskQueue: deploymentName } = running;
  return eventually(`${buildId} is current`, () =>
    makeCurrent({ client, deploymentName }, buildId).then(
      () => true,
      () => false,
    ),
  );
}

const BEHAVIOR = ['UNSPECIFIED', 'PINNED', 'AUTO_UPGRADE'];

/** On which releases the steps of a process were taken, each once in their order, and how it follows releases, as its history says. */
async function stepsOf(id: string): Promise<string[]> {
  const { events } = await running.client.workflow.getHandle(id).fetchHistory();
  const steps = (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: step }) =>
    step == null ? [] : [`${step.deploymentVersion?.buildId} ${BEHAVIOR[step.versioningBehavior ?? 0]}`],
  );
  return [...new Set(steps)];
}
