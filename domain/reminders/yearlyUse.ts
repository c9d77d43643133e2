import type { MailParams } from '../mail/registry.ts';
import { useBefore } from '../obligation/yearly.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';

/** A mail names the first people of a service; the page has them all. */
export const PEOPLE_NAMED = 20;

/** Who has reached a reminder of a service: the first ones by name, with the reference that their year counts from. */
export interface DueOfService {
  service: ServiceCode;
  people: readonly { name: string; reference: string }[];
  total: number;
}

/** REM-7: the administrateurs learn who is to use which service again, and until when. */
export function tellYearlyUse(
  partnerId: string,
  due: readonly DueOfService[],
  organisme: string,
  policy: Policy,
  at: Date,
): MailParams {
  return {
    template: 'MAIL-35',
    organisme,
    services: due.map(({ service, people, total }) => ({
      service: SERVICES[service],
      people: people.map(({ name, reference }) => `${name} – ${untilWords(new Date(reference), policy, at)}`),
      more: total - people.length,
    })),
    link: { kind: 'page', path: `/partenaires/${encodeURIComponent(partnerId)}#obligations` },
  };
}

function untilWords(reference: Date, policy: Policy, at: Date): string {
  const end = useBefore(reference, policy);
  return `${end > at ? 'avant le' : 'échu le'} ${frenchDate(end)}`;
}
