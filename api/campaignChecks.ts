import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { checkOf, type KeptCheck, type StoredCheck } from '../adapters/store/campaign/checkStore.ts';
import { knownSirets } from '../adapters/store/campaign/newCampaign.ts';
import { ROW_SORTS } from '../adapters/store/queries/campaigns.ts';
import { reasonsTold, standsInstead } from '../domain/campaign/rows.ts';
import { DomainError } from '../domain/errors.ts';
import { VERDICT_LABELS } from '../domain/esat/rowColumns.ts';
import { countRows, type JudgedRow, judgeRows, type Verdict } from '../domain/esat/rows.ts';
import type { SheetRow } from '../domain/formats/sheet.ts';
import type { Retention } from '../domain/policy/retention.ts';
import { hasRole, notFound, ownCaf } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { type KeptList, lineKey } from './keptRows.ts';
import type { checkOut, rowOut } from './shapes/campaign.ts';
import { iso } from './shapes/common.ts';

/** Whose rows a person's campaign is about; null: the nation's. */
export function campaignCafOf(person: Person): string | null {
  return hasRole(person, 'national') ? null : ownCaf(person);
}

/** What becomes of each row as things stand (§6.4). */
export async function judgedNow(deps: ApiDeps, rows: readonly SheetRow[], caf: string | null): Promise<JudgedRow[]> {
  // the first look only tells which SIRETs the file names
  const none = {
    existing: new Map<string, string>(),
    activeConventions: new Set<string>(),
    changingMode: new Set<string>(),
  };
  const sirets = [...new Set(judgeRows(rows, none).map((row) => row.siret))];
  return judgeRows(rows, { ...(await knownSirets(deps.db, sirets)), ...(caf === null ? {} : { onlyCaf: caf }) });
}

/** Until when a file that was checked then is kept. */
export function keptUntil(checkedAt: Date, { checks }: Retention): Date {
  return new Date(checkedAt.getTime() + checks);
}

/** A checked file of this person's own, for the Caf they act for now; 404 for anybody else's and for one over its term. */
export async function ownCheck(deps: ApiDeps, person: Person, id: string, at: Date): Promise<StoredCheck> {
  const found = await checkOf(deps, { id, userId: person.id });
  if (found === null || found.caf !== campaignCafOf(person)) throw notFound();
  if (keptUntil(found.createdAt, deps.policy.retention) <= at) throw notFound();
  return found;
}

/** … with its rows: those of one that was launched are the campaign's. Throws DEJA_FAIT. */
export async function openCheck(
  deps: ApiDeps,
  person: Person,
  id: string,
  at: Date,
): Promise<StoredCheck & { kept: KeptCheck }> {
  const found = await ownCheck(deps, person, id, at);
  if (found.kept === null) throw launched();
  return { ...found, kept: found.kept };
}

/** One file makes one campaign. */
export function launched(): DomainError {
  return new DomainError('DEJA_FAIT', 'Cette campagne est déjà lancée : vous la trouvez dans la liste des campagnes.');
}

/** The figures that a checked file shows: nothing of it runs. */
export function checkedFigures(judged: readonly JudgedRow[]) {
  return { ...countRows(judged), byState: { queued: 0 } };
}

export function presentCheck(
  { id, revision, createdAt, campaignId, kept }: StoredCheck & { kept: KeptCheck },
  retention: Retention,
): z.input<typeof checkOut> {
  return {
    ...{ id, revision, campaignId, checkedAt: iso(createdAt), keptUntil: iso(keptUntil(createdAt, retention)) },
    ...kept.fields,
    state: 'VERIFIEE',
    ...checkedFigures(kept.judged),
    changes: [...kept.changes],
  };
}

type CheckedRow = JudgedRow & { before: Verdict | null };

/** Rows of a checked file, each with its verdict as it was shown where something else is said since. */
export function rowsOf({ judged, changes }: KeptCheck): CheckedRow[] {
  const before = new Map(changes.map((change) => [change.row, change.before]));
  return judged.map((row) => ({ ...row, before: before.get(row.row) ?? null }));
}

/** The rows of a checked file sort as those of a campaign do. */
export const CHECKED_ROWS: KeptList<typeof ROW_SORTS, CheckedRow> = {
  sorts: ROW_SORTS,
  keys: {
    row: lineKey,
    raisonSociale: ({ raisonSociale }) => raisonSociale,
    siret: ({ siret }) => siret.slice(0, 100),
    caf: ({ caf }) => caf,
    verdict: ({ verdict }) => VERDICT_LABELS[verdict],
    useCase: ({ useCase }) => String(useCase ?? ''),
  },
  words: ({ siret, raisonSociale }) => [siret, raisonSociale],
};

/** A judged row as the API shows it. */
export function presentChecked(row: JudgedRow): z.input<typeof rowOut> {
  return {
    row: row.row,
    siret: row.siret,
    raisonSociale: row.raisonSociale,
    caf: row.caf,
    verdict: row.verdict,
    reasons: reasonsTold(row),
    useCase: row.useCase,
    processId: standsInstead(row),
    resolution: null,
  };
}
