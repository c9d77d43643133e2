import type { z } from 'zod';
import { type CorrectionRow, listCorrections, reopeningExists } from '../adapters/store/queries/corrections.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { CommandOutcome } from '../domain/process/types.ts';
import { BULK_MAX, bulkProposal } from '../domain/siretCorrection/bulk.ts';
import { proposalFor } from '../domain/siretCorrection/proposal.ts';
import { actorOf, notFound, readsAll } from './access.ts';
import { freshKey } from './idempotency.ts';
import type { Call, Person } from './route.ts';
import type { bulkLine } from './shapes/correction.ts';

/** No Caf has more tuteurs than this (domain.md §5: some thousands in the country). */
const MOST_OF_A_CAF = 10_000;

type Line = z.input<typeof bulkLine>;
type By = Call<unknown, unknown, unknown, Person>;

/** Which Caf's corrections this person reads: null, every one's. Throws INTROUVABLE for a reopening that is not there. */
export async function readableCorrections({ deps, person }: By, reopeningId: string): Promise<string | null> {
  if (!(await reopeningExists(deps.db, reopeningId))) throw notFound();
  return readsAll(person) ? null : (person.caf ?? '');
}

/**
 * Confirms the sure corrections of a Caf (same SIREN), those named or all that wait: one act each, by the same transaction as one by one,
 * stored and told together. A report per line: what is refused stops no other, and what is not confirmed in time is under way.
 */
export async function confirmTogether(
  call: By,
  reopeningId: string,
  named: readonly string[] | null,
): Promise<{ items: Line[]; left: number }> {
  const { deps, person, key, bodyHash, ip } = call;
  const sure = (await ofCaf(call, reopeningId, { undecided: true })).filter((row) => proposalFor(row)?.sure === true);
  const found = named === null ? sure.slice(0, BULK_MAX) : await ofCaf(call, reopeningId, { ids: named });
  const byId = new Map(found.map((row) => [row.id, row]));
  const actor = actorOf(person, ip);
  const sending = key ?? freshKey();
  const ids = named === null ? found.map(({ id }) => id) : [...new Set(named)];
  const before = await toldBefore(
    call,
    ids.map((id) => `${sending}:${id}`),
  );
  const judged = ids.map((id) => before(byId.get(id)) ?? judge(id, byId.get(id), person.id));
  const commands = judged.flatMap((one) =>
    'line' in one ? [] : [commandOf(one.row, one.siret, { actor, key: `${sending}:${one.row.id}`, bodyHash })],
  );
  const outcomes = await deps.commands.sendMany(commands);
  const told = new Map(commands.map(({ processId }, index) => [processId, outcomes[index] ?? null]));
  const items = judged.map((one) =>
    'line' in one ? one.line : lineOf(one.row, one.siret, told.get(one.row.id) ?? null),
  );
  const going = new Set(items.flatMap(({ id, outcome }) => (outcome === 'REFUSEE' ? [] : [id])));
  return { items, left: sure.filter(({ id }) => !going.has(id)).length };
}

/** What was sent under these very keys: asked again, it is what that came to, whatever became of its task since (R8). */
async function toldBefore({ deps, person }: By, keys: readonly string[]) {
  const rows = await deps.db.command.findMany({
    where: { actorId: person.id, key: { in: [...keys] } },
    select: { processId: true, act: true },
  });
  const sirets = new Map(
    rows.map(({ processId, act }) => [processId, (act as { fields?: { siret?: string } }).fields?.siret ?? '']),
  );
  return (row: CorrectionRow | undefined): Judged | null => {
    const siret = row === undefined ? undefined : sirets.get(row.id);
    return row === undefined || siret === undefined ? null : { row, siret };
  };
}

/** Corrections of the person's own Caf. */
async function ofCaf(
  { deps, person }: By,
  reopeningId: string,
  which: { ids: readonly string[] } | { undecided: true },
): Promise<CorrectionRow[]> {
  const onlyCaf = person.caf ?? '';
  return (await listCorrections(deps.db, reopeningId, { ...which, onlyCaf, limit: MOST_OF_A_CAF })).items;
}

type Judged = { line: Line } | { row: CorrectionRow; siret: string };

/** Of another Caf, or none: it is not there (S5). */
function judge(id: string, row: CorrectionRow | undefined, actorId: string): Judged {
  if (row === undefined) return { line: refused(id, null, notFound()) };
  const proposal = bulkProposal(row, actorId);
  return proposal instanceof DomainError
    ? { line: refused(id, row.raisonSociale, proposal) }
    : { row, siret: proposal.siret };
}

function commandOf(
  { id, siretMcp, task }: CorrectionRow,
  siret: string,
  by: { actor: Actor; key: string; bodyHash: string },
) {
  const fields = { siret, from: siretMcp };
  const act = { type: 'completeTask', taskId: task?.id ?? '', outcome: 'confirm', fields } as const;
  return { processId: id, type: 'siretCorrection', act, ...by } as const;
}

function lineOf({ id, raisonSociale }: CorrectionRow, siret: string, outcome: CommandOutcome | null): Line {
  if (outcome === null) return { id, raisonSociale, siret, outcome: 'EN_COURS', code: null, message: null };
  return outcome.status === 'done'
    ? { id, raisonSociale, siret, outcome: 'CONFIRMEE', code: null, message: null }
    : refused(id, raisonSociale, outcome);
}

function refused(id: string, raisonSociale: string | null, why: Pick<DomainError, 'code' | 'message'>): Line {
  return { id, raisonSociale, siret: null, outcome: 'REFUSEE', code: why.code, message: why.message };
}
