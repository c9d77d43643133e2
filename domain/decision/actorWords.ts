import { type Actor, ANONYMOUS, PROCESS_ACTOR } from './actor.ts';

/** Words for who acted, where there is no name. */
const ROLE_WORDS: Partial<Record<Actor['role'], string>> = {
  process: PROCESS_ACTOR.label,
  anonymous: ANONYMOUS.label,
  partner: 'Le partenaire',
  applicant: 'Le demandeur',
  agent: 'Un agent de la Caf',
  cafAdmin: 'Un administrateur de la Caf',
  national: 'La Cnaf',
  operator: "L'exploitation",
  administrateur: "L'administrateur du partenaire",
};

/** … by the role that the journal keeps; a role without words is shown as it is. */
export function roleWords(role: string): string {
  return (ROLE_WORDS as Record<string, string | undefined>)[role] ?? role;
}
