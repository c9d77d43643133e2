import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { earlierDemarches } from '../adapters/store/demarche/list.ts';
import {
  dropSealed,
  keepSealed,
  keepSealedFile,
  openSealed,
  openSealedFile,
} from '../adapters/store/demarche/sealedWords.ts';
import { newId } from '../adapters/store/ids.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import { type ProcessRow, processById } from '../adapters/store/queries/processes.ts';
import { acceptedFile, type MediaType } from '../domain/attachment/mediaType.ts';
import { checkForm } from '../domain/demarche/check.ts';
import { DEMARCHE_FORMS } from '../domain/demarche/forms/index.ts';
import { WITHOUT_EFFECT } from '../domain/demarche/transitions.ts';
import {
  type DemarcheFacts,
  type Deposit,
  demarcheNumber,
  filesOf,
  type JoinedFile,
  sealedOf,
  wordsOf,
} from '../domain/demarche/types.ts';
import { aboutWhat, declaredWords } from '../domain/demarche/words.ts';
import { DomainError, invalid, missing } from '../domain/errors.ts';
import { frenchDate, parisDate } from '../domain/policy/calendar.ts';
import { demarcheOver } from '../domain/policy/retention.ts';
import { processId } from '../domain/process/types.ts';
import type { DemarcheCode } from '../domain/protege/demarches.ts';
import { measureOf } from '../domain/protege/measures.ts';
import type { Tuteur } from '../domain/protege/types.ts';
import { accessTo, actorOf, CAF, hasRole, notFound } from './access.ts';
import { caseRow } from './cases.ts';
import { seededId } from './idempotency.ts';
import { perform } from './perform.ts';
import { protegeFor } from './proteges.ts';
import type { Call } from './route.ts';
import { demarcheFacts, type demarcheOut, presentState } from './shapes/demarche.ts';

type Asking = Call<unknown, unknown, unknown, Person>;

interface Wanted {
  protege: string;
  form: DemarcheCode;
  answers: Readonly<Record<string, unknown>>;
  /** the same one stands already, and another is meant */
  confirmed: boolean;
}

/**
 * Deposits a démarche for a protégé who is entrusted and whose measure offers it (TUT-14, TUT-18). What is declared is sealed in the transaction
 * that begins it. Throws INTROUVABLE without saying why, SAISIE_INVALIDE with every fault, DEMARCHE_DEJA_DEPOSEE where the same stands and
 * nothing says that another is meant. The same key makes the same one. Returns its process id.
 */
export async function deposit(
  call: Asking,
  { protege: reference, form, answers: typed, confirmed }: Wanted,
): Promise<string> {
  const { deps, person, ip, at } = call;
  const { tuteur, protege } = await protegeFor(call, reference, { action: 'DEMARCHE', procedure: form });
  const { answers, faults } = checkForm(DEMARCHE_FORMS[form], typed, parisDate(at));
  if (faults.length > 0) throw invalid(faults.map((fault) => ({ ...fault, path: `answers.${fault.path}` })));
  const businessKey = seededId(call, 'demarche\ndeposit');
  const id = processId('demarche', businessKey, 1);
  const declaredId = newId();
  const { number, lastName, firstName, birthDate, measure } = protege;
  const content: Deposit = { protege: { number, lastName, firstName, birthDate, measure }, answers };
  const facts: DemarcheFacts = {
    ...{ form, protege: reference, number: demarcheNumber(businessKey), askedBy: person.id, declaredId },
    ...{ exchanges: [], askedSince: null, reminders: 0 },
  };
  await deps.db.$transaction(async (tx) => {
    // two people of an organisme may declare the same at once
    const [partner] = await tx.$queryRaw<{ raison_sociale: string }[]>`
      SELECT raison_sociale FROM partner WHERE id = ${tuteur.partner.id} FOR UPDATE`;
    if ((await tx.process.count({ where: { id } })) > 0) return;
    if (!confirmed) await askAboutSame(call, tx, tuteur, facts, aboutWhat(DEMARCHE_FORMS[form], answers));
    await insertCase(
      tx,
      {
        ...{ type: 'demarche', businessKey, partnerId: tuteur.partner.id, caf: tuteur.partner.caf },
        ...{ label: partner?.raison_sociale ?? '', state: 'DEPOSEE', facts },
        tell: { label: 'Démarche déposée', rule: 'TUT-14' },
      },
      actorOf(person, ip),
      at,
    );
    await keepSealed(tx, deps.seal, { id: declaredId, processId: id, addedBy: person.id, at }, content);
  });
  await deps.commands.start({ processId: id, type: 'demarche' });
  return id;
}

/** The same démarche of the same protégé and period is asked about, not doubled. Which period stands under seal alone. */
async function askAboutSame(
  { deps }: Asking,
  tx: Transaction,
  { partner }: Tuteur,
  { form, protege }: DemarcheFacts,
  about: string,
): Promise<void> {
  const earlier = await earlierDemarches(tx, { partnerId: partner.id, protege, form, not: WITHOUT_EFFECT });
  for (const row of earlier) {
    const { declaredId, number } = demarcheFacts(row);
    const before = (await openSealed(tx, deps.seal, row.id, [declaredId])).get(declaredId) as Deposit | undefined;
    if (before === undefined || aboutWhat(DEMARCHE_FORMS[form], before.answers) !== about) continue;
    const message = `La même démarche a été déposée le ${frenchDate(row.createdAt)} sous le numéro ${number}. Confirmez s’il s’agit d’une autre.`;
    throw new DomainError('DEMARCHE_DEJA_DEPOSEE', message, {
      rule: 'TUT-14',
      faults: [{ path: 'confirmed', code: 'DEMARCHE_DEJA_DEPOSEE', message, rule: 'TUT-14' }],
    });
  }
}

