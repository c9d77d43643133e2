import type { NamedPerson } from '../document/types.ts';
import type { Desk } from '../dossier/kind.ts';
import { organisme, processLink, step, toCaf } from '../dossier/mails.ts';
import type { ReplacementFacts } from './types.ts';

/** MAIL-31, to each of the three by their own words; the representative gets the document's own mails. */
export function mailReplacement(
  desk: Desk<ReplacementFacts>,
  stage: 'A_SIGNER' | 'RAPPEL' | 'APPLIQUEE' | 'ABANDONNEE',
): void {
  const { replacement } = desk.dossier.facts;
  if (replacement.incoming === null) return;
  const { leaving, incoming } = replacement;
  const nameOf = (person: NamedPerson) => `${person.firstName} ${person.lastName}`;
  const params = {
    template: 'MAIL-31' as const,
    stage,
    organisme: organisme(desk),
    leaving: leaving === null ? null : nameOf(leaving),
    incoming: nameOf(incoming),
  };
  toCaf(desk, `MAIL-31-caf:${stage}:${step(desk)}`, { ...params, audience: 'caf', link: processLink(desk) });
  const link = { kind: 'page', path: '/' } as const;
  const toPerson = (audience: 'leaver' | 'successor', person: NamedPerson) =>
    desk.mails.push({
      key: `MAIL-31-${audience}:${stage}:${step(desk)}`,
      to: person.email,
      toName: nameOf(person),
      params: { ...params, audience, link },
    });
  toPerson('successor', incoming);
  // REM-10: Caf and successor
  if (leaving !== null && stage !== 'RAPPEL') toPerson('leaver', leaving);
}
