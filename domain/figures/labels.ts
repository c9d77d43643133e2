import type { Stories } from '../dossier/steps.ts';
import { stateWordsOf } from '../process/stateLabels.ts';
import { PROCESS_TYPES, type ProcessType } from '../process/types.ts';

/** A type that figures name; null: a later version's. */
export function knownType(type: string): ProcessType | null {
  return PROCESS_TYPES.find((one) => one === type) ?? null;
}

/**
 * The phase of a dossier, or the state of what has no phases, in words; null where it is neither: a dossier before its first phase, which
 * stands there for no time at all.
 */
export function stepWords(stories: Stories, type: ProcessType, step: string): string | null {
  const story = stories[type];
  if (story !== undefined) return story.kind.phases[step]?.label ?? null;
  return stateWordsOf(type, step);
}

/** Days in words, as a time per phase is told: hours below two days. */
export function durationWords(ms: number | null): string {
  if (ms === null) return '–';
  const hours = ms / 3_600_000;
  if (hours < 1) return 'moins d’une heure';
  if (hours < 48) return `${Math.round(hours)} h`;
  return `${Math.round(hours / 24)} jours`;
}

/** Weeks, one after the other, that end with the one of this day; each by its Monday. */
export function lastWeeks(count: number, today: string): string[] {
  const day = new Date(`${today}T00:00:00Z`);
  const monday = day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000;
  return Array.from({ length: count }, (_, index) =>
    new Date(monday - (count - 1 - index) * 7 * 86_400_000).toISOString().slice(0, 10),
  );
}

/** The next days, from this one on. */
export function nextDays(count: number, today: string): string[] {
  const from = new Date(`${today}T00:00:00Z`).getTime();
  return Array.from({ length: count }, (_, index) => new Date(from + index * 86_400_000).toISOString().slice(0, 10));
}
