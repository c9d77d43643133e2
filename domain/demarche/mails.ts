import { askerOf } from '../case/asker.ts';
import { mailToAccount } from '../case/desk.ts';
import type { CaseDesk } from '../case/types.ts';
import type { ParamsOf } from '../mail/registry.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { DemarcheFacts } from './types.ts';

/**
 * MAIL-96 to the tuteur who deposited it, or to the administrateurs once that account is closed: that something happened to a number, and
 * where to read it. Whom and what it is about stands in no mail. `until`: when a complement is awaited no more.
 */
export function mailTuteur(
  desk: CaseDesk<DemarcheFacts>,
  act: ParamsOf<'MAIL-96'>['act'],
  turn: string,
  until?: Date,
): void {
  const { facts, id } = desk.case;
  const { roster } = desk.people;
  for (const userId of askerOf(desk))
    mailToAccount(desk, userId, `MAIL-96:${turn}:${userId}`, {
      template: 'MAIL-96',
      organisme: roster.partner.raisonSociale,
      act,
      number: facts.number,
      ...(until === undefined ? {} : { until: frenchDate(until) }),
      link: { kind: 'page', path: `/tuteur/demarches/${id}` },
    });
}
