import { expect, it } from '@jest/globals';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import type { Context } from '../decision/context.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { closingDone, decideReopening, decideWave, projectReopening, reopeningToHold } from './decide.ts';
import { startReopening } from './start.ts';
import type { Reopening, ReopeningGround, TuteurCell } from './types.ts';

const AT = new Date('2025-01-20T09:00:00Z');
const CNAF = { id: 'cnaf', role: 'national' as const, label: 'La Cnaf', ip: null };
const context = (over: Partial<Context> = {}): Context => ({
  ...{ at: AT, actor: CNAF, policy: DEFAULT_POLICY, newId: () => 'id', hash: (text: string) => text },
  mailboxOf: (caf) => `caf${caf}@caf.example`,
  ...over,
});
const cell = (over: Partial<TuteurCell> = {}): TuteurCell => ({
  ...{ caf: '93', verdict: 'CONFORME', siretMcpInconnu: false, refusal: null, correction: 'NONE' },
  ...{ seesBySiren: true, seesBySiret: true, open: true, tuteurs: 40, bySiren: 400, bySiret: 400 },
  ...{ tiersiBySiren: 400, tiersiBySiret: 400, ...over },
});
const ground = (over: Partial<ReopeningGround> = {}): ReopeningGround => ({
  national: {
    ...{ service: 'TUTEUR', state: 'OUVERT', reason: '', since: AT, until: null, opensOn: null, searchBy: 'SIREN' },
    processId: 'r',
  },
  fileOfProteges: false,
  ...{ cells: [cell()], blind: [], signalledBy: [], creatorEmail: 'cnaf@cnaf.example', operators: [], ...over },
});
function open(): Reopening {
  const { reopening } = startReopening({ opensOn: '2025-01-18', rows: [], before: [] }, { at: AT, actor: CNAF });
  Object.assign(reopening.facts, { impactReadAt: AT.toISOString(), correctionsOf: 1, watchedAt: AT.toISOString() });
  reopening.facts.waves = [{ number: 1, at: AT.toISOString(), cafs: ['93'], tuteurs: 40 }];
  return { ...reopening, state: 'OUVERT_V2' };
}
const held = (reopening: Reopening) =>
  reopeningToHold(reopening, projectReopening(reopening, ground(), DEFAULT_POLICY));

it('TUT-4: the act closes for everyone by one row, and its process completes it for each before anything else', () => {
  const { reopening, national } = decideReopening(open(), ground(), { type: 'suspend', reason: 'Essai' }, context());
  expect(reopening.state).toBe('ROLLBACK');
  expect(national?.next).toMatchObject({ state: 'FERME_REPLI', reason: 'Essai' });
  expect(reopening.facts.closeDue).toEqual({ at: AT.toISOString(), reason: 'Essai' });
  expect(held(reopening).state).toBe('FERMETURE_A_ACHEVER');
  expect(held(closingDone(reopening)).state).toBe('ROLLBACK');
});

it('planned again or given up meanwhile, what was closed is still completed, and no wave opens before', () => {
  const closed = decideReopening(open(), ground(), { type: 'suspend', reason: 'Essai' }, context()).reopening;
  const again = decideReopening(closed, ground(), { type: 'resume', opensOn: '2025-01-18' }, context()).reopening;
  expect([again.facts.closing, held(again).state]).toEqual([null, 'FERMETURE_A_ACHEVER']);
  const due = { ...again, state: 'PRET' as const, facts: { ...again.facts, waveDue: true } };
  expect(decideWave(due, ground(), context({ actor: PROCESS_ACTOR })).cafs).toEqual([]);
  expect(held(due).state).toBe('FERMETURE_A_ACHEVER');
  const given = decideReopening(closed, ground(), { type: 'cancel', reason: 'Essai' }, context()).reopening;
  expect(held(given)).toMatchObject({ state: 'FERMETURE_A_ACHEVER', ended: false });
  expect(held(closingDone(given))).toMatchObject({ state: 'ABANDONNEE', ended: true });
});

it('POLICY_TUT_STOP: whom a signal makes one too many closes it as soon as it looks, without its watch', () => {
  const signals = (n: number) => ground({ signalledBy: ['A', 'B', 'C'].slice(0, n) });
  const look = (n: number) => decideReopening(open(), signals(n), { type: 'tick' }, context({ actor: PROCESS_ACTOR }));
  expect(look(2).reopening.state).toBe('OUVERT_V2');
  const { reopening, mails } = look(3);
  expect([reopening.state, reopening.facts.closing?.signalledBy]).toEqual(['ROLLBACK', ['A', 'B', 'C']]);
  expect(mails.map(({ to }) => to)).toEqual(['cnaf@cnaf.example', 'caf93@caf.example']);
});

it('one at a time nationally: one that has ended with its closing still to complete is running', () => {
  const start = (closedAt: Date | null, closeDue: Reopening['facts']['closeDue']) =>
    startReopening(
      { opensOn: '2025-01-18', rows: [], before: [{ id: 'former', closedAt, facts: { closeDue } }] },
      { at: AT, actor: CNAF },
    );
  const named = [expect.objectContaining({ path: 'processId', message: 'former' })];
  for (const running of [() => start(null, null), () => start(AT, { at: AT.toISOString(), reason: 'Essai' })])
    expect(running).toThrow(expect.objectContaining({ code: 'PROCESSUS_EN_COURS', faults: named }));
  expect(start(AT, null)).toMatchObject({ turn: 2, reopening: { state: 'FERME' } });
});
