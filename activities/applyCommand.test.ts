import { beforeEach, describe, expect, test } from '@jest/globals';
import { presence } from '../adapters/presence.ts';
import { submitted } from '../domain/accessRequest/fixtures.ts';
import type { Followed } from '../domain/account/followed.ts';
import type { Case, CaseType } from '../domain/case/types.ts';
import { knowsAct } from '../domain/command/acts.ts';
import { DOSSIER_KINDS, type DossierType, ofEachDossier } from '../domain/kinds.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { PROCESS_TYPES, type ProcessType } from '../domain/process/types.ts';
import { account, newControl, roster } from '../test/builders/control.ts';
import { AGENT, dossierFrom, newDossier } from '../test/builders/dossier.ts';
import { FakeStore } from '../test/fakes/store.ts';
import { processActivities } from './applyCommand.ts';
import type { Procedure } from './procedure.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const waiting = { state: 'EN_COURS', nextActionAt: null, ended: false };
let store: FakeStore;
let reached: unknown[];

/** The two whose acts are SQL: what gets past the door is seen. */
const behindTheDoor = <T extends ProcessType>(): Procedure<T> => ({
  way: 'transaction',
  run: async (_tx, _processId, act) => {
    reached.push(act);
    return waiting;
  },
  current: async () => waiting,
});

const dossier = () => {
  const one = dossierFrom(newDossier());
  store.dossiers.set('p', { ...one, id: 'p' });
};
const followed = (type: Followed['type']) => {
  const rest = { caf: '93', organisme: 'Les Lutins', creator: null, administrateurs: [], incident: null, ended: false };
  const watch = { userId: 'nadia', reminded: null, reported: false };
  store.followed.set('p', { id: 'p', type, account: account('nadia'), watch, ...rest });
};
const caseOf = (type: CaseType, state: string, facts: object) => {
  const one: Case = { ...newControl(), id: 'p', type, state, facts };
  store.cases.set('p', one);
};

/** A process of each type that stands. */
const standing: Record<ProcessType, () => void> = {
  accessRequest: () => {
    store.requests.set('p', { ...submitted().request, id: 'p' });
  },
  ...ofEachDossier<Record<DossierType, () => void>>(() => dossier),
  esatCampaign: () => undefined,
  userOnboarding: () => followed('userOnboarding'),
  passwordReset: () => followed('passwordReset'),
  accountClosure: () => {
    store.closures.set('p', { id: 'p', userId: 'nadia', roster: roster(), ended: false });
  },
  userImport: () => undefined,
  tuteurReopening: () => undefined,
  securityIncident: () =>
    caseOf('securityIncident', 'ACCUSE', {
      declaredBy: 'claire',
      what: 'x',
      userIds: [],
      suspended: [],
      escalated: false,
    }),
  cnaTransfer: () =>
    caseOf('cnaTransfer', 'A_FAIRE', {
      from: '93',
      departments: ['77', '93'],
      reason: 'x',
      movedAt: null,
      undoneFor: null,
    }),
  personalData: () =>
    caseOf('personalData', 'PREVU', {
      ...{
        userId: 'nadia',
        wish: 'EFFACEMENT',
        asked: 'x',
        until: '2099-01-01T00:00:00Z',
        fileId: null,
        linkRef: 'x',
        reason: null,
      },
    }),
  serviceSuspension: () =>
    caseOf('serviceSuspension', 'SUSPENDU', { service: 'ADONIS', reason: 'x', until: null, resumedFor: null }),
  approverChange: () =>
    caseOf('approverChange', 'VALIDATION_MAIA', { userId: 'nadia', formerId: null, askedBy: 'claire' }),
  demarche: () =>
    caseOf('demarche', 'DEPOSEE', {
      askedBy: 'claire',
      form: 'ADRESSE',
      exchanges: [],
      askedSince: null,
      reminders: 0,
    }),
  lateDeclaration: () => caseOf('lateDeclaration', 'A_RELANCER', { year: 2026 }),
  activityChange: () => caseOf('activityChange', 'TRANSMIS', { askedBy: 'claire', change: 'DEPART', answerId: null }),
  missingProtege: () => caseOf('missingProtege', 'A_VERIFIER', { askedBy: 'claire', found: 'INCONNU', sealed: null }),
  supportRequest: () => caseOf('supportRequest', 'A_TRAITER', { askedBy: 'claire', userId: null, reminders: 4 }),
  annualControl: () => {
    store.cases.set('p', { ...newControl(), id: 'p' });
  },
  userRequest: () =>
    caseOf('userRequest', 'A_TRAITER', {
      askedBy: 'claire',
      userId: 'nadia',
      asked: { what: 'reactivate', userId: 'nadia' },
    }),
};

beforeEach(() => {
  store = new FakeStore();
  reached = [];
});

/** Stores what no route writes, and tells the process. */
async function tell(type: ProcessType, act: unknown) {
  standing[type]();
  const command = { id: 'c', processId: 'p', act, actor: AGENT, notAfter: new Date('2099-01-01'), outcome: null };
  store.commands.set('c', command);
  const before = structuredClone({ ...store, commands: null, turn: null });
  const { applyCommand } = processActivities({
    store,
    policy: DEFAULT_POLICY,
    kinds: DOSSIER_KINDS,
    mailboxOf: (caf) => `agent@caf${caf}.example`,
    people: presence(),
    campaign: behindTheDoor(),
    userImport: behindTheDoor(),
    tuteurReopening: behindTheDoor(),
    launchBatch: () => Promise.reject(new Error('not here')),
  });
  const applied = await applyCommand({ type, processId: 'p', commandId: 'c', at: AT.toISOString() });
  expect(applied.done).toBeUndefined();
  expect(reached).toEqual([]);
  expect(structuredClone({ ...store, commands: null, turn: null })).toEqual(before);
  return store.commands.get('c')?.outcome;
}

describe.each(PROCESS_TYPES)('%s: what is no act of it is refused at once, with an outcome that is kept', (type) => {
  test('an unknown name', async () => {
    expect(await tell(type, { type: 'nonsense' })).toMatchObject({
      status: 'refused',
      code: 'ETAT_INCOMPATIBLE',
      message: expect.stringContaining('nonsense'),
    });
  });

  test("a person's act without what it needs: every fault at once, or the act is none of the type", async () => {
    const outcome = await tell(type, { type: 'completeTask', taskId: 1, outcome: 2, fields: 3 });
    expect(outcome).toMatchObject(
      knowsAct(type, 'completeTask')
        ? {
            status: 'refused',
            code: 'SAISIE_INVALIDE',
            faults: ['taskId', 'outcome', 'fields'].map((path) => expect.objectContaining({ path })),
          }
        : { status: 'refused', code: 'ETAT_INCOMPATIBLE' },
    );
  });

  test('what the system tells it, with faults', async () => {
    expect(await tell(type, { type: 'mailRefused', mailId: 1, secretId: null })).toMatchObject({
      status: 'refused',
      code: 'SAISIE_INVALIDE',
      faults: ['mailId', 'template', 'toPartner'].map((path) => expect.objectContaining({ path })),
    });
  });

  test.each([[null], ['cancel'], [{}], [{ type: 7 }]])('no act at all: %j', async (act) => {
    expect(await tell(type, act)).toMatchObject({ status: 'refused', code: 'SAISIE_INVALIDE' });
  });
});
