import { describe, expect, it } from '@jest/globals';
import { ADMINISTRATEUR, AGENT, BEGIN } from '../../test/builders/control.ts';
import { act, complete, type DemarcheCase, newDemarche, projected, tick } from '../../test/builders/demarche.ts';
import { refused } from '../../test/refused.ts';
import { type Actor, PROCESS_ACTOR } from '../decision/actor.ts';
import { demarche } from './procedure.ts';
import { DEMARCHE_STATES, type DemarcheState } from './transitions.ts';

const DAY = 86_400_000;
const day = (count: number) => new Date(BEGIN.getTime() + count * DAY);
const UTILISATEUR: Actor = { id: 'nadia', role: 'utilisateur', label: 'Nadia', ip: null };
const GESTIONNAIRE: Actor = { ...UTILISATEUR, role: 'gestionnaire' };
const NATIONAL: Actor = { ...AGENT, role: 'national' };
const OPERATOR: Actor = { ...AGENT, role: 'operator' };
const CAF_ADMIN: Actor = { ...AGENT, role: 'cafAdmin' };
const EVERYONE = [AGENT, CAF_ADMIN, NATIONAL, OPERATOR, ADMINISTRATEUR, GESTIONNAIRE, UTILISATEUR, PROCESS_ACTOR];
const TUTEURS: Actor['role'][] = ['administrateur', 'gestionnaire', 'utilisateur'];
const CAF: Actor['role'][] = ['agent', 'cafAdmin'];

const standing = (state: DemarcheState): DemarcheCase => {
  const one = newDemarche(state);
  return demarche.finals.includes(state) ? { ...one, ended: true } : tick(one, BEGIN).case;
};
const outcome = (name: string) => (one: DemarcheCase, actor: Actor) =>
  complete(one, name, { text: 'sealed', reason: 'sealed' }, day(1), actor).case.state;
const act1 = (what: object) => (one: DemarcheCase, actor: Actor) => act(one, what, day(1), actor).case.state;

/** What is asked, from where it leads on and to where, by whom. */
const ACTS = [
  ['take', act1({ type: 'take' }), { DEPOSEE: 'EN_TRAITEMENT' }, CAF],
  ['accept', outcome('accept'), { DEPOSEE: 'TRAITEE', EN_TRAITEMENT: 'TRAITEE' }, CAF],
  ['refuse', outcome('refuse'), { DEPOSEE: 'REFUSEE', EN_TRAITEMENT: 'REFUSEE' }, CAF],
  ['close', outcome('close'), { DEPOSEE: 'CLASSEE', EN_TRAITEMENT: 'CLASSEE' }, CAF],
  ['ask', outcome('ask'), { DEPOSEE: 'COMPLEMENT_DEMANDE', EN_TRAITEMENT: 'COMPLEMENT_DEMANDE' }, CAF],
  ['supply', act1({ type: 'supply', wordsId: 'w' }), { COMPLEMENT_DEMANDE: 'EN_TRAITEMENT' }, TUTEURS],
  ['withdraw', act1({ type: 'withdraw' }), { DEPOSEE: 'RETIREE' }, TUTEURS],
] as const;

describe.each(ACTS)('%s, by every state and role', (_, does, leads, roles) => {
  it.each(DEMARCHE_STATES)('from %s', (state) => {
    const to = (leads as Partial<Record<DemarcheState, DemarcheState>>)[state];
    for (const actor of EVERYONE) {
      const one = standing(state);
      if (to !== undefined && roles.includes(actor.role)) expect(does(one, actor)).toBe(to);
      else
        expect(refused(() => does(one, actor))?.code).toMatch(
          /^(ETAT_INCOMPATIBLE|ACTION_NON_PERMISE|DOSSIER_TERMINE|TACHE_)/,
        );
    }
  });
});

