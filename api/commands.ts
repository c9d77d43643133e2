import { insertCommand, insertCommands } from '../adapters/store/commandRow.ts';
import { newId } from '../adapters/store/ids.ts';
import { hasWaitedInVain, waitedInVain } from '../adapters/store/patience.ts';
import type { Database } from '../adapters/store/prisma.ts';
import { tellings } from '../adapters/store/sweepQueries.ts';
import type { ProcessGateway } from '../adapters/temporal/temporal.ts';
import { DomainError, lapsed } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type CommandOutcome, DONE, type ProcessType } from '../domain/process/types.ts';
import type { CommandAsked, Commands, CommandToSend } from './deps.ts';
import { outageOf, RetryLater } from './problem.ts';

/** How many acts of a batch are told at once. */
const TOLD_AT_ONCE = 8;
/**
 * One answer, of an act or of a batch: rows, processes and outcomes wait out of one budget, so that people are told to come back within 5 s wherever
 * PostgreSQL or Temporal stops answering on the way.
 */
const ANSWERED_MS = 4_700;
/** What may be waited for each answer, an outcome first, though the budget is spent. */
const READ_MS = 400;
/** A process that was waited for this long has used up what people wait for. */
const IN_VAIN_MS = 1_000;
/** How long a process is waited for, at most (R7). */
const TAKEN_MS = 4_200;

interface CommandRow {
  id: string;
  bodyHash: string;
  processId: string;
  notAfter: Date;
  outcome: unknown;
}

/**
 * The way of every human act (architecture.md): stored with its key, then sent to its process by its id; the answer is what the
 * transaction wrote. Without an answer in time it is « not confirmed »: the same key asks again, and past `notAfter` it never runs.
 */
export function createCommands(
  database: Database,
  gateway: ProcessGateway,
  policy: Policy,
  clock: () => Date,
): Commands {
  const answered = tellings(database, clock);
  const deliver: ProcessGateway['deliver'] = async (command, patienceMs) => {
    // of several acts in one request the first waited for all of them: the sweep tells the others
    if (hasWaitedInVain()) return 'unconfirmed';
    const since = performance.now();
    const delivery = await gateway.deliver(command, patienceMs);
    if (delivery !== 'unconfirmed') answered(command.commandId);
    else if (performance.now() - since > IN_VAIN_MS) waitedInVain(READ_MS);
    return delivery;
  };
  return {
    async send(command) {
      const leftMs = budget();
      return outcomeIn(command, await store(command), leftMs);
    },
    async sendAgain(command) {
      const leftMs = budget();
      return outcomeIn(command, await storedBefore(command), leftMs);
    },
    async sendMany(commands) {
      const leftMs = budget();
      const stored = await storeMany(commands);
      const queue = commands.flatMap((command, index) => {
        const row = stored[index];
        return row === undefined || row.outcome !== null
          ? []
          : [{ type: command.type, processId: row.processId, commandId: row.id }];
      });
      const tell = async () => {
        for (let next = queue.shift(); next !== undefined && leftMs() > READ_MS; next = queue.shift())
          await deliver(next, Math.min(TAKEN_MS, leftMs() - READ_MS)).catch(() => 'unconfirmed'); // the row stands: the sweep tells it
      };
      await Promise.all(Array.from({ length: TOLD_AT_ONCE }, tell));
      const ids = stored.map(({ id }) => id);
      const rows = await database.command.findMany({ where: { id: { in: ids } }, select: { id: true, outcome: true } });
      const outcomes = new Map(rows.map((row) => [row.id, outcomeOf(row)]));
      return ids.map((id) => outcomes.get(id) ?? null);
    },
    async start(process) {
      await gateway.start(process).catch(() => undefined); // the row stands: the sweep starts it
    },
  };

  async function outcomeIn(command: CommandAsked, stored: CommandRow, leftMs: () => number): Promise<CommandOutcome> {
    const known = outcomeOf(stored);
    if (known !== null) return known;
    if (clock() > stored.notAfter) return (await lapse(stored.id)) ?? unconfirmed();
    const told = { type: command.type, processId: command.processId, commandId: stored.id };
    const delivery = await deliver(told, Math.min(TAKEN_MS, leftMs()));
    if (delivery === 'done') return DONE;
    // a crash of PostgreSQL in this very second may have taken the row along: then nothing was done either
    const row = await database.command
      .findUnique({ where: { id: stored.id }, select: { outcome: true } })
      .catch((error: unknown) => {
        if (delivery === 'unconfirmed' && outageOf(error) !== null) return null;
        throw error;
      });
    return (row && outcomeOf(row)) ?? unconfirmed();
  }

  async function store<T extends ProcessType>(command: CommandToSend<T>): Promise<CommandRow> {
    const now = clock();
    const fresh = {
      id: newId(),
      actorId: command.actor.id,
      key: command.key,
      bodyHash: command.bodyHash,
      processId: command.processId,
      act: command.act,
      actor: command.actor,
      notAfter: new Date(now.getTime() + policy.commandTtlMs),
      createdAt: now,
    };
    return (await insertCommand(database, fresh)) ? { ...fresh, outcome: null } : storedBefore(command);
  }

  /** Rows of these commands, in their order: those that were stored under their keys before, and new ones for the rest. */
  async function storeMany<T extends ProcessType>(commands: readonly CommandToSend<T>[]): Promise<CommandRow[]> {
    const now = clock();
    const notAfter = new Date(now.getTime() + policy.commandTtlMs);
    const fresh = commands.map(({ actor, key, bodyHash, processId, act }) => ({
      ...{ id: newId(), actorId: actor.id, key, bodyHash, processId, act, actor, notAfter, createdAt: now },
    }));
    await insertCommands(database, fresh);
    const rows = await database.command.findMany({
      where: { actorId: { in: commands.map(({ actor }) => actor.id) }, key: { in: commands.map(({ key }) => key) } },
    });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return commands.flatMap(({ key }) => byKey.get(key) ?? []);
  }

  async function storedBefore(command: CommandAsked): Promise<CommandRow> {
    const row = await database.command.findUniqueOrThrow({
      where: { actorId_key: { actorId: command.actor.id, key: command.key } },
    });
    if (row.bodyHash !== command.bodyHash || row.processId !== command.processId) {
      throw new DomainError('CLE_REUTILISEE', 'Cette clé (Idempotency-Key) a déjà servi pour une autre demande.');
    }
    return row;
  }

  /** Marks a command that nobody took in time as lapsed, unless its transaction was first: the row decides. Its process has nothing to hear of it. */
  async function lapse(id: string): Promise<CommandOutcome | null> {
    const { code, message } = lapsed();
    const outcome: CommandOutcome = { status: 'refused', code, message, faults: [] };
    await database.$executeRaw`UPDATE command SET outcome = ${JSON.stringify(outcome)}::jsonb, done_at = ${clock()}, told_at = ${clock()} WHERE id = ${id} AND outcome IS NULL`;
    return outcomeOf(await database.command.findUniqueOrThrow({ where: { id } }));
  }
}

function outcomeOf(row: { outcome: unknown }): CommandOutcome | null {
  return (row.outcome ?? null) as CommandOutcome | null;
}

/** A clock that starts now: what is left of one answer's budget. */
function budget(): () => number {
  const until = performance.now() + ANSWERED_MS;
  return () => Math.max(READ_MS, until - performance.now());
}

function unconfirmed(): never {
  throw new RetryLater(
    'NON_CONFIRME',
    "La demande n'est pas encore confirmée : réessayez avec la même clé, elle ne sera faite qu'une fois.",
    2_000,
  );
}
