import { DomainError } from '../errors.ts';
import { cafInWords } from './cafs.ts';

/**
 * DEL-8: the Caf that manages a process, where an agent's command on it is of another: one that manages it no more, or never did; null where the command
 * may run. A partner's and the system's commands are of no Caf.
 */
export function otherInCharge(
  actorCaf: string | null,
  process: { caf: string | null; partnerId: string | null },
): string | null {
  return actorCaf === null || process.partnerId === null || actorCaf === process.caf ? null : process.caf;
}

/** DEL-7b, DEL-8: what who acts is told of a thing that they only read: that reading stays, and who is in charge. `caf`: who manages it. */
export function onlyReads(what: 'Ce partenaire' | 'Ce dossier' | 'Cet élément', caf: string): DomainError {
  return new DomainError(
    'ACTION_NON_PERMISE',
    `${what} est géré par ${cafInWords(caf)} : vous pouvez le consulter, pas le modifier.`,
    { rule: 'DEL-8' },
  );
}
