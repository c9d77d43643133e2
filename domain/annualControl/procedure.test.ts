import { describe, expect, it } from '@jest/globals';
import {
  ADMINISTRATEUR,
  AGENT,
  act,
  after,
  BEGIN,
  CHECK,
  type ControlCase,
  DAY,
  type Decision,
  DIPLOMA,
  done,
  EXAMINE,
  gap,
  NUMBER,
  newControl,
  proof,
  standing,
  step,
} from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import { projectCase } from '../case/decide.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { annualControl } from './procedure.ts';
import { newItem } from './sample.ts';
import type { ControlState } from './transitions.ts';

const templates = (decision: Decision) => decision.mails.map(({ params }) => params.template);
const open = (decision: Decision) =>
  decision.case.tasks
    .filter(({ state }) => state === 'OUVERTE')
    .map(({ kind, subject }) => `${kind} ${subject}`.trim());
const faultsOf = (work: () => unknown) => refused(work)?.faults.map(({ path, code }) => `${path} ${code}`) ?? [];

describe('evidence', () => {
  it('is asked of the administrateur by name, and the Caf examines once all is there', () => {
    const asked = step(newControl(), 'open', BEGIN);
    expect(asked.case.state).toBe('PIECES_DEMANDEES');
    expect(asked.mails.map(({ to }) => to)).toEqual(['claire.essai@leslutins.example']);
    expect(asked.mails[0]?.params).toMatchObject({
      again: false,
      until: '19/11/2026',
      evidence: [
        "nadia Essai – diplôme d'État d'assistant de service social ou de CESF (T1)",
        "omar Essai – numéro d'instructeur RSA (T4)",
      ],
    });
    const half = act(asked.case, DIPLOMA, ADMINISTRATEUR);
    expect([half.case.state, open(half)]).toEqual(['PIECES_DEMANDEES', []]);
    const whole = act(half.case, NUMBER, ADMINISTRATEUR);
    expect([whole.case.state, open(whole)]).toEqual(['EXAMINE', ['EXAMINER_CONTROLE']]);
    expect(whole.case.facts.items[1]?.proof?.numeroInstructeur).toBe('093C0550100000');
  });

  it('is what is asked for, and nothing else: all faults at once', () => {
    const { case: control } = step(newControl(), 'open', BEGIN);
    const given = (what: unknown) => faultsOf(() => act(control, what, ADMINISTRATEUR));
    expect(given(proof('T1-nadia'))).toEqual(['file CHAMP_OBLIGATOIRE']);
    expect(given(proof('T1-nadia', { titre: 'JUGEMENT', numeroInstructeur: '093C05501' }))).toEqual([
      'file CHAMP_OBLIGATOIRE',
      'titre CHAMP_INCONNU',
      'numeroInstructeur CHAMP_INCONNU',
    ]);
    expect(given(proof('T4-omar', { numeroInstructeur: '93C05501' }))).toEqual([
      'numeroInstructeur NUMERO_INSTRUCTEUR_INVALIDE',
    ]);
    expect(given(proof('T4-omar', { attachmentId: 'x' }))).toEqual([
      'file CHAMP_INCONNU',
      'numeroInstructeur CHAMP_OBLIGATOIRE',
    ]);
    const T9 = newControl({ items: [newItem('zoe', 'T9')], people: ['zoe'] });
    const { groups, memberships } = T9.roster;
    for (const group of groups.slice(0, 1)) groups.push({ ...group, id: 'gT9', role: 'T9' });
    for (const one of memberships.slice(0, 1)) memberships.push({ ...one, id: 'm9', groupId: 'gT9', userId: 'zoe' });
    const { case: titre } = step(T9, 'open', BEGIN);
    expect(faultsOf(() => act(titre, proof('T9-zoe'), ADMINISTRATEUR))).toEqual([
      'file CHAMP_OBLIGATOIRE',
      'titre CHAMP_OBLIGATOIRE',
    ]);
  });

  it('is not asked for of who has lost the access meanwhile', () => {
    const { case: control } = step(newControl(), 'open', BEGIN);
    const { case: half } = act(control, DIPLOMA, ADMINISTRATEUR);
    half.roster.memberships = half.roster.memberships.filter(({ userId }) => userId !== 'omar');
    expect(step(half, 'tick', after(2)).case.state).toBe('EXAMINE');
  });

  it('examined, it does not change any more; what is missing may still come', () => {
    const control = standing('EXAMINE');
    expect(() => act(control, DIPLOMA, ADMINISTRATEUR)).toThrow('Aucune pièce');
    expect(act(control, NUMBER, ADMINISTRATEUR).case.facts.items[1]?.proof).not.toBeNull();
  });
});

