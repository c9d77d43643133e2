import { z } from 'zod';
import { isClosed } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { fireCase, mailToAccount, noteCase } from '../case/desk.ts';
import type { CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import { DomainError } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { KEPT } from '../policy/erasure.ts';
import type { PersonalDataFacts } from './types.ts';

export const PERSONAL_DATA_STATES = ['A_RETIRER', 'EXPIRE', 'PREVU', 'EFFACE', 'ANNULE'] as const;
export type PersonalDataState = (typeof PERSONAL_DATA_STATES)[number];

// biome-ignore format: one line per transition
export const PERSONAL_DATA_TRANSITIONS = [
  { event: 'expire', from: ['A_RETIRER'],          to: 'EXPIRE', by: ['process'], tell: 'Copie supprimée : son lien a expiré',           rules: ['S7'] },
  { event: 'erase',  from: ['PREVU'],              to: 'EFFACE', by: ['process'], tell: 'Données de la personne effacées',               rules: ['S7'] },
  { event: 'cancel', from: ['A_RETIRER', 'PREVU'], to: 'ANNULE', by: ['agent', 'national'], tell: 'Demande sur les données annulée',     rules: ['S7'] },
  { event: 'reopen', from: ['PREVU'],              to: 'ANNULE', by: ['process'], tell: 'Compte réactivé entre-temps : rien n’est effacé', rules: ['ACC-16'] },
] as const satisfies readonly CaseTransition<PersonalDataState>[];
type PersonalDataEvent = (typeof PERSONAL_DATA_TRANSITIONS)[number]['event'];

const acts = z.object({ type: z.literal('cancel'), reason: prose(2_000) });
type Desk = CaseDesk<PersonalDataFacts, PersonalDataState>;

/** Where such a case begins. Throws ETAT_INCOMPATIBLE: an account is closed before it is erased, as its groups and roles are handed on then. */
export function firstState(
  wish: PersonalDataFacts['wish'],
  account: Pick<Account, 'closesOn'>,
  at: Date,
): PersonalDataState {
  if (wish === 'EXPORT') return 'A_RETIRER';
  if (isClosed(account, at)) return 'PREVU';
  throw new DomainError(
    'ETAT_INCOMPATIBLE',
    'Clôturez d’abord ce compte : ses groupes et ses rôles passent alors à d’autres.',
    {
      rule: 'S7',
    },
  );
}

/**
 * A person asks the Caf for a copy of what is kept about them, or for its erasure (RGPD, art. 15, 17, 20). The copy waits, sealed, behind a link
 * that expires; an erasure is announced, with what stays and why, and carried out when its time has come.
 */
export const personalData: CaseKind<PersonalDataFacts, z.output<typeof acts>, PersonalDataState, PersonalDataEvent> = {
  type: 'personalData',
  transitions: PERSONAL_DATA_TRANSITIONS,
  labels: {
    A_RETIRER: 'Copie à retirer',
    EXPIRE: 'Copie supprimée',
    PREVU: 'Effacement prévu',
    EFFACE: 'Données effacées',
    ANNULE: 'Annulée',
  },
  marks: { A_RETIRER: 'plain', EXPIRE: 'plain', PREVU: 'plain', EFFACE: 'plain', ANNULE: 'plain' },
  finals: ['EXPIRE', 'EFFACE', 'ANNULE'],
  acts,
  peopleOf: ({ userId }) => [userId],

  open(desk) {
    const { userId, wish, until } = desk.case.facts;
    const common = { organisme: desk.people.roster.partner.raisonSociale, until: frenchInstant(new Date(until)) };
    if (wish === 'EXPORT') {
      const link = { kind: 'data' as const, linkRef: desk.case.facts.linkRef, version: 1 };
      mailToAccount(desk, userId, 'MAIL-103', { template: 'MAIL-103', ...common, link });
    } else {
      const link = { kind: 'page' as const, path: '/aide' };
      mailToAccount(desk, userId, 'MAIL-104', { template: 'MAIL-104', ...common, link });
    }
  },

  carryOut(desk, act) {
    fireCase(desk, personalData, 'cancel');
    desk.case.facts.reason = act.reason;
    forgetCopy(desk);
  },

  settle() {},

  deadlines: ({ state, facts }) =>
    state === 'A_RETIRER' || state === 'PREVU' ? [{ at: new Date(facts.until), what: state, rule: 'S7' }] : [],

  onDeadline(desk) {
    if (desk.case.state === 'A_RETIRER') {
      fireCase(desk, personalData, 'expire', { as: 'process' });
      return forgetCopy(desk);
    }
    const { userId } = desk.case.facts;
    const account = desk.people.roster.accounts.find((one) => one.id === userId); // gone: its term came first
    if (account !== undefined && !isClosed(account, desk.at))
      return fireCase(desk, personalData, 'reopen', { as: 'process' });
    fireCase(desk, personalData, 'erase', { as: 'process' });
    desk.leaves.accounts.push(userId);
    const kept = KEPT.map(({ what, why }) => `${what} (${why})`);
    noteCase(desk, 'user.erase', 'Compte effacé à la demande de la personne', {
      ...{ entity: 'user', entityId: userId, rule: 'S7' },
      after: { kept },
    });
  },

  waiting: ({ state, facts }) => ({
    who: 'SYSTEME',
    what: state === 'A_RETIRER' ? 'la fin du lien par lequel la personne retire sa copie' : 'la date de l’effacement',
    until: new Date(facts.until),
    then: state === 'A_RETIRER' ? 'La copie est supprimée.' : 'Les données de la personne sont effacées.',
  }),
};

function forgetCopy(desk: Desk): void {
  if (desk.case.facts.fileId === null) return;
  desk.leaves.files.push(desk.case.facts.fileId);
  desk.case.facts.fileId = null;
}
