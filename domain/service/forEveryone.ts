import type { Context } from '../decision/context.ts';
import type { MailDraft, MailToEach } from '../mail/draft.ts';
import { type NationalChange, type NationalService, resumed, suspended } from './national.ts';
import { SERVICES, type ServiceCode } from './services.ts';

type Params = Extract<MailToEach['params'], { template: 'MAIL-98' | 'MAIL-99' }>;

/** What an act of the Cnaf makes of a service for everyone. */
export interface ChangedForEveryone {
  next: NationalService;
  /** its line in the journal */
  label: string;
  rule: string;
  /** to the administrateurs of every partner who has the service; at once, by night too: what is suspended is not used meanwhile */
  mail: { key: string; params: Params };
}

/** Suspends a service for everyone, or opens it again. `held`: a process that runs opened it. Throws what `suspended` and `resumed` do. */
export function changedForEveryone(
  service: ServiceCode,
  before: NationalService | null,
  change: NationalChange,
  { held, at }: { held: boolean; at: Date },
): ChangedForEveryone {
  const about = { service: SERVICES[service], link: { kind: 'page' as const, path: '/' } };
  const mail = (params: Params) => ({ key: `${params.template}:${service}:${at.toISOString()}`, params });
  const { reason } = change;
  if (change.what === 'suspend')
    return {
      next: suspended(service, before, held, change, at),
      ...{ label: `Service suspendu pour tous : ${reason}`, rule: 'TUT-4' },
      mail: mail({ template: 'MAIL-98', ...about, reason, end: change.end }),
    };
  return {
    next: resumed(service, before, change, at),
    ...{ label: `Service rouvert pour tous : ${reason}`, rule: 'TUT-9' },
    mail: mail({ template: 'MAIL-99', ...about, closed: false }),
  };
}

/** The same mail to a Caf: one for all of its partners. */
export function mailToTheirCaf(
  { key, params }: ChangedForEveryone['mail'],
  caf: string,
  mailboxOf: Context['mailboxOf'],
): MailDraft {
  const to = { to: mailboxOf(caf), toName: `Caf ${caf}` };
  return { key: `${key}:Caf ${caf}`, ...to, params: { ...params, organisme: 'tous vos partenaires' } };
}
