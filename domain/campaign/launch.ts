import { DomainError } from '../errors.ts';
import { overtaken } from '../esat/overtaken.ts';
import type { JudgedRow } from '../esat/rows.ts';
import type { Policy } from '../policy/policy.ts';
import type { Task } from '../task/kinds.ts';
import { type CampaignRow, heldTask, keptRow } from './rows.ts';
import type { Campaign } from './types.ts';

/** State of a dossier that is in flight: started, and not yet waiting for a person. */
export const IN_FLIGHT = 'CREE';

/**
 * How many rows may be launched now: as many at once as the pace says, as long as fewer than the limit are in flight; none of a campaign that was
 * cancelled.
 */
export function rowsToLaunch(
  { state }: Pick<Campaign, 'state'>,
  inFlight: number,
  { policy, most }: { policy: Policy; most: number },
): number {
  if (state === 'ANNULEE') return 0;
  return Math.min(most, Math.max(0, policy.campaignInFlight - inFlight));
}

/** Of the next rows those that begin together: one that was released beside another of its partner waits until that one has its dossier (ESAT-26). */
export function onePerPartner<R extends { data: Pick<JudgedRow, 'siret'> }>(next: readonly R[]): R[] {
  return next.filter(({ data }, nth) => nth === next.findIndex((one) => one.data.siret === data.siret));
}

/** What a partner has, or is about to get, already. */
const STANDS: readonly string[] = ['PROCESSUS_EN_COURS', 'SERVICE_DEJA_OUVERT'];

/**
 * What becomes of a row whose dossier was refused: its partner got an onboarding meanwhile and is not onboarded twice (ESAT-26), or its mode
 * began to change and the row waits, as a task (DEL-5). Any other error is thrown on.
 */
export function rowOvertaken(
  data: JudgedRow,
  refusal: unknown,
  context: { at: Date; newId: () => string },
): { row: CampaignRow; task: Task | null } {
  if (!(refusal instanceof DomainError) || !STANDS.includes(refusal.code)) throw refusal;
  const { row, resolution } = overtaken(data, refusal);
  const task = row.verdict === 'held' && resolution === null ? heldTask(row, context) : null;
  return { row: { ...keptRow(row), resolution }, task };
}
