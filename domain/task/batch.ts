import type { TaskKind } from './kinds.ts';

/** Outcomes that many tasks of a kind may be given at once: each asks for nothing but the decision, and its dossier still refuses what it must. */
const BATCH_OUTCOMES: Partial<Record<TaskKind, string>> = {
  CONTRESIGNER: 'countersign',
  VERIFIER_MISSION: 'confirmed',
};

/** The outcome that tasks of this kind may be given together; null: each is decided on its own. */
export const batchOutcome = (kind: string): string | null => BATCH_OUTCOMES[kind as TaskKind] ?? null;

/** Whether this decision puts the Caf's signature under documents: only who holds the director's, by delegation, takes it. */
export function isSignature(kind: string, outcome: string): boolean {
  return kind === 'CONTRESIGNER' && outcome === 'countersign';
}
