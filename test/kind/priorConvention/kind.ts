import { type DossierAct, dossierActSchema } from '../../../domain/dossier/acts.ts';
import { ASK_DOCUMENTS } from '../../../domain/dossier/asking.ts';
import { carryOut } from '../../../domain/dossier/carryOut.ts';
import { ESCALATION, REMINDERS } from '../../../domain/dossier/deadlines.ts';
import { note } from '../../../domain/dossier/desk.ts';
import { endWhenHopeless } from '../../../domain/dossier/ending.ts';
import type { DeadlineRule, Kind } from '../../../domain/dossier/kind.ts';
import { produceDocuments } from '../../../domain/dossier/plan.ts';
import { DOCUMENT_OUTCOMES } from '../../../domain/dossier/taskOutcomes.ts';
import type { Facts } from '../../../domain/dossier/types.ts';
import {
  allInForce,
  allSigned,
  anyUnsigned,
  askCountersignature,
  dropCountersignature,
  watchReturned,
  watchSilence,
} from '../../../domain/dossier/watch.ts';
import { DAY_MS } from '../../../domain/policy/durations.ts';

const STATES = {
  DEMANDEE: 'Demandée',
  A_SIGNER: 'Convention à signer',
  A_CONTRESIGNER: 'Convention à contresigner',
  RETRACTATION: 'Délai de rétractation en cours',
  ACQUISE: 'Convention acquise',
  ABANDONNE: 'Abandonné',
} as const;
type State = keyof typeof STATES;

interface PriorFacts extends Facts {
  missions: string[];
  departments: string[];
  /** ISO instant at which the partner may no longer withdraw; null until the convention is in force */
  bindsAt: string | null;
  bound: boolean;
}

export const WITHDRAWAL_MS = 14 * DAY_MS;

/** Its one deadline of its own: nobody withdraws any more. */
const BINDING: DeadlineRule<PriorFacts> = {
  of: ({ dossier: { facts } }) =>
    facts.bindsAt === null || facts.bound ? [] : [{ at: new Date(facts.bindsAt), what: 'bind', rule: 'CONV-8' }],
  fall: (desk) => {
    desk.dossier.facts.bound = true;
    note(desk, 'dossier.bound', 'Délai de rétractation écoulé');
  },
};

/** A kind as another one would be, known to the tests only: a partner signs its convention before it asks for a service. */
export const priorConvention = {
  type: 'priorConvention',
  states: STATES,
  begins: 'DEMANDEE',
  phases: {
    signature: {
      label: 'Le partenaire signe la convention',
      enter: produceDocuments,
      keep: [watchReturned, watchSilence],
      outcomes: { signed: allSigned },
      state: () => 'A_SIGNER',
      asks: ASK_DOCUMENTS,
      deadlines: [REMINDERS, ESCALATION],
    },
    countersignature: {
      label: 'La Caf contresigne la convention',
      enter: askCountersignature,
      leave: dropCountersignature,
      outcomes: { returned: anyUnsigned, inForce: allInForce },
      state: () => 'A_CONTRESIGNER',
    },
    withdrawal: {
      label: 'Délai de rétractation',
      afterLink: 'Convention en vigueur',
      enter: (desk) => {
        desk.dossier.facts.bindsAt = new Date(desk.at.getTime() + WITHDRAWAL_MS).toISOString();
      },
      outcomes: { bound: ({ dossier }) => dossier.facts.bound },
      state: () => 'RETRACTATION',
      waiting: ({ dossier: { facts } }) => ({
        who: 'SYSTEME',
        what: 'la fin du délai de rétractation',
        until: facts.bindsAt === null ? null : new Date(facts.bindsAt),
        then: 'La convention est acquise.',
      }),
      deadlines: [BINDING],
    },
  },
  ends: { ACQUISE: { words: 'convention acquise' }, ABANDONNE: { words: 'dossier abandonné' } },
  marks: {
    DEMANDEE: 'plain',
    A_SIGNER: 'plain',
    A_CONTRESIGNER: 'plain',
    RETRACTATION: 'plain',
    ACQUISE: 'plain',
    ABANDONNE: 'stopped',
  },
  acts: dossierActSchema,
  carryOut,
  taskOutcomes: DOCUMENT_OUTCOMES,
  always: [endWhenHopeless],
  deadlines: [],
  plan: ({ facts }) => [
    {
      kind: 'CONVENTION',
      service: null,
      content: { missions: facts.missions, departments: facts.departments },
      replaces: null,
    },
  ],
  beginning: {
    businessKey: ({ partner }, caf) => `${caf}-${partner.siret}`,
    about: () => 'convention préalable',
    facts: ({ missions, partner }) => ({
      flags: [],
      facts: {
        ...{ phase: null, extraDays: 0, escalated: false, endReason: null },
        ...{ missions, departments: partner.departments, bindsAt: null, bound: false },
      },
    }),
  },
} as const satisfies Kind<PriorFacts, State, DossierAct>;
