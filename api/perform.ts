import type { Seal } from '../adapters/identity/sealed.ts';
import { sealPersonal } from '../adapters/store/audit/sealedChanges.ts';
import { appendAudit } from '../adapters/store/journal.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import { type LastAct, lastActOfEnded } from '../adapters/store/queries/lastAct.ts';
import type { Code } from '../domain/codes.ts';
import type { ActOf } from '../domain/command/acts.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { frenchInstant } from '../domain/policy/calendar.ts';
import type { CommandOutcome, ProcessType } from '../domain/process/types.ts';
import type { CommandAsked } from './deps.ts';
import { freshKey } from './idempotency.ts';
import type { Call } from './route.ts';

/** Sends an act to its process and waits for its outcome; a refusal by the rules is thrown as the domain said it. */
export async function perform<T extends ProcessType>(
  call: Sending,
  process: { id: string; type: T },
  act: ActOf<T>,
  actor: Actor,
): Promise<void> {
  await answer(call, process, await call.deps.commands.send<T>({ ...askedBy(call, process, actor), act }));
}

/** The same for an act that was stored before under this very key: its outcome, without a look at what was asked (R8). */
export async function performAgain(
  call: Sending,
  process: { id: string; type: ProcessType },
  actor: Actor,
): Promise<void> {
  await answer(call, process, await call.deps.commands.sendAgain(askedBy(call, process, actor)));
}

type Sending = Pick<Call, 'deps' | 'key' | 'bodyHash'>;

function askedBy<T extends ProcessType>(
  { key, bodyHash }: Sending,
  process: { id: string; type: T },
  actor: Actor,
): CommandAsked<T> {
  return { processId: process.id, type: process.type, actor, key: key ?? freshKey(), bodyHash };
}

async function answer({ deps }: Sending, { id }: { id: string }, outcome: CommandOutcome): Promise<void> {
  if (outcome.status !== 'refused') return;
  const { code, message, rule, faults } = outcome;
  const last = OVER.includes(code) ? await lastActOfEnded(deps.db, id) : null;
  throw new DomainError(code, last === null ? message : `${message} ${wordsOf(last, message)}`, { rule, faults });
}

/** Refusals of what has come to its end, whatever it was: a dossier, a case, a request, a campaign, an import. */
const OVER: readonly Code[] = ['DOSSIER_TERMINE', 'DEMANDE_TERMINEE', 'ETAT_INCOMPATIBLE'];

/** Done is not dead (U9): who comes second reads what was done, when and by whom. */
function wordsOf({ at, label, who }: LastAct, told: string): string {
  const what = label.replace(/\.$/, '');
  const known = told.includes(what) || (what.includes(' : ') && told.includes(what.slice(what.indexOf(' : ') + 3)));
  const when = `le ${frenchInstant(at)}, par ${who}`;
  return known ? `C'était ${when}.` : `Dernier acte, ${when} : ${what}.`;
}

/** Writes one line of the journal about a change that no process makes (S6), in the change's transaction; `seal`: for what tells who somebody is. */
export async function journal(
  tx: Transaction,
  line: {
    action: string;
    entity: string;
    entityId: string;
    label: string;
    rule?: string;
    before?: unknown;
    after?: unknown;
  },
  context: { at: Date; actor: Actor; processId?: string | null; caf: string | null; seal?: Seal },
): Promise<void> {
  const { seal, at } = context;
  const lines = seal === undefined ? [line] : await sealPersonal((sql) => tx.$queryRaw(sql), seal, [line], at);
  await appendAudit(tx, lines, { ...context, processId: context.processId ?? null });
}
