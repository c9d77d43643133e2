import { administratorReplacement } from '../administratorReplacement/kind.ts';
import { replacementFacts } from '../administratorReplacement/replacement.ts';
import type { PeopleDecision, ProcessDraft, ReplacementAsked } from '../people/types.ts';

/** A process that begins with a decision about people, annexe 3 as the dossier that it is. */
export type Begun = Omit<ProcessDraft, 'type'> & { type: ProcessDraft['type'] | ReplacementAsked['type'] };

/** The processes that begin with a decision about people, in its transaction. */
export function begun({ roster, starts }: Pick<PeopleDecision, 'roster' | 'starts'>): Begun[] {
  return starts.map((one) => ('businessKey' in one ? one : replacementOf(roster.partner, one)));
}

/** ADM-3: annexe 3 is a dossier of one document; one at a time of a partner. */
function replacementOf(partner: PeopleDecision['roster']['partner'], asked: ReplacementAsked): Begun {
  const { type, ...replacement } = asked;
  return {
    type,
    businessKey: partner.id,
    label: `Annexe 3 – ${partner.raisonSociale}`,
    state: administratorReplacement.begins,
    facts: replacementFacts({ ...replacement, reminders: 0 }),
    linkEmail: partner.email,
  };
}