describe('reminders and the deadline (OBL-15)', () => {
  const { case: control } = step(newControl(), 'open', BEGIN);

  it('reminds at D+15 and D+30, then the Caf examines what is there at D+45', () => {
    let one = control;
    const seen: string[] = [];
    for (let next = projectCase(annualControl, one, DEFAULT_POLICY).nextActionAt; next !== null; ) {
      const decision = step(one, 'tick', next);
      seen.push(`${next.toISOString().slice(0, 16)} ${decision.case.state} ${templates(decision).join()}`);
      one = decision.case;
      next = projectCase(annualControl, one, DEFAULT_POLICY).nextActionAt;
    }
    expect(seen).toEqual([
      '2026-10-20T08:00 PIECES_DEMANDEES MAIL-36',
      '2026-11-04T08:00 PIECES_DEMANDEES MAIL-36',
      '2026-11-19T08:00 EXAMINE ',
    ]);
    expect(one.tasks.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'EXAMINER_CONTROLE Contrôle annuel 2026 : pièces manquantes : 2.',
    ]);
  });

  it('a reminder that would come with the end, or after it, does not leave', () => {
    const policy = { ...DEFAULT_POLICY, controlReminders: [45 * DAY, 50 * DAY] };
    expect(annualControl.deadlines(control, policy).map(({ what }) => what)).toEqual(['close']);
  });

  it('is before its time nobody’s work; after a long silence, the end alone', () => {
    expect(templates(step(control, 'tick', after(14)))).toEqual([]);
    const late = step(control, 'tick', after(60));
    expect([late.case.state, templates(late)]).toEqual(['EXAMINE', []]);
  });
});

describe('the examination', () => {
  it('found conforming, the diploma is verified on the person (REQ-9) and the number is theirs', () => {
    const { case: control } = act(standing('PIECES_DEMANDEES'), NUMBER, ADMINISTRATEUR);
    const ended = act(control, done(EXAMINE, 'conform'), AGENT, after(3));
    expect([ended.case.state, ended.case.ended, templates(ended)]).toEqual(['CONFORME', true, ['MAIL-83']]);
    const [, nadia, omar, zoe] = ended.people.roster.accounts;
    expect([nadia?.diplomeVerifieLe, omar?.numeroInstructeur, omar?.diplomeVerifieLe, zoe?.diplomeVerifieLe]).toEqual([
      after(3),
      '093C0550100000',
      null,
      null,
    ]);
  });

  it('with evidence missing, conforming wants a reason and gaps name what is missing', () => {
    const control = standing('EXAMINE');
    const faults = (outcome: string, fields = {}) =>
      faultsOf(() => act(control, done(EXAMINE, outcome, fields), AGENT));
    expect(faults('conform')).toEqual(['note CHAMP_OBLIGATOIRE']);
    expect(faults('gaps', { gaps: {} })).toEqual(['gaps.T4-omar CHAMP_OBLIGATOIRE']);
    expect(faults('gaps', { gaps: { 'T4-omar': 'x', 'T1-autre': 'y' } })).toEqual(['gaps.T1-autre INTROUVABLE']);
    expect(faults('gaps', { gaps: { 'T4-omar': 3 } })).toEqual(['gaps.T4-omar CHAMP_INVALIDE']);
    const { case: whole } = act(control, NUMBER, ADMINISTRATEUR);
    expect(faultsOf(() => act(whole, done(EXAMINE, 'gaps', { gaps: { 'T4-omar': ' ' } }), AGENT))).toEqual([
      'gaps CHAMP_OBLIGATOIRE',
    ]);
  });

  it('gaps are told to the administrateur without the Caf’s words; what is no gap is accepted', () => {
    const found = act(standing('EXAMINE'), done(EXAMINE, 'gaps', { gaps: { 'T4-omar': 'Sans numéro' } }), AGENT);
    expect(templates(found)).toEqual(['MAIL-81']);
    expect(JSON.stringify(found.mails)).not.toContain('Sans numéro');
    expect(found.people.roster.accounts[1]?.diplomeVerifieLe).toEqual(after(1));
    expect(projectCase(annualControl, found.case, DEFAULT_POLICY).waitingFor?.who).toBe('PARTENAIRE');
  });
});