/**
 * A démarche that this person may read: a tuteur who reaches its protégé today and may do it for them, traced (TUT-13); an agent of the Caf in
 * charge. To everyone else it is not there (TUT-18).
 */
export async function readableDemarche(call: Asking, id: string): Promise<ProcessRow> {
  const row = await caseRow(call, 'demarche', id);
  const { person } = call;
  if (hasRole(person, ...CAF)) {
    if (accessTo(person, row) !== 'act') throw notFound();
    return row;
  }
  if (person.partnerId === null || person.partnerId !== row.partnerId) throw notFound();
  const { protege, form } = demarcheFacts(row);
  await protegeFor(call, protege, { action: 'DEMARCHE', procedure: form });
  return row;
}

/** What was deposited; null once its term is over (S7). */
export async function depositOf({ deps, at }: Pick<Asking, 'deps' | 'at'>, row: ProcessRow): Promise<Deposit | null> {
  if (demarcheOver(row.closedAt, deps.policy.retention, at)) return null;
  const { declaredId } = demarcheFacts(row);
  return ((await openSealed(deps.db, deps.seal, row.id, [declaredId])).get(declaredId) as Deposit | undefined) ?? null;
}

/** A démarche with what was declared and said; once its term is over, without. */
export async function demarcheView(
  call: Pick<Asking, 'deps' | 'at'>,
  row: ProcessRow,
): Promise<z.input<typeof demarcheOut>> {
  const { deps, at } = call;
  const facts = demarcheFacts(row);
  const found = await depositOf(call, row);
  const words = found === null ? new Map() : await openSealed(deps.db, deps.seal, row.id, wordsOf(facts));
  return {
    ...presentState(row, at),
    protege:
      found === null
        ? null
        : { reference: facts.protege, ...found.protege, measure: measureOf(found.protege.measure).label },
    declared:
      found === null
        ? []
        : declaredWords(DEMARCHE_FORMS[facts.form], found.answers).map(([label, value]) => ({ label, value })),
    exchanges: facts.exchanges.map(({ at: said, by, what, wordsId, file }) => {
      const text: unknown = wordsId === null ? null : words.get(wordsId);
      return {
        ...{ at: said, by, what, text: typeof text === 'string' ? text : null },
        file: found === null ? null : (file ?? null),
      };
    }),
    purged: found === null,
  };
}

/** Words about a protégé that an act brings: sealed first, the act carries their id; those of an act that is refused are forgotten. */
export async function withSealedWords<T>(
  call: Asking,
  processId: string,
  words: readonly string[],
  act: (ids: readonly string[]) => Promise<T>,
): Promise<T> {
  const ids = words.map((_, index) => seededId(call, `demarche\n${processId}\n${index}`));
  for (const [index, text] of words.entries())
    await keepSealed(call.deps.db, call.deps.seal, keptOf(call, processId, ids[index] ?? ''), text);
  return orForgotten(call, processId, ids, () => act(ids));
}

/**
 * The complement that the Caf asked for: words, a file, or both. Each is sealed first; what an act that is refused had brought is forgotten. A file
 * is looked at as every other that is joined (S8). Throws CHAMP_OBLIGATOIRE, FICHIER_TROP_GROS, FICHIER_TYPE_REFUSE.
 */
export async function supplyComplement(call: Asking, row: ProcessRow, text: string): Promise<void> {
  const { deps, person, ip, file: sent } = call;
  const process = { id: row.id, type: 'demarche' } as const;
  if (text === '' && sent === null) throw invalid([missing('text', 'Écrivez le complément, ou joignez un fichier.')]);
  const joined = sent === null ? null : acceptedFile(sent, 'la pièce');
  const file: JoinedFile | null =
    joined === null
      ? null
      : { id: seededId(call, `demarche\n${row.id}\nfile`), mediaType: joined.mediaType, size: joined.size };
  await orForgotten(call, row.id, file === null ? [] : [file.id], async () => {
    if (file !== null && joined !== null)
      await keepSealedFile(deps.db, deps.seal, keptOf(call, row.id, file.id), joined);
    await withSealedWords(call, row.id, text === '' ? [] : [text], ([wordsId = null]) =>
      perform(call, process, { type: 'supply', wordsId, file }, actorOf(person, ip)),
    );
  });
}

/** A file of a readable démarche, until its term is over (S7). */
export async function complementFile(
  { deps, at }: Pick<Asking, 'deps' | 'at'>,
  row: ProcessRow,
  fileId: string,
): Promise<{ mediaType: MediaType; bytes: Buffer }> {
  const file = filesOf(demarcheFacts(row)).find(({ id }) => id === fileId);
  if (file === undefined || demarcheOver(row.closedAt, deps.policy.retention, at)) throw notFound();
  const bytes = await openSealedFile(deps.db, deps.seal, row.id, fileId);
  if (bytes === null) throw notFound();
  return { mediaType: file.mediaType, bytes };
}

const keptOf = ({ person, at }: Asking, processId: string, id: string) => ({ id, processId, addedBy: person.id, at });

/** Carries an act out; what was sealed for one that is refused is forgotten. */
async function orForgotten<T>(
  call: Asking,
  processId: string,
  ids: readonly string[],
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'NON_CONFIRME') await forget(call, processId, ids);
    throw error;
  }
}

/** What the démarche rests on stays, such as the words of the same key's first use. */
async function forget({ deps }: Asking, id: string, ids: readonly string[]): Promise<void> {
  const row = await processById(deps.db, id);
  const resting = row === null ? [] : sealedOf(demarcheFacts(row));
  for (const one of ids.filter((sealed) => !resting.includes(sealed))) await dropSealed(deps.db, id, one);
}
