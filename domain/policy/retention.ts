import { DAY_MS } from './durations.ts';

/** What is purged once it has been over for its term (S7). Journal lines and contractual facts are never among them (S6). */
export const PURGED_KINDS = ['answers', 'commands', 'sessions', 'codes', 'tries', 'files', 'demarches'] as const;
export type PurgedKind = (typeof PURGED_KINDS)[number];

/** How long each kind is kept, in milliseconds. */
export type Retention = Readonly<Record<PurgedKind, number>>;

/** [P], the owner's to set (OBL-17). */
export const DEFAULT_RETENTION: Retention = {
  /** an answer kept for its Idempotency-Key: whoever repeats a request does it within days (R8) */
  answers: 30 * DAY_MS,
  /** a command that was carried out or refused: what came of it stands in the facts and in the journal */
  commands: 90 * DAY_MS,
  /** a session that ended or was revoked */
  sessions: 30 * DAY_MS,
  /** a signature code that no longer holds */
  codes: 30 * DAY_MS,
  /** tries of a key that count no more */
  tries: DAY_MS,
  /** what was joined to a yearly control or a change of approbateur, once that has ended: until the next yearly control has looked anew */
  files: 365 * DAY_MS,
  /** what was declared and said in a démarche of the Espace Tuteur (TUT-14): two years, the time within which a benefit may be claimed or contested */
  demarches: 2 * 365 * DAY_MS,
};

/** The files of a process that ended then are over their term: gone, or to go with the next purge. */
export function filesOver(closedAt: Date | null, retention: Retention, at: Date): boolean {
  return isOver(closedAt, retention.files, at);
}

/** The same of what was declared in a démarche. */
export function demarcheOver(closedAt: Date | null, retention: Retention, at: Date): boolean {
  return isOver(closedAt, retention.demarches, at);
}

function isOver(closedAt: Date | null, termMs: number, at: Date): boolean {
  return closedAt !== null && closedAt.getTime() + termMs < at.getTime();
}
