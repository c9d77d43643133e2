import { type Check, expect, ready } from './checks.ts';
import type { Deployment } from './deployment.ts';
import { lastLines, must, until } from './engine.ts';
import { heldPurge } from './heldPurge.ts';
import { makeNextImage, tagOurs } from './images.ts';
import type { Load } from './load.ts';
import {
  begunOn,
  broken,
  count,
  differences,
  dossiersOf,
  moved,
  recordedSince,
  type Standing,
  standingOf,
} from './reckoning.ts';

const PATIENCE_S = 120;
const FORMER = 'une';
const NEXT = 'deux';
/** Dossiers that are under way before the next step. */
const SOME = 3;
/** What the file leaves a worker to end its activities. */
const GRACE_S = 20;

/**
 * Releases with versions as docs/operations.md tells an operator (« Releases », by the numbers there): a first one that has a build; under `load`, the next
 * one with another story in its bundle, and back to the former; then what became of all that was under way. `catcher`: where mails arrive.
 */
export function releases(load: Load, catcher: string): readonly Check[] {
  let before: Standing;
  let since = '';
  let begunAnew = 0;

  async function first(deployment: Deployment): Promise<string> {
    await startBeside(deployment, FORMER);
    const said = await release(deployment, FORMER);
    await putInPlace(deployment, FORMER);
    return said;
  }

  async function next(deployment: Deployment): Promise<string> {
    await ready(deployment);
    before = await standingOf(deployment, catcher);
    since = await deployment.sql(`SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);
    load.begin();
    await makeNextImage(FORMER);
    await deployment.job('migrate');
    await startBeside(deployment, NEXT);
    const letGo = await heldPurge(deployment);
    await underWay(deployment, load);
    const said = await release(deployment, NEXT);
    await followed(deployment, load, since);
    const [stays] = new RegExp(`\\d+ under way end on « ${FORMER} »`).exec(await release(deployment)) ?? [];
    expect(stays !== undefined, 'what is pinned stays where it began');
    await letGo();
    const held = await nothingHeld(deployment, load);
    await putInPlace(deployment, NEXT);
    return `${said}\n    ${stays}, a purge; then: ${held}`;
  }

  async function back(deployment: Deployment): Promise<string> {
    await tagOurs(FORMER, { from: true });
    await startBeside(deployment, FORMER);
    await underWay(deployment, load);
    const said = await release(deployment, '--back', FORMER);
    begunAnew = Number(/(\d+) executions that went by/.exec(said)?.[1]);
    const held = await nothingHeld(deployment, load);
    await putInPlace(deployment, FORMER);
    return `${said}\n    ${held}`;
  }

  async function afterwards(deployment: Deployment): Promise<string> {
    const dossiers = await load.end();
    const after = await standingOf(deployment, catcher);
    const wrong = differences(before, after, dossiers);
    expect(wrong.length === 0, `${dossiers} dossiers came to their end; there are ${wrong.join(', ')}`);
    const runs = await recordedSince(deployment, since);
    holdUp(broken(runs));
    const ended = count(runs.filter(({ status }) => status === 'TERMINATED'));
    expect(ended === begunAnew, `${begunAnew} began anew, and ${ended} were ended for it`);
    const lines = await deployment.sql("SELECT count(*) FROM audit_line WHERE action = 'release.begunAnew'");
    expect(Number(lines) === begunAnew, `the journal tells ${begunAnew} that began anew: ${lines}`);
    const [up, down] = [moved(dossiersOf(runs), FORMER, NEXT), moved(runs, NEXT, FORMER)];
    // either way: who has gone by no passage moves only where something comes for it
    expect(begunAnew + down > 0, `some went back: ${begunAnew} began anew, ${down} moved`);
    const pinned = count(runs.filter((run) => run.pinned));
    return [
      `${dossiers} dossiers, each to its end, ${after.sent - before.sent} mails, each once`,
      `${up} of them moved from « ${FORMER} » to « ${NEXT} », ${begunOn(dossiersOf(runs), NEXT)} began there; ${down} executions moved back, ${begunAnew} began anew`,
      `${count(runs)} histories: no task failed for its story but of what began anew; ${pinned} pinned, each on one release to its end`,
    ].join('\n    ');
  }

  return [
    ['a first release that has a build', first],
    ['the next one, with another story, while people act', next],
    ['back to the former one, while people act', back],
    ['nothing was lost on the way', afterwards],
  ];
}

/** 2: a worker of what is ours now, under a name of its own. */
async function startBeside(deployment: Deployment, build: string): Promise<void> {
  const named = ['-d', '--name', `worker-${build}`, '-e', `WORKER_BUILD_ID=${build}`];
  await composed(deployment, ['run', '--no-deps', ...named, 'worker']);
  await deployment.healthy();
}

/** 3: the operator's command, by the code of what is ours now; what it says. */
async function release(deployment: Deployment, ...args: string[]): Promise<string> {
  const text = await deployment.job('api', ['node', '--import', 'tsx', 'ops/release.ts', ...args]);
  return text
    .split('\n')
    .filter((line) => /«.+»|another release/.test(line))
    .join(' ');
}

/** 4: `.env` names it and the services are its own; the one that helped out goes. */
async function putInPlace(deployment: Deployment, build: string): Promise<void> {
  deployment.variables.WORKER_BUILD_ID = build;
  // `docker compose up -d` sees by itself that the image is another
  for (const service of ['worker', 'api']) await deployment.remove(service);
  await composed(deployment, ['up', '-d', '--no-build', '--no-deps', 'worker', 'api']);
  await deployment.healthy();
  await must('podman', ['stop', '-t', String(GRACE_S), `worker-${build}`]);
  await must('podman', ['rm', `worker-${build}`]);
}

async function composed(deployment: Deployment, args: readonly string[]): Promise<void> {
  const { code, text } = await deployment.compose(args);
  if (code !== 0) throw new Error(`podman-compose ${args.join(' ')} ended with ${code}:\n${lastLines(text, 15)}`);
}

/** Waits until people have brought some dossiers half-way. */
async function underWay(deployment: Deployment, load: Load): Promise<void> {
  const open = "SELECT count(*) FROM process WHERE type = 'esatOnboarding' AND closed_at IS NULL";
  await until('dossiers are under way', PATIENCE_S, async () => {
    load.goesOn();
    return Number(await deployment.sql(open)) >= SOME;
  });
}

/** Waits until some have moved to the next release, and others begun there; throws as soon as one cannot. */
async function followed(deployment: Deployment, load: Load, since: string): Promise<void> {
  await until(`dossiers go on with « ${NEXT} », and others begin there`, PATIENCE_S, async () => {
    const runs = await recordedSince(deployment, since);
    holdUp(broken(runs));
    load.goesOn();
    const dossiers = dossiersOf(runs);
    return moved(dossiers, FORMER, NEXT) >= SOME && begunOn(dossiers, NEXT) >= SOME;
  });
}

/** Waits until nothing under way ends on a release that is to be taken away; what the command says then. */
async function nothingHeld(deployment: Deployment, load: Load): Promise<string> {
  let said = '';
  await until('what is pinned has ended', PATIENCE_S, async () => {
    load.goesOn();
    said = await release(deployment);
    return /Nothing under way/.test(said);
  });
  return said;
}

function holdUp(lines: readonly string[]): void {
  if (lines.length > 0) throw new Error(`A release may not do this:\n  ${lines.slice(0, 5).join('\n  ')}`);
}
