import { describe, expect, test } from '@jest/globals';
import { correctionOf, groundOf, O5, O14, ofCorrection, undo } from '../../test/builders/correction.ts';
import { type Act, AGENT, NATIONAL, PARTNER, Play, project } from '../../test/builders/dossier.ts';
import type { Actor } from '../decision/actor.ts';
import { DomainError } from '../errors.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { bulkProposal } from './bulk.ts';
import { proposalFor } from './proposal.ts';

const TASK = 'CORRIGER_SIRET_TUTEUR';
const begun = (mcp: string, ...sirets: string[]) => new Play(correctionOf(mcp, ...sirets)).act({ type: 'open' });
const answer = (siret: string): Act => ({ type: 'answerSiret', siret, words: '' }) as unknown as Act;

describe('what is proposed (TUT-7), and what may be confirmed in bulk', () => {
  const of = (mcp: string, ...sirets: string[]) => {
    const { check } = groundOf(mcp, ...sirets);
    if (check === null) throw new Error('judged');
    return check;
  };

  test.each([
    ['the only SIRET of Tiersi, same SIREN', of(O5.mcp, O5.tiersi), O5.tiersi, true],
    [
      'several SIRETs, none the one of MCP: the one with most protégés',
      of(O5.mcp, O5.tiersi, O5.third),
      O5.tiersi,
      true,
    ],
    ['another SIREN: signed for, one by one', of(O14.mcp, O14.tiersi), O14.tiersi, false],
  ])('%s', (_, check, siret, sure) => {
    expect(proposalFor(check)).toMatchObject({ siret, sure });
  });

  test('nothing where nothing is to be corrected', () => {
    expect(proposalFor(of(O5.mcp, O5.mcp, O5.tiersi))).toBeNull();
  });

  test.each([
    ['sure and free', {}, null],
    ['taken by oneself', { task: { assigneeId: 'me' } }, null],
    ['taken by another', { task: { assigneeId: 'other' } }, 'TACHE_PRISE'],
    ['decided already', { task: null }, 'ETAT_INCOMPATIBLE'],
    ['another SIREN', of(O14.mcp, O14.tiersi), 'CORRECTION_A_EXAMINER'],
    [
      'held by another partner',
      { sirets: of(O5.mcp, O5.tiersi).sirets.map((one) => ({ ...one, heldBy: 'X' })) },
      'CORRECTION_A_EXAMINER',
    ],
  ])('%s', (_, over, code) => {
    const found = bulkProposal({ ...of(O5.mcp, O5.tiersi), task: { assigneeId: null }, ...over }, 'me');
    expect(found instanceof DomainError ? found.code : null).toBe(code);
  });
});

