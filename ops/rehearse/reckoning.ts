import type { Deployment } from './deployment.ts';
import { until } from './engine.ts';
import type { Recorded } from './histories.ts';
import { mailsCaught } from './mailpit.ts';

const PATIENCE_S = 120;
const DOSSIER = 'esatOnboarding';
/** Of one Esat that nobody knew, to its end: a bulletin, a contract and its annex, signed by both, and what is opened. */
const OF_EACH = { dossiers: 1, ended: 1, documents: 3, signatures: 6, services: 1, groups: 1, administrateurs: 1 };

/** How much there is, by the facts alone, and how many mails arrived. */
export type Standing = Record<keyof typeof OF_EACH | 'sent' | 'unsent' | 'arrived', number>;

const FACTS = `SELECT json_build_object(
  'dossiers', (SELECT count(*) FROM process WHERE type = '${DOSSIER}'),
  'ended', (SELECT count(*) FROM process WHERE type = '${DOSSIER}' AND state = 'TERMINE'),
  'documents', (SELECT count(*) FROM document WHERE state = 'ACTIF'),
  'signatures', (SELECT count(*) FROM signature WHERE voided_at IS NULL),
  'services', (SELECT count(*) FROM opened_service WHERE state = 'OUVERTE'),
  'groups', (SELECT count(*) FROM user_group WHERE role = 'ESAT'),
  'administrateurs', (SELECT count(*) FROM app_user WHERE administrateur_since IS NOT NULL),
  'sent', (SELECT count(*) FROM mail WHERE state = 'PRIS'),
  'unsent', (SELECT count(*) FROM mail WHERE state <> 'PRIS'))`;

/** What stands once no mail waits to leave. */
export async function standingOf(deployment: Deployment, catcher: string): Promise<Standing> {
  const waiting = "SELECT count(*) FROM mail WHERE state IN ('A_ENVOYER', 'EN_COURS')";
  await until('every mail has left', PATIENCE_S, async () => (await deployment.sql(waiting)) === '0');
  return { ...JSON.parse(await deployment.sql(FACTS)), arrived: await mailsCaught(catcher) };
}

/** What so many dossiers should have added, and what it is where it is otherwise, a line each. */
export function differences(before: Standing, after: Standing, dossiers: number): string[] {
  const added = (what: keyof Standing) => after[what] - before[what];
  const wrong = Object.entries(OF_EACH).flatMap(([what, each]) =>
    added(what as keyof Standing) === each * dossiers
      ? []
      : [`${added(what as keyof Standing)} ${what} in place of ${each * dossiers}`],
  );
  if (added('unsent') !== 0) wrong.push(`${added('unsent')} mails that did not leave`);
  if (added('arrived') !== added('sent')) wrong.push(`${added('sent')} mails left, and ${added('arrived')} arrived`);
  return wrong;
}

/** On a busy machine a program may not reach Temporal in time. */
const TRIES = 3;

/** What Temporal recorded of all that was under way since an instant. */
export async function recordedSince(deployment: Deployment, since: string): Promise<Recorded[]> {
  const script = ['node', '--import', 'tsx', 'ops/rehearse/histories.ts', since];
  for (let tried = 1; ; tried += 1)
    try {
      return JSON.parse(await deployment.exec('api', script)) as Recorded[];
    } catch (error) {
      if (tried === TRIES) throw error;
    }
}

/**
 * What no release may do, a line each: fail a task for its story, end an execution otherwise than its story does, take along what is pinned. What the way
 * back has begin anew is ended by it (`TERMINATED`), and may have been tried by the former release at the very instant.
 */
export function broken(runs: readonly Recorded[]): string[] {
  return runs.flatMap(({ type, id, status, releases, pinned, failed }) => {
    const named = `${type} ${id}, by ${releases.map((release) => `« ${release} »`).join(', ')}`;
    const begunAnew = status === 'TERMINATED' && !pinned;
    if (failed[0] !== undefined && !begunAnew) return [`${named}: ${failed[0]}`];
    if (pinned && releases.length > 1) return [`${named}: is pinned, and moved`];
    const well = begunAnew || ['RUNNING', 'COMPLETED', 'CONTINUED_AS_NEW'].includes(status);
    return well ? [] : [`${named}: ${status}`];
  });
}

export function dossiersOf(runs: readonly Recorded[]): Recorded[] {
  return runs.filter(({ type }) => type === DOSSIER);
}

/** How many these are. */
export function count(runs: readonly Recorded[]): number {
  return runs.reduce((sum, run) => sum + run.count, 0);
}

/** How many went on with the one release after the other. */
export function moved(runs: readonly Recorded[], from: string, to: string): number {
  return count(runs.filter(({ releases }) => releases.some((one, at) => one === from && releases[at + 1] === to)));
}

/** How many began on this release. */
export function begunOn(runs: readonly Recorded[], release: string): number {
  return count(runs.filter(({ releases }) => releases[0] === release));
}