describe('gaps until they are corrected', () => {
  it('new evidence is checked: refused it is asked for again, accepted it ends', () => {
    const { case: gaps } = act(standing('ECARTS'), done(CHECK, 'accept'), AGENT);
    const given = act(gaps, NUMBER, ADMINISTRATEUR, after(2));
    expect(open(given)).toContain('VERIFIER_CORRECTION T4-omar');
    expect(() => act(given.case, NUMBER, ADMINISTRATEUR)).toThrow('Aucune pièce');
    const task = given.case.tasks.find(({ subject }) => subject === 'T4-omar')?.id ?? '';
    const refused = act(given.case, done(task, 'reject', { reason: 'Pas le sien' }), AGENT, after(3));
    expect([refused.case.state, templates(refused), refused.case.facts.items[1]?.gap]).toEqual([
      'ECARTS',
      ['MAIL-81'],
      gap({ reason: 'Pas le sien', refused: 'PREUVE' }),
    ]);
    const again = act(refused.case, NUMBER, ADMINISTRATEUR, after(4));
    const next = again.case.tasks.find(({ subject, state }) => subject === 'T4-omar' && state === 'OUVERTE')?.id ?? '';
    const ended = act(again.case, done(next, 'accept'), AGENT, after(5));
    expect([ended.case.state, ended.case.ended, templates(ended)]).toEqual(['ECARTS_CORRIGES', true, ['MAIL-83']]);
  });

  const without = (one: ControlCase, userId: string): ControlCase => {
    const memberships = one.roster.memberships.filter((membership) => membership.userId !== userId);
    return { ...one, roster: { ...one.roster, memberships } };
  };

  it('an access withdrawn, or an account closed, is seen and checked; one that comes back is a gap again', () => {
    const control = standing('ECARTS');
    const gone = step(without(control, 'omar'), 'tick', after(2));
    expect(gone.case.facts.items[1]?.gap?.correction).toBe('ACCES_RETIRE');
    expect(open(gone)).toContain('VERIFIER_CORRECTION T4-omar');
    const back = step({ ...gone.case, roster: control.roster }, 'tick', after(3));
    expect(back.case.facts.items[1]?.gap?.correction).toBeNull();
    expect(open(back)).not.toContain('VERIFIER_CORRECTION T4-omar');
    const closed = structuredClone(control);
    const omar = closed.roster.accounts.find(({ id }) => id === 'omar');
    if (omar !== undefined) omar.closesOn = '2026-10-06';
    expect(step(closed, 'tick', after(2)).case.facts.items[1]?.gap?.correction).toBe('COMPTE_CLOS');
  });

  it('another profile is another access', () => {
    const moved = standing('ECARTS');
    for (const group of moved.roster.groups) if (group.role === 'T4') group.role = 'T2';
    expect(step(moved, 'tick', after(2)).case.facts.items[1]?.gap?.correction).toBe('ACCES_RETIRE');
  });

  const next = (one: ControlCase) => projectCase(annualControl, one, DEFAULT_POLICY).nextActionAt;

  it('a correction refused, or an access that comes back, gives the whole time again', () => {
    const { case: refused } = act(standing('ECARTS'), done(CHECK, 'reject', { reason: 'Illisible' }), AGENT, after(40));
    expect(next(refused)).toEqual(after(47));
    // what was refused stays to be seen until another comes
    expect(refused.facts.items[0]?.proof?.attachmentId).toBe('diplome');
    const control = standing('ECARTS');
    const { case: gone } = step(without(control, 'omar'), 'tick', after(2));
    expect(next(gone)).toBeNull();
    const back = step({ ...gone, roster: control.roster }, 'tick', after(200));
    expect([templates(back), next(back.case)]).toEqual([[], after(207)]);
  });

  it('after a long silence of the system each is told once', () => {
    const late = step(standing('ECARTS'), 'tick', after(100));
    expect([templates(late), next(late.case)]).toEqual([['MAIL-82', 'MAIL-81'], after(120)]);
  });

  it('a withdrawal the Caf has refused is no correction until something changes', () => {
    const gone = step(without(standing('ECARTS'), 'omar'), 'tick', after(2));
    const task = gone.case.tasks.find(({ subject }) => subject === 'T4-omar')?.id ?? '';
    const refused = act(gone.case, done(task, 'reject', { reason: 'Consulte encore' }), AGENT, after(3));
    expect(refused.case.facts.items[1]?.gap?.correction).toBeNull();
    expect(step(refused.case, 'tick', after(4)).case.facts.items[1]?.gap?.correction).toBeNull();
  });

  it('reminds at D+7 and D+15, and tells the Caf every 30 days, as long as a gap is the administrateur’s', () => {
    let one = standing('ECARTS');
    const seen: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const next = projectCase(annualControl, one, DEFAULT_POLICY).nextActionAt ?? BEGIN;
      const decision = step(one, 'tick', next);
      seen.push(`${next.toISOString().slice(0, 10)} ${templates(decision).join()}`);
      one = decision.case;
    }
    expect(seen).toEqual([
      '2026-10-12 MAIL-81',
      '2026-10-20 MAIL-81',
      '2026-11-04 MAIL-82,MAIL-81',
      '2026-12-04 MAIL-82,MAIL-81',
    ]);
    const { case: given } = act(one, NUMBER, ADMINISTRATEUR, after(70));
    expect(projectCase(annualControl, given, DEFAULT_POLICY)).toMatchObject({
      nextActionAt: null,
      waitingFor: { who: 'CAF' },
    });
  });
});

