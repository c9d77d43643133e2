import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { AuditDraft } from '../../domain/decision/journal.ts';
import { restoredLine } from '../../domain/operations/lines.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { QUEUES } from '../../domain/process/queues.ts';
import type { Database } from '../store/prisma.ts';
import { doubtUnsent, factsOf, tellByCommand } from '../store/restored.ts';
import { type OpenProcess, openAmong, openProcesses } from '../store/underWay.ts';
import { beginAnew, patiently } from './beginAnew.ts';
import { ensureSchedules, triggerMissed } from './schedules.ts';

/** What two stores of different instants were brought to. */
export interface Reconciled {
  /** both knew it as under way; where each stood was not asked */
  both: number;
  /** the facts know it, Temporal does not */
  unknown: number;
  /** the facts have it under way, Temporal as ended */
  endedThere: number;
  /** Temporal had it under way, the facts know nothing of it or have it ended */
  stopped: number;
  /** mails that may have left before the failure */
  doubted: number;
  /** Schedules whose instant fell into what may be lost: they were begun */
  missed: string[];
}

const BATCH = 100;
const AT_ONCE = 8;
/** It holds nothing of the facts: its loops ask them. */
const KEPT = 'dispatcher';

/**
 * After a restore: facts rule (ADR 1), so that Temporal is brought to them, whichever is the older. Every process that has not ended begins anew by reading
 * where it stands, as one that continues as new does (`workflows/process.ts`), whatever Temporal held of it; what it holds beside that is ended:
 * what a Schedule began, or would have begun since the instant of the facts, it begins again. What only one of them knew is told in the journal, a line
 * each. Safe to break off and to run again; meant for before API and workers run, and no harm beside them.
 */
export async function reconcile(
  {
    client,
    database,
    policy,
  }: { client: Client; database: Database; policy: Pick<Policy, 'controlOn' | 'esatWindow'> },
  at: Date,
  taskQueue: string = QUEUES.people,
): Promise<Reconciled> {
  const done: Reconciled = { both: 0, unknown: 0, endedThere: 0, stopped: 0, doubted: 0, missed: [] };
  const since = await factsOf(database);
  done.doubted = await doubtUnsent(database, at);
  const running = await runningIds(client);
  for (let rest = [...running]; rest.length > 0; rest = rest.slice(BATCH)) {
    const ids = rest.slice(0, BATCH);
    const open = await openAmong(database, ids);
    const strays = ids.filter((id) => !open.has(id) && id !== KEPT);
    const told = strays.map((id) => ({ process: null, line: restoredLine('stopped', id) }));
    await tellByCommand(database, told, at);
    await inTurns(strays, (id) => stop(client, id));
    done.stopped += strays.length;
  }
  let last = '';
  for (;;) {
    const batch = await openProcesses(database, BATCH, last);
    if (batch.length === 0) break;
    last = batch.at(-1)?.id ?? '';
    const news: { process: OpenProcess; line: AuditDraft }[] = [];
    await inTurns(batch, async (process) => {
      const had = running.has(process.id) ? 'both' : (await ended(client, process.id)) ? 'endedThere' : 'unknown';
      done[had] += 1;
      if (had !== 'both') news.push({ process, line: restoredLine(had, process.id) });
    });
    await tellByCommand(database, news, at);
    await inTurns(batch, (process) => beginAnew(client, process, taskQueue));
  }
  await ensureSchedules(client, policy, taskQueue);
  if (since !== null) done.missed = await triggerMissed(client, since, at);
  const after = { ...done, factsOf: since };
  await tellByCommand(database, [{ process: null, line: { ...restoredLine('all', 'temporal'), after } }], at);
  return done;
}

async function runningIds(client: Client): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
    ids.add(workflowId);
  return ids;
}

/** Whether Temporal had it, and has it ended. */
async function ended(client: Client, id: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(id).describe()).status.name !== 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function stop(client: Client, id: string): Promise<void> {
  try {
    await patiently(() => client.workflow.getHandle(id).terminate('After a restore: not under way in the facts'));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error; // it has ended meanwhile
  }
}

/** Some at a time; the first that fails fails all. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const next = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
