import { insertCommand } from '../adapters/store/commandRow.ts';
import { newId } from '../adapters/store/ids.ts';
import type { Database } from '../adapters/store/prisma.ts';
import type { ProcessGateway } from '../adapters/temporal/temporal.ts';
import { DomainError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type CommandOutcome, DONE, type ProcessType } from '../domain/process/types.ts';
import type { CommandAsked, Commands, CommandToSend } from './deps.ts';
import { RetryLater } from './problem.ts';

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
  return {
    send: async (command) => outcomeIn(command, await store(command)),
    sendAgain: async (command) => outcomeIn(command, await storedBefore(command)),
    async start(process) {
      await gateway.start(process).catch(() => undefined); // the row stands: the sweep starts it
    },
  };

  async function outcomeIn(command: CommandAsked, stored: CommandRow): Promise<CommandOutcome> {
    const known = outcomeOf(stored);
    if (known !== null) return known;
    if (clock() > stored.notAfter) return (await lapse(stored.id)) ?? unconfirmed();
    const delivery = await gateway.deliver({
      type: command.type,
      processId: command.processId,
      commandId: stored.id,
    });
    if (delivery === 'done') return DONE;
    // a crash of PostgreSQL in this very second may have taken the row along: then nothing was done either
    const row = await database.command.findUnique({ where: { id: stored.id }, select: { outcome: true } });
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

  async function storedBefore(command: CommandAsked): Promise<CommandRow> {
    const row = await database.command.findUniqueOrThrow({
      where: { actorId_key: { actorId: command.actor.id, key: command.key } },
    });
    if (row.bodyHash !== command.bodyHash || row.processId !== command.processId) {
      throw new DomainError('CLE_REUTILISEE', 'Cette clé (Idempotency-Key) a déjà servi pour une autre demande.');
    }
    return row;
  }

  /** Marks a command that nobody took in time as lapsed, unless its transaction was first: the row decides. */
  async function lapse(id: string): Promise<CommandOutcome | null> {
    const lapsed: CommandOutcome = {
      status: 'refused',
      code: 'COMMANDE_EXPIREE',
      message: "La demande n'a pas pu être traitée à temps : rien n'a été fait, recommencez.",
      faults: [],
    };
    await database.$executeRaw`UPDATE command SET outcome = ${JSON.stringify(lapsed)}::jsonb, done_at = ${clock()} WHERE id = ${id} AND outcome IS NULL`;
    return outcomeOf(await database.command.findUniqueOrThrow({ where: { id } }));
  }
}

function outcomeOf(row: { outcome: unknown }): CommandOutcome | null {
  return (row.outcome ?? null) as CommandOutcome | null;
}

function unconfirmed(): never {
  throw new RetryLater(
    'NON_CONFIRME',
    "La demande n'est pas encore confirmée : réessayez avec la même clé, elle ne sera faite qu'une fois.",
    2_000,
  );
}
