import { z } from 'zod';
import { dropCaseTasks, ensureCaseTask, fireCase, mailToAccount, mailToCaf } from '../case/desk.ts';
import type { Case, CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import { CNA } from '../dossier/newDossier.ts';
import { DomainError } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import { administrateursOf } from '../people/desk.ts';
import type { Policy } from '../policy/policy.ts';
import type { CnaTransferFacts } from './types.ts';

export const CNA_TRANSFER_STATES = ['A_FAIRE', 'TRANSFERE', 'CONFIRME', 'ANNULE', 'SANS_OBJET'] as const;
export type CnaTransferState = (typeof CNA_TRANSFER_STATES)[number];

/** DEL-8: to the CNA, and back only by a person who decides it. */
export const CNA_TRANSFER_TRANSITIONS = [
  {
    event: 'move',
    from: ['A_FAIRE'],
    to: 'TRANSFERE',
    by: ['process'],
    tell: 'Partenaire confié au Centre national d’appui',
    rules: ['DEL-7'],
  },
  {
    event: 'overtake',
    from: ['A_FAIRE'],
    to: 'SANS_OBJET',
    by: ['process'],
    tell: 'Le partenaire était déjà au Centre national d’appui',
    rules: ['DEL-7'],
  },
  {
    event: 'undo',
    from: ['TRANSFERE'],
    to: 'ANNULE',
    by: ['agent'],
    tell: 'Passage annulé : le partenaire est rendu à sa Caf',
    rules: ['DEL-8'],
  },
  {
    event: 'confirm',
    from: ['TRANSFERE'],
    to: 'CONFIRME',
    by: ['process'],
    tell: 'Passage confirmé par le temps écoulé',
    rules: ['DEL-8'],
  },
] as const satisfies readonly CaseTransition<CnaTransferState>[];
type CnaTransferEvent = (typeof CNA_TRANSFER_TRANSITIONS)[number]['event'];

const acts = z.object({ type: z.literal('undo'), reason: prose(2_000) });
type Desk = CaseDesk<CnaTransferFacts, CnaTransferState>;

/**
 * A partner with services in several départements goes to the CNA in place (DEL-7, DEL-8, DEL-11): its convention, contrat, bulletins, services,
 * dossiers, people, groups and identifiants stay the same records under another managing Caf, all of them in one transaction. The former Caf keeps
 * reading. A wrong move is undone by the CNA for as long as neither convention nor bulletin in force reaches several départements.
 */
export const cnaTransfer: CaseKind<CnaTransferFacts, z.output<typeof acts>, CnaTransferState, CnaTransferEvent> = {
  type: 'cnaTransfer',
  transitions: CNA_TRANSFER_TRANSITIONS,
  labels: {
    A_FAIRE: 'À faire',
    TRANSFERE: 'Confié au Centre national d’appui',
    CONFIRME: 'Confirmé',
    ANNULE: 'Annulé',
    SANS_OBJET: 'Sans objet',
  },
  marks: { A_FAIRE: 'plain', TRANSFERE: 'plain', CONFIRME: 'plain', ANNULE: 'plain', SANS_OBJET: 'amiss' },
  finals: ['CONFIRME', 'ANNULE', 'SANS_OBJET'],
  acts,
  peopleOf: () => [],

  open(desk) {
    const { facts, roster } = desk.case;
    if (desk.case.state !== 'A_FAIRE') return;
    if (roster.partner.caf !== facts.from) return fireCase(desk, cnaTransfer, 'overtake', { as: 'process' });
    fireCase(desk, cnaTransfer, 'move', { as: 'process' });
    facts.movedAt = desk.at.toISOString();
    move(desk, facts.from, CNA);
    const organisme = roster.partner.raisonSociale;
    const told = { template: 'MAIL-29' as const, organisme, formerCaf: facts.from, link: link(desk) };
    mailToCaf(desk, 'MAIL-29', told);
    tell(desk, false);
  },

  carryOut(desk, act) {
    const { facts } = desk.case;
    const { departments } = contractsOf(desk.case);
    const conventions = twoConventions(desk.case);
    if (conventions !== null)
      throw new DomainError('PORTEE_MULTI_DEPARTEMENTALE', `${conventions} : n'en gardez d'abord qu'une.`, {
        rule: 'DEL-7',
      });
    if (departments.length > 1)
      throw new DomainError(
        'PORTEE_MULTI_DEPARTEMENTALE',
        `La convention ou un bulletin en vigueur porte sur plusieurs départements (${departments.join(', ')}) : le Centre national d'appui gère donc ce partenaire.`,
        { rule: 'DEL-7' },
      );
    fireCase(desk, cnaTransfer, 'undo');
    facts.undoneFor = act.reason;
    move(desk, CNA, facts.from);
    tell(desk, true);
  },

  settle(desk) {
    const conventions = twoConventions(desk.case);
    if (conventions === null) return dropCaseTasks(desk, 'DEUX_CONVENTIONS');
    if (desk.case.state !== 'TRANSFERE') return;
    const words = `${conventions} : fermez celle qui ne reste pas ; ses services ferment avec elle, et ceux qui doivent rester se demandent sous l'autre.`;
    ensureCaseTask(desk, 'DEUX_CONVENTIONS', words);
  },

  deadlines: (one, policy) => {
    const at = one.state === 'TRANSFERE' && twoConventions(one) === null ? undoneUntil(one.facts, policy) : null;
    return at === null ? [] : [{ at, what: 'confirm', rule: 'DEL-8' }];
  },

  onDeadline: (desk) => fireCase(desk, cnaTransfer, 'confirm', { as: 'process' }),

  waiting: (one, policy) => {
    if (one.state === 'TRANSFERE' && twoConventions(one) !== null) return ONE_CONVENTION_AWAITED;
    return {
      who: 'SYSTEME',
      what: 'la fin du délai pendant lequel le passage peut être annulé',
      until: undoneUntil(one.facts, policy),
      then: 'Le passage est confirmé.',
    };
  },
};

/** Until when a move may be undone by the process that made it [P]; null: it is not made. */
function undoneUntil({ movedAt }: CnaTransferFacts, { cnaUndoMs }: Pick<Policy, 'cnaUndoMs'>): Date | null {
  return movedAt === null ? null : new Date(new Date(movedAt).getTime() + cnaUndoMs);
}

const ONE_CONVENTION_AWAITED = {
  who: 'CAF',
  what: 'ne garder qu’une convention en vigueur',
  until: null,
  then: 'Le passage est confirmé.',
} as const satisfies WaitingFor;

const contractsOf = ({ contracts }: Pick<Case, 'contracts'>) => contracts ?? { departments: [], conventions: [] };

/** CONV-6, DEL-11: what there is to say where records of one SIRET, each under contract, became one; null: at most one convention is in force. */
function twoConventions(one: Pick<Case, 'contracts'>): string | null {
  const { conventions } = contractsOf(one);
  const named = conventions.map(({ number, caf }) => `${number ?? 'sans numéro'} (Caf ${caf})`).join(' et ');
  return conventions.length > 1 ? `Deux conventions de ce partenaire sont en vigueur : ${named}` : null;
}

/** Everything of the partner follows in the transaction of this decision; what is told from now on is told to the new managing Caf. */
function move(desk: Desk, from: string, to: string): void {
  desk.move = { from, to, departments: desk.case.facts.departments };
  desk.case.caf = to;
  desk.audit.push({
    action: 'partner.move',
    entity: 'partner',
    entityId: desk.people.roster.partner.id,
    label: to === CNA ? 'Partenaire confié au Centre national d’appui' : `Partenaire rendu à la Caf ${to}`,
    rule: 'DEL-8',
    before: { caf: from },
    after: { caf: to },
  });
}

/** The Caf that it leaves or that has it back, and the partner: its administrateurs in function, else the organisme. */
function tell(desk: Desk, undone: boolean): void {
  const { roster, facts } = { roster: desk.people.roster, facts: desk.case.facts };
  const { raisonSociale: organisme, email } = roster.partner;
  const reason = undone ? (facts.undoneFor ?? '') : facts.reason;
  const told = { template: 'MAIL-110' as const, organisme, caf: facts.from, reason, undone, link: link(desk) };
  const key = `MAIL-110:${undone ? 'annule' : 'fait'}`;
  desk.mails.push({
    key: `${key}:caf`,
    to: desk.mailboxOf(facts.from),
    toName: `Caf ${facts.from}`,
    params: { ...told, audience: 'caf' },
  });
  const administrateurs = administrateursOf(roster, desk.at);
  for (const { id } of administrateurs) mailToAccount(desk, id, `${key}:${id}`, { ...told, audience: 'partner' });
  if (administrateurs.length === 0)
    desk.mails.push({
      key: `${key}:organisme`,
      to: email,
      toName: organisme,
      params: { ...told, audience: 'partner' },
    });
}

const link = (desk: Desk) => ({ kind: 'page' as const, path: `/partenaires/${desk.people.roster.partner.id}` });
