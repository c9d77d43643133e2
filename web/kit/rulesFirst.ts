import type { Person } from '../../api/route.ts';
import { DomainError } from '../../domain/errors.ts';
import { mustAcceptRules } from '../../domain/usageRules/rules.ts';

export const USAGE_RULES_PATH = '/regles-d-usage';

/** Held up by its pages until the rules of use are accepted (UI-5); a personal password is chosen first (ACC-7), then a second factor that is demanded. */
export function rulesComeFirst(person: Person | null): boolean {
  return person !== null && !person.restricted && !person.enrolling && mustAcceptRules(person);
}

/** Where to accept them; `back`: where one was going. */
export function rulesPath(back: string): string {
  return `${USAGE_RULES_PATH}?${new URLSearchParams({ retour: back })}`;
}

/** A form was sent before the rules were accepted: nothing is done, what was typed waits at `keptAt` (U8). */
export class RulesFirst extends DomainError {
  readonly keptAt: string;
  constructor(keptAt: string) {
    super('REGLES_A_ACCEPTER', "Lisez et acceptez d'abord les règles d'usage.", { rule: 'UI-5' });
    this.keptAt = keptAt;
  }
}