describe('who may do what, phase by phase', () => {
  const CAF_ADMIN: Actor = { ...AGENT, role: 'cafAdmin' };
  const ADMINISTRATEUR: Actor = { id: 'claire', role: 'administrateur', label: 'Claire', ip: null };
  const phases: Record<string, () => Play> = {
    decision: () => begun(O5.mcp, O5.tiersi),
    question: () => begun(O5.mcp, O5.tiersi).task(TASK, 'ask'),
    avenant: () => begun(O14.mcp, O14.tiersi).task(TASK, 'confirm', { siret: O14.tiersi }),
    countersignature: () => begun(O14.mcp, O14.tiersi).task(TASK, 'confirm', { siret: O14.tiersi }).signAll(),
    corrected: () => begun(O5.mcp, O5.tiersi).task(TASK, 'confirm', { siret: O5.tiersi }),
    kept: () => begun(O5.mcp, O5.tiersi).task(TASK, 'keep', { reason: 'x' }),
  };
  const actors = {
    agent: AGENT,
    cafAdmin: CAF_ADMIN,
    national: NATIONAL,
    partner: PARTNER,
    administrateur: ADMINISTRATEUR,
  };
  const undoing = { type: 'undo', reason: 'x' } as unknown as Act;
  const allowed = new Set(['corrected agent', 'corrected cafAdmin', 'kept agent', 'kept cafAdmin']);

  const codeOf = (run: () => unknown) => {
    try {
      run();
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };

  test.each(Object.keys(phases).flatMap((phase) => Object.keys(actors).map((role) => [phase, role] as const)))(
    'undo in %s by %s',
    (phase, role) => {
      const code = codeOf(() => phases[phase]?.().act(undoing, actors[role as keyof typeof actors]));
      const caf = role === 'agent' || role === 'cafAdmin';
      expect(code).toBe(allowed.has(`${phase} ${role}`) ? null : caf ? 'ETAT_INCOMPATIBLE' : 'ACTION_NON_PERMISE');
    },
  );

  test.each(Object.keys(phases))('the partner answers in question alone, not in %s', (phase) => {
    expect(codeOf(() => phases[phase]?.().act(answer(O5.tiersi), PARTNER))).toBe(
      phase === 'question' ? null : 'ETAT_INCOMPATIBLE',
    );
  });

  test.each(Object.keys(phases))('the partner does not end it in %s', (phase) => {
    expect(codeOf(() => phases[phase]?.().act({ type: 'withdraw', reason: 'x' }, PARTNER))).toBe('ETAT_INCOMPATIBLE');
  });

  test('the decision is the Caf’s: a task is completed by nobody else', () => {
    const one = begun(O5.mcp, O5.tiersi);
    const taskId = one.dossier.tasks[0]?.id ?? '';
    const act: Act = { type: 'completeTask', taskId, outcome: 'confirm', fields: { siret: O5.tiersi } };
    for (const actor of [NATIONAL, PARTNER, ADMINISTRATEUR])
      expect(codeOf(() => one.act(act, actor))).toBe('ACTION_NON_PERMISE');
  });
});

describe('a tuteur of whom Tiersi shows nothing is a task of the Caf in charge (TUT-12)', () => {
  const none = { siren: O5.mcp.slice(0, 9), siret: O5.mcp, proteges: 0, heldBy: null };
  const empty = () => {
    const ground = groundOf(O5.mcp, O5.mcp);
    if (ground.check !== null) Object.assign(ground.check, { sirets: [none], verdict: 'AUCUN_PROTEGE' });
    return ground;
  };
  const open = (one: Play) => one.dossier.tasks.filter(({ state }) => state === 'OUVERTE').map(({ kind }) => kind);
  const absent = () => begun(O5.mcp);

  test.each([
    ['ABSENT_TIERSI', absent, 'Tiersi ne connaît aucun SIRET'],
    [
      'AUCUN_PROTEGE',
      () => {
        const one = new Play(correctionOf(O5.mcp, O5.mcp));
        one.dossier.tuteur = empty();
        return one.act({ type: 'open' });
      },
      'sans aucun protégé',
    ],
  ])('%s: A_VERIFIER, and he keeps Cdap T9 meanwhile', (_, start, words) => {
    const one = start();
    expect(open(one)).toEqual(['A_VERIFIER']);
    expect(one.dossier.tasks[0]?.reason).toContain(words);
    expect(one.dossier.tasks[0]?.reason).toContain('garde Cdap T9');
  });

  test('a newer file that settles it closes the task; one that asks for another SIRET makes it a correction', () => {
    const settled = absent();
    settled.dossier.tuteur = groundOf(O5.mcp, O5.mcp);
    settled.act({ type: 'tick' });
    expect([open(settled), settled.dossier.endedAs]).toEqual([[], 'SANS_OBJET']);
    const other = absent();
    other.dossier.tuteur = groundOf(O5.mcp, O5.tiersi);
    other.act({ type: 'tick' });
    expect(open(other)).toEqual([TASK]);
  });

  test('a correction that settles it closes the task, and one that a newer file leaves with nothing opens it', () => {
    const one = begun(O5.mcp, O5.tiersi).task(TASK, 'confirm', { siret: O5.tiersi });
    expect(open(one)).toEqual([]);
    one.dossier.tuteur = groundOf(O5.tiersi);
    one.act({ type: 'tick' });
    expect(open(one)).toEqual(['A_VERIFIER']);
  });
});

describe('time', () => {
  test('R4: each tick brings a later one, or none, wherever it stands', () => {
    for (const start of [
      () => begun(O5.mcp, O5.tiersi),
      () => begun(O5.mcp, O5.tiersi).task(TASK, 'ask'),
      () => begun(O14.mcp, O14.tiersi).task(TASK, 'confirm', { siret: O14.tiersi }),
      () => begun(O5.mcp, O5.tiersi).task(TASK, 'confirm', { siret: O5.tiersi }),
      () => begun(O5.mcp, O5.tiersi).task(TASK, 'keep', { reason: 'x' }),
    ]) {
      const one = start();
      const next = () => project(one.dossier, DEFAULT_POLICY, one.at).nextActionAt;
      for (let at = next(), ticks = 0; at !== null; at = next(), ticks += 1) {
        expect(at.getTime()).toBeGreaterThan(one.at.getTime());
        expect(ticks).toBeLessThan(40);
        one.later(at.toISOString()).act({ type: 'tick' });
      }
    }
  });

  test('the Caf: reminded twice, its launcher told once, then it ends; the partner knows of nothing', () => {
    const one = begun(O5.mcp, O5.tiersi);
    for (const day of ['2026-03-09', '2026-03-16', '2026-03-18', '2026-05-02'])
      one.later(`${day}T09:00:00Z`).act({ type: 'tick' });
    expect(
      one.mails.map(({ params, to }) => [params.template, 'audience' in params ? params.audience : '', to]),
    ).toEqual([
      ['MAIL-92', 'CAF', 'agent@caf93.example'],
      ['MAIL-92', 'CAF', 'agent@caf93.example'],
      ['MAIL-92', 'LANCEUR', 'nadia@cnaf.example'],
      ['MAIL-92', 'FIN', 'agent@caf93.example'],
    ]);
    expect(one.mails.every(({ processId }) => processId === 'tuteur-reopening-1')).toBe(true);
    expect(one.dossier.endedAs).toBe('ABANDONNE');
  });

  test('the partner: reminded of the question, told that the Caf decides without an answer, and the dossier goes on', () => {
    const one = begun(O5.mcp, O5.tiersi).task(TASK, 'ask');
    expect(project(one.dossier, DEFAULT_POLICY, one.at).waitingFor?.then).toContain('la Caf décide sans elle');
    for (const day of ['2026-03-06', '2026-03-10', '2026-03-18']) one.later(`${day}T09:00:00Z`).act({ type: 'tick' });
    expect(one.templates()).toEqual(['MAIL-90', 'MAIL-26', 'MAIL-26']);
    expect(one.mails.every(({ params }) => !('until' in params) || params.until === null)).toBe(true);
    expect([one.dossier.endedAs, one.dossier.facts.phase]).toEqual([null, 'decision']);
    expect(one.dossier.tasks.at(-1)?.reason).toContain("Le partenaire n'a pas répondu");
  });
});

test('a verdict is worked out again with the SIRET, and back; what could not be read of the file stays marked', () => {
  const one = begun(O5.mcp, O5.tiersi, O5.third);
  one.dossier.tuteur?.check?.flags.push('lignesRefusees');
  one.task(TASK, 'confirm', { siret: O5.tiersi });
  expect(one.dossier.tuteur?.check).toMatchObject({
    verdict: 'MULTI_SIRET',
    flags: ['lignesRefusees'],
    siretMcp: O5.tiersi,
  });
  undo(one);
  expect(one.dossier.tuteur?.check).toMatchObject({
    verdict: 'MULTI_SIRET',
    flags: ['siretMcpInconnu', 'lignesRefusees'],
    siretMcp: O5.mcp,
    correctedAt: null,
  });
  expect(ofCorrection(one).applied).toBeNull();
});
