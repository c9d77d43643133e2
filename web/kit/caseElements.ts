import type { CaseElements, Visit } from './visit.ts';

/** What an agent judges a case by; null for a process that is none. `subject`: what a task of it is about, when it is about a part. */
export async function caseElements(visit: Visit, type: string, id: string, subject = ''): Promise<CaseElements | null> {
  return (await visit.elements.get(type)?.(visit, id, subject)) ?? null;
}
