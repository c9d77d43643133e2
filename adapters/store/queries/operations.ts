import type { ProcessType } from '../../../domain/process/types.ts';
import type { Database } from '../prisma.ts';
import { IS_IN_TROUBLE } from './mailTrouble.ts';

/** What was asked so long ago should have been carried out, or healed by the sweep. */
const OVERDUE_MS = 60_000;

/** What waits to be carried out, and what waits for too long. */
export interface Backlog {
  /** mails that wait for their turn, and those whose turn came more than a minute ago */
  mails: number;
  mailsOverdue: number;
  mailsInTrouble: number;
  processesInTrouble: number;
  /** acts without an outcome, and dossiers whose execution was never begun, of more than a minute ago */
  unconfirmed: number;
  unstarted: number;
  /** when the journal was sealed last (S6) */
  sealedAt: Date | null;
}

/** Each count is one walk of an index that holds little. */
export async function backlog(db: Database, at: Date): Promise<Backlog> {
  const overdue = new Date(at.getTime() - OVERDUE_MS);
  const [row] = await db.$queryRaw<Backlog[]>`
    SELECT
      (SELECT count(*)::int FROM mail WHERE state IN ('A_ENVOYER', 'EN_COURS')) AS mails,
      (SELECT count(*)::int FROM mail WHERE state IN ('A_ENVOYER', 'EN_COURS') AND next_attempt_at < ${overdue}) AS "mailsOverdue",
      (SELECT count(*)::int FROM mail WHERE ${IS_IN_TROUBLE}) AS "mailsInTrouble",
      (SELECT count(*)::int FROM process WHERE incident IS NOT NULL) AS "processesInTrouble",
      (SELECT count(*)::int FROM command WHERE told_at IS NULL AND created_at < ${overdue}) AS unconfirmed,
      (SELECT count(*)::int FROM process WHERE workflow_started_at IS NULL AND closed_at IS NULL AND created_at < ${overdue}) AS unstarted,
      (SELECT max(at) FROM audit_head) AS "sealedAt"`;
  if (row === undefined) throw new Error('the backlog could not be counted');
  return row;
}

/** A process that stands in some trouble, and since when. */
export interface TroubledProcess {
  processId: string;
  type: ProcessType;
  label: string;
  caf: string;
  since: Date;
}

interface Troubles {
  /** an incident that no mail tells */
  incidents: TroubledProcess[];
  unconfirmed: TroubledProcess[];
  unstarted: TroubledProcess[];
  /** what a partner declared (OBL-12), until it is closed */
  security: TroubledProcess[];
}

/** Dossiers and other processes in trouble, the newest first. */
export async function troubledProcesses(db: Database, at: Date, limit: number): Promise<Troubles> {
  const overdue = new Date(at.getTime() - OVERDUE_MS);
  const [incidents, unconfirmed, unstarted, security] = await Promise.all([
    db.$queryRaw<TroubledProcess[]>`
      SELECT id AS "processId", type, label, caf, since FROM process p WHERE incident IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM mail WHERE process_id = p.id AND ${IS_IN_TROUBLE})
      ORDER BY since DESC, id DESC LIMIT ${limit}`,
    db.$queryRaw<TroubledProcess[]>`
      SELECT p.id AS "processId", p.type, p.label, p.caf, c.created_at AS since FROM command c JOIN process p ON p.id = c.process_id
      WHERE c.told_at IS NULL AND c.created_at < ${overdue} ORDER BY c.created_at DESC, p.id LIMIT ${limit}`,
    db.$queryRaw<TroubledProcess[]>`
      SELECT id AS "processId", type, label, caf, created_at AS since FROM process
      WHERE workflow_started_at IS NULL AND closed_at IS NULL AND created_at < ${overdue} ORDER BY created_at DESC, id LIMIT ${limit}`,
    db.$queryRaw<TroubledProcess[]>`
      SELECT id AS "processId", type, label, caf, since FROM process
      WHERE type = 'securityIncident' AND closed_at IS NULL ORDER BY since DESC, id LIMIT ${limit}`,
  ]);
  return { incidents, unconfirmed, unstarted, security };
}
