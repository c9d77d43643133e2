import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { keepSealed, openSealed } from '../adapters/store/demarche/sealedWords.ts';
import { recordServiceUse } from '../adapters/store/dossier/serviceUse.ts';
import { declaredOf, isDeclaredElsewhere } from '../adapters/store/esatDeclaration/changes.ts';
import { idsFrom } from '../adapters/store/ids.ts';
import type { ProcessRow } from '../adapters/store/queries/processes.ts';
import { assertDeclarable, type ChangeGround, readChange, whoOf } from '../domain/activityChange/check.ts';
import { type KnownWorker, knownOf } from '../domain/activityChange/known.ts';
import { declaredWords, workerWords } from '../domain/activityChange/receipt.ts';
import {
  type ActivityChange,
  type ActivityChangeFacts,
  CHANGES,
  changeNumber,
  type TypedChange,
} from '../domain/activityChange/types.ts';
import { workerName } from '../domain/esatDeclaration/judge.ts';
import { ESAT_SERVICE } from '../domain/esatDeclaration/service.ts';
import { processId } from '../domain/process/types.ts';
import { accessTo, actorOf, CAF, hasRole, notFound } from './access.ts';
import { caseRow } from './cases.ts';
import { type Esat, esatOf } from './esatDeclarations.ts';
import { freshKey } from './idempotency.ts';
import type { Call } from './route.ts';
import { changeFacts, type changeOut, type knownWorkerOut, presentChange } from './shapes/activityChange.ts';

type Asking = Call<unknown, unknown, unknown, Person>;

/**
 * Declares a change of a worker (ESAT-9): judged with what is known of them, sealed in the transaction that begins its case at the worker's own Caf. The
 * same key makes the same one. Throws SAISIE_INVALIDE with every fault, DECLARATION_A_CONFIRMER. Returns its process id.
 */
export async function declareChange(call: Asking, typed: TypedChange, confirmed: boolean): Promise<string> {
  const { deps, person, ip, at } = call;
  const esat = await esatOf(call);
  const businessKey = idsFrom(['activityChange', person.id, call.key ?? freshKey()].join('\n'))();
  const id = processId('activityChange', businessKey, 1);
  await deps.db.$transaction(async (tx) => {
    // two people of an Esat may declare the same at once
    await tx.$queryRaw`SELECT id FROM partner WHERE id = ${esat.id} FOR UPDATE`;
    if ((await tx.process.count({ where: { id } })) > 0) return;
    const who = whoOf(typed);
    const marks = who === null ? [] : deps.seal.marks(workerName(who));
    const ground = await groundOf(call, esat, marks);
    const read = readChange(typed, ground);
    assertDeclarable(read, confirmed);
    const { change } = read;
    const declaredId = idsFrom(`${businessKey}\ndeclared`)();
    const facts: ActivityChangeFacts = {
      ...{ number: changeNumber(businessKey), change: change.change, askedBy: person.id },
      ...{ worker: marks[0] ?? '', declaredId, answerId: null },
    };
    await insertCase(
      tx,
      {
        ...{ type: 'activityChange', businessKey, partnerId: esat.id, caf: change.worker.caf },
        ...{ label: esat.organisme, state: 'TRANSMIS', facts },
        tell: { label: `Changement d’activité déclaré : ${CHANGES[change.change]}`, rule: 'ESAT-9' },
      },
      actorOf(person, ip),
      at,
    );
    await keepSealed(tx, deps.seal, { id: declaredId, processId: id, addedBy: person.id, at }, change);
    await recordServiceUse(tx, person.id, ESAT_SERVICE, at);
  });
  await deps.commands.start({ processId: id, type: 'activityChange' });
  return id;
}

/** What this Esat declared of the worker, and whether another one has. */
async function groundOf({ deps, at }: Asking, esat: Esat, marks: readonly string[]): Promise<ChangeGround> {
  const { lines, changes } = await declaredOf(deps.db, deps.seal, esat.id, marks);
  const earlier = [...changes.values()].flat();
  const worker = knownOf([...lines.values()].flat(), earlier);
  const elsewhere = worker === null && (await isDeclaredElsewhere(deps.db, esat.id, marks));
  return { at, known: worker?.known ?? null, elsewhere, earlier };
}

/** Workers of the Esat of whoever asks, as it declared them, by name, with the rate that is known of each (ESAT-9). */
export async function knownWorkers(call: Asking): Promise<z.input<typeof knownWorkerOut>[]> {
  const esat = await esatOf(call);
  const { lines, changes } = await declaredOf(call.deps.db, call.deps.seal, esat.id, null);
  const found = [...new Set([...lines.keys(), ...changes.keys()])].flatMap((ref) => {
    const one = knownOf(lines.get(ref) ?? [], changes.get(ref) ?? []);
    return one === null ? [] : [presentWorker(ref, one)];
  });
  const nameOf = ({ lastName, firstName, ref }: (typeof found)[number]) => `${lastName} ${firstName} ${ref}`;
  return found.sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'fr'));
}

function presentWorker(ref: string, { worker, known, last }: KnownWorker): z.input<typeof knownWorkerOut> {
  return { ref, ...worker, rate: known.rate, rateOn: known.on, last };
}

/** A change that this person may read: one of their own Esat, or of the Caf that it is for. To everyone else it is not there. Throws INTROUVABLE. */
export async function readableChange(call: Asking, id: string): Promise<ProcessRow> {
  const row = await caseRow(call, 'activityChange', id);
  if (hasRole(call.person, ...CAF)) {
    if (accessTo(call.person, row) !== 'act') throw notFound();
    return row;
  }
  if (call.person.partnerId !== row.partnerId) throw notFound();
  await esatOf(call);
  return row;
}

/** What was declared; null once its term is over (S7). */
export async function declaredIn({ deps }: Pick<Asking, 'deps'>, row: ProcessRow): Promise<ActivityChange | null> {
  const { declaredId } = changeFacts(row);
  const found = await openSealed(deps.db, deps.seal, row.id, [declaredId]);
  return (found.get(declaredId) as ActivityChange | undefined) ?? null;
}

/** A change with whom and what it is about; once its term is over, without. */
export async function changeView(call: Asking, row: ProcessRow): Promise<z.input<typeof changeOut>> {
  const change = await declaredIn(call, row);
  const { answerId } = changeFacts(row);
  const answers = answerId === null ? null : await openSealed(call.deps.db, call.deps.seal, row.id, [answerId]);
  const answer = answerId === null ? null : answers?.get(answerId);
  const listed = (rows: [string, string][]) => rows.map(([label, value]) => ({ label, value }));
  return {
    ...presentChange(row, call.at),
    worker: change === null ? [] : listed(workerWords(change)),
    declared: change === null ? [] : listed(declaredWords(change)),
    answer: typeof answer === 'string' ? answer : null,
    purged: change === null,
  };
}
