import type { Person } from '../adapters/identity/sessions.ts';
import { enqueueMails } from '../adapters/store/journal.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import type { Actor } from '../domain/decision/actor.ts';
import type { ParamsOf } from '../domain/mail/registry.ts';
import { frenchInstant } from '../domain/policy/calendar.ts';
import { journal } from './perform.ts';

type Change = ParamsOf<'MAIL-85'>['change'];
type Holder = Pick<Person, 'id' | 'email' | 'firstName' | 'lastName' | 'caf'>;

const LINES: Record<Change, { action: string; label: string; before: object; after: object }> = {
  ACTIVEE: {
    ...{ action: 'secondFactor.on', label: 'Double authentification activée' },
    ...{ before: { secondFactor: false }, after: { secondFactor: true } },
  },
  RETIREE: {
    ...{ action: 'secondFactor.off', label: 'Double authentification retirée par la personne' },
    ...{ before: { secondFactor: true }, after: { secondFactor: false } },
  },
  REINITIALISEE: {
    ...{ action: 'secondFactor.reset', label: 'Double authentification réinitialisée par un administrateur' },
    ...{ before: { secondFactor: true }, after: { secondFactor: false } },
  },
};

/** Writes a change of someone's second factor into the journal and tells them by mail, in the change's transaction. */
export async function tellSecondFactor(tx: Transaction, change: Change, holder: Holder, actor: Actor, at: Date) {
  const { id, caf, email, firstName, lastName } = holder;
  await journal(tx, { ...LINES[change], entity: 'user', entityId: id }, { at, actor, caf });
  const mail = {
    key: `MAIL-85:${id}:${change}:${at.toISOString()}`,
    to: email,
    toName: `${firstName} ${lastName}`,
    params: {
      template: 'MAIL-85' as const,
      change,
      at: frenchInstant(at),
      link: { kind: 'page' as const, path: '/connexion' },
    },
  };
  await enqueueMails(tx, [mail], { at, processId: null, caf });
}
