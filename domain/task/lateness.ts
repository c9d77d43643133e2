const DAY_MS = 86_400_000;

/** Days by which an open task is late, begun ones counted; 0: it is not. */
export function lateDays({ state, due }: { state: string; due: Date }, at: Date): number {
  return state === 'OUVERTE' && due < at ? Math.max(1, Math.ceil((at.getTime() - due.getTime()) / DAY_MS)) : 0;
}

/** « en retard de 3 jours ». */
export const lateWords = (days: number): string => `en retard de ${days} jour${days > 1 ? 's' : ''}`;
