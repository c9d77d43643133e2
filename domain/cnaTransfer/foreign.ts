import { DomainError } from '../errors.ts';

/** DEL-8: whether an agent's command is of a Caf that does not manage the process, or does no more; a partner's and the system's never are. */
export function isForeign(actorCaf: string | null, process: { caf: string | null; partnerId: string | null }): boolean {
  return actorCaf !== null && process.partnerId !== null && actorCaf !== process.caf;
}

/** What such a command gets: it was accepted before the partner was moved, and is carried out after it. */
export function foreignRefusal(): DomainError {
  return new DomainError(
    'ACTION_NON_PERMISE',
    "Ce dossier relève maintenant d'une autre Caf : vous pouvez le consulter, pas le modifier.",
    { rule: 'DEL-8' },
  );
}