describe('a departure', () => {
  it('is looked at, asks for nothing, and as a gap is corrected by closing the account alone', () => {
    const leaver = { id: 'DEPART-zoe', userId: 'zoe', about: 'DEPART' as const, proof: null, gap: null };
    const opened = step(newControl({ items: [leaver], people: ['zoe'] }), 'open', BEGIN);
    expect(opened.case.state).toBe('EXAMINE');
    expect(opened.mails[0]?.params).toMatchObject({ evidence: [] });
    const task = opened.case.tasks[0]?.id ?? '';
    const found = act(opened.case, done(task, 'gaps', { gaps: { 'DEPART-zoe': 'À fermer' } }), AGENT);
    expect(() => act(found.case, proof('DEPART-zoe'), ADMINISTRATEUR)).toThrow('Aucune pièce');
    expect(found.case.facts.items[0]?.gap?.correction).toBeNull();
    const closed = structuredClone(found.case);
    for (const one of closed.roster.accounts) if (one.id === 'zoe') one.closesOn = '2026-10-06';
    expect(open(step(closed, 'tick', after(2)))).toEqual(['VERIFIER_CORRECTION DEPART-zoe']);
  });
});

describe('a reminder by hand', () => {
  it('goes where the administrateur owes something, and nowhere else', () => {
    const remind = (state: ControlState) => templates(act(standing(state), { type: 'remind' }, AGENT));
    expect([remind('PIECES_DEMANDEES'), remind('ECARTS')]).toEqual([['MAIL-36'], ['MAIL-81']]);
    expect(() => remind('EXAMINE')).toThrow('rien à fournir');
  });
});
