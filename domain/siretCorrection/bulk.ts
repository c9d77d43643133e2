import { DomainError } from '../errors.ts';
import type { TuteurLine } from '../tuteur/ground.ts';
import { type Proposal, proposalFor } from './proposal.ts';

/** How many corrections one request confirms. */
export const BULK_MAX = 500;

interface Candidate extends Pick<TuteurLine, 'siretMcp' | 'sirets'> {
  task: { assigneeId: string | null } | null;
}

/**
 * What a bulk confirmation writes for one tuteur, or why it does not: ETAT_INCOMPATIBLE when nobody is to decide any more, TACHE_PRISE when
 * somebody else is about to, CORRECTION_A_EXAMINER where the proposed SIRET is not sure (another SIREN, or somebody else's).
 */
export function bulkProposal(one: Candidate, actorId: string): Proposal | DomainError {
  if (one.task === null) return new DomainError('ETAT_INCOMPATIBLE', "Cette correction n'attend pas de décision.");
  const { assigneeId } = one.task;
  if (assigneeId !== null && assigneeId !== actorId)
    return new DomainError('TACHE_PRISE', 'Un autre agent a pris cette tâche.');
  const proposal = proposalFor(one);
  if (proposal?.sure === true) return proposal;
  return new DomainError(
    'CORRECTION_A_EXAMINER',
    'Le SIREN est un autre, ou le SIRET est déjà pris : décidez sur sa page.',
    {
      rule: 'TUT-11',
    },
  );
}