describe('what happens to a démarche (TUT-14)', () => {
  it('is a task of the Caf for as long as it is to be judged, due in ten working days', () => {
    const one = standing('DEPOSEE');
    expect(one.tasks).toMatchObject([
      { kind: 'TRAITER_DEMARCHE', reason: "Démarche DEM-4K7M2Q9X : Changement d'adresse", state: 'OUVERTE' },
    ]);
    expect(projected(one).waitingFor).toMatchObject({ who: 'CAF', until: one.tasks[0]?.due });
    expect(act(one, { type: 'withdraw' }, day(1), UTILISATEUR).case.tasks[0]?.state).toBe('ANNULEE');
    const taken = act(one, { type: 'take' }, day(1)).case;
    expect(taken.tasks).toMatchObject([{ state: 'OUVERTE', assigneeId: AGENT.id }]);
    const asked = complete(taken, 'ask', { text: 'sealed' }, day(2)).case;
    expect(asked.tasks.map(({ state }) => state)).toEqual(['FAITE']);
    const given = act(asked, { type: 'supply', wordsId: 'given' }, day(3), UTILISATEUR).case;
    expect(given.tasks.map(({ state }) => state)).toEqual(['FAITE', 'OUVERTE']);
    expect(given.facts.exchanges).toMatchObject([
      { by: 'CAF', what: 'ask', wordsId: 'sealed' },
      { by: 'TUTEUR', what: 'supply', wordsId: 'given' },
    ]);
  });

  it('needs a reason to be refused or closed, and words of what is missing; none to be accepted', () => {
    for (const [outcome, field] of [
      ['refuse', 'reason'],
      ['close', 'reason'],
      ['ask', 'text'],
    ] as const)
      expect(refused(() => complete(standing('DEPOSEE'), outcome, {}, BEGIN))?.faults).toMatchObject([
        { path: field, code: 'CHAMP_OBLIGATOIRE' },
      ]);
    const { case: done, mails } = complete(standing('DEPOSEE'), 'accept', {}, BEGIN);
    expect([done.ended, done.facts.exchanges[0]?.wordsId]).toEqual([true, null]);
    expect(mails).toMatchObject([
      { to: 'nadia.essai@leslutins.example', params: { template: 'MAIL-96', act: 'accept' } },
    ]);
  });

  it('tells the administrateurs once the account of who deposited it is closed', () => {
    const one = standing('DEPOSEE');
    const gone = one.roster.accounts.find(({ id }) => id === 'nadia');
    Object.assign(gone ?? {}, { closesOn: '2026-10-01', closedAt: BEGIN });
    expect(complete(one, 'accept', {}, day(1)).mails.map(({ to }) => to)).toEqual(['claire.essai@leslutins.example']);
  });

  it('its complement is awaited until a date told beforehand, reminded twice, then it is closed', () => {
    const asked = complete(standing('DEPOSEE'), 'ask', { text: 'sealed' }, BEGIN);
    expect(asked.mails[0]?.params).toMatchObject({ act: 'ask', until: '04/11/2026' });
    expect(projected(asked.case)).toMatchObject({ dueAt: day(30), nextActionAt: day(7) });
    const seen: unknown[] = [];
    let one = asked.case;
    for (let next = projected(one).nextActionAt; next !== null; next = projected(one).nextActionAt) {
      const decision = tick(one, next);
      one = decision.case;
      seen.push([
        next.toISOString().slice(0, 10),
        one.state,
        ...decision.mails.map(({ params }) => 'act' in params && params.act),
      ]);
    }
    expect(seen).toEqual([
      ['2026-10-12', 'COMPLEMENT_DEMANDE', 'remind'],
      ['2026-10-20', 'COMPLEMENT_DEMANDE', 'remind'],
      ['2026-11-04', 'CLASSEE', 'expire'],
    ]);
    expect(one.facts.exchanges.at(-1)).toMatchObject({ by: 'SYSTEME', what: 'expire', wordsId: null });
    // however late the process looks, it is closed once and not reminded as well
    expect(tick(asked.case, day(40)).mails.map(({ params }) => 'act' in params && params.act)).toEqual(['expire']);
  });

  it('asked for again, has the whole time again; reminded by hand, keeps its date', () => {
    const asked = complete(standing('DEPOSEE'), 'ask', { text: 'sealed' }, BEGIN).case;
    const reminded = act(tick(asked, day(7)).case, { type: 'remind' }, day(8));
    expect(reminded.mails).toMatchObject([{ params: { act: 'remind', until: '04/11/2026' } }]);
    expect(projected(reminded.case)).toMatchObject({ dueAt: day(30), nextActionAt: day(15) });
    const given = act(reminded.case, { type: 'supply', wordsId: 'w' }, day(9), UTILISATEUR).case;
    expect(projected(given).nextActionAt).toBeNull();
    expect(refused(() => act(given, { type: 'remind' }, day(9)))?.code).toBe('RIEN_A_RELANCER');
    const again = complete(given, 'ask', { text: 'sealed' }, day(10)).case;
    expect(projected(again)).toMatchObject({ dueAt: day(40), nextActionAt: day(17) });
  });

  it('says in journal, mails and task where it stands, and of whom nothing', () => {
    const { audit, mails, case: one } = complete(standing('DEPOSEE'), 'refuse', { reason: 'sealed' }, BEGIN);
    expect(audit.map(({ action, label }) => [action, label])).toContainEqual(['demarche.refuse', 'Refusée par la Caf']);
    expect(JSON.stringify([audit, mails, one.tasks])).not.toContain(one.facts.protege);
  });
});
