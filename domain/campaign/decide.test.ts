import { describe, expect, it, test } from '@jest/globals';
import { campaign, contextAt, ground, heldRow, LAUNCHED, left } from '../../test/builders/campaign.ts';
import { refused } from '../../test/refused.ts';
import type { Actor } from '../decision/actor.ts';
import type { CampaignAct, CampaignToDo } from './acts.ts';
import { campaignToHold, decideCampaign, projectCampaign } from './decide.ts';
import { campaignKind } from './kind.ts';
import { assertMayCancel, CAMPAIGN_TRANSITIONS, type CampaignEvent, fireCampaign, mayCancel } from './transitions.ts';
import { CAMPAIGN_STATES, type Campaign, type CampaignState } from './types.ts';

const ROLES = ['agent', 'cafAdmin', 'national', 'operator', 'administrateur', 'partner', 'process'] as const;
const KEPT = ['EN_COURS', 'TERMINEE', 'ANNULEE'] as const satisfies readonly CampaignState[];

const drop: CampaignAct = { type: 'completeTask', taskId: 'task', outcome: 'drop', fields: { reason: 'fermé' } };
const cancel: CampaignAct = { type: 'cancel', reason: 'reportée' };
const tick: CampaignToDo = { type: 'tick' };

function decided(one: Campaign, act: CampaignToDo, role: Actor['role'], at: Date | string = LAUNCHED) {
  return decideCampaign(one, ground({ held: heldRow(), left: [left()] }), act, contextAt(at, role));
}

describe('the table of a campaign (§6.4)', () => {
  test('every event × state × role is allowed or refused as it is written', () => {
    const allowed: string[] = [];
    for (const event of Object.keys(CAMPAIGN_TRANSITIONS) as CampaignEvent[])
      for (const state of CAMPAIGN_STATES)
        for (const role of ROLES) {
          const one = campaign({ state });
          const refusal = refused(() => fireCampaign(one, event, { role }));
          if (refusal === null) allowed.push(`${event} ${state} ${role} → ${one.state}`);
          else {
            expect(one.state).toBe(state);
            expect(['ETAT_INCOMPATIBLE', 'ACTION_NON_PERMISE']).toContain(refusal.code);
          }
        }
    expect(allowed).toEqual([
      'treatRow EN_COURS agent → EN_COURS',
      'treatRow EN_COURS cafAdmin → EN_COURS',
      'treatRow TERMINEE agent → TERMINEE',
      'treatRow TERMINEE cafAdmin → TERMINEE',
      'remind EN_COURS process → EN_COURS',
      'report EN_COURS process → TERMINEE',
      'cancel EN_COURS cafAdmin → ANNULEE',
      'cancel EN_COURS national → ANNULEE',
      'cancel EN_COURS operator → ANNULEE',
      'cancel TERMINEE cafAdmin → ANNULEE',
      'cancel TERMINEE national → ANNULEE',
      'cancel TERMINEE operator → ANNULEE',
    ]);
  });

  test('a refusal tells the state in words, and whose act it is', () => {
    const annulee = refused(() => fireCampaign(campaign({ state: 'ANNULEE' }), 'treatRow', { role: 'agent' }));
    expect(annulee).toMatchObject({ code: 'ETAT_INCOMPATIBLE', message: expect.stringContaining('« Annulée »') });
    const agent = refused(() => fireCampaign(campaign(), 'cancel', { role: 'agent' }));
    expect(agent?.code).toBe('ACTION_NON_PERMISE');
  });

  test('a national one is stopped by the Cnaf, a Caf’s own by its administrators, either by an operator', () => {
    const person = (roles: string[], caf: string | null = null) => ({ roles, caf });
    const who: [string, { roles: string[]; caf: string | null }][] = [
      ['national', person(['national'])],
      ['operator', person(['operator'])],
      ['admin of 93', person(['agent', 'cafAdmin'], '93')],
      ['admin of 75', person(['agent', 'cafAdmin'], '75')],
      ['agent of 93', person(['agent'], '93')],
    ];
    const may = (caf: string | null) => who.filter(([, one]) => mayCancel(one, { caf })).map(([name]) => name);
    expect([may(null), may('93')]).toEqual([
      ['national', 'operator'],
      ['operator', 'admin of 93'],
    ]);
    expect(refused(() => assertMayCancel(person(['agent'], '93'), { caf: '93' }))?.code).toBe('ACTION_NON_PERMISE');
  });
});

describe.each(KEPT)('a campaign in %s', (state) => {
  const one = campaign({ state, queued: 2, held: 1 });

  const doubted: CampaignToDo = { type: 'mailDoubted', mailId: 'm1', template: 'MAIL-32' };
  it.each([{ type: 'open' } as const, doubted])('is not changed by $type', (told) => {
    expect(decided(one, told, 'process')).toEqual({
      campaign: one,
      treated: null,
      stopped: null,
      mails: [],
      mailsLeave: LAUNCHED,
      audit: [],
      auditCaf: null,
    });
  });

  it('has a held row dropped by its Caf, unless it was cancelled', () => {
    const work = () => decided(one, drop, 'agent');
    if (state === 'ANNULEE') return expect(refused(work)?.code).toBe('ETAT_INCOMPATIBLE');
    expect(work()).toMatchObject({ campaign: { state, held: 0, queued: 2 }, treated: { resolution: 'ECARTEE' } });
  });

  it('is cancelled once', () => {
    const { campaign: after, stopped, audit } = decided(one, cancel, 'national');
    expect(after.state).toBe('ANNULEE');
    if (state === 'ANNULEE') return expect([after, stopped, audit]).toEqual([one, null, []]);
    expect([stopped === null, audit.length]).toEqual([false, 1]);
  });

  it('ticks: reminds or reports only while it runs', () => {
    const { mails, campaign: after } = decided(one, tick, 'process', '2026-03-31T22:00:00Z');
    expect([mails.length > 0, after.state]).toEqual(state === 'EN_COURS' ? [true, 'TERMINEE'] : [false, state]);
  });
});

describe('a held row is seen to (TRAITER_LIGNE, §6.4)', () => {
  const treat = (outcome: string, fields: Record<string, unknown>, held = heldRow(), role: Actor['role'] = 'agent') =>
    decideCampaign(
      campaign({ held: 2 }),
      ground({ held }),
      { type: 'completeTask', taskId: 'task', outcome, fields },
      contextAt(LAUNCHED, role),
    );

  it('released as corrected it joins the queue, and its task and a line say so', () => {
    const decision = treat('release', { email: 'Contact@esat.example' });
    expect(decision).toMatchObject({
      campaign: { queued: 1, held: 1, ended: false },
      treated: { row: 2, resolution: 'CORRIGEE', released: { email: 'contact@esat.example', verdict: 'held' } },
      mails: [],
      stopped: null,
      auditCaf: '93',
    });
    expect(decision.treated?.task).toMatchObject({
      ...{ id: 'task', state: 'FAITE', outcome: 'release', completedBy: 'the-agent', completedAt: LAUNCHED },
      fields: { email: 'Contact@esat.example' },
    });
    expect(decision.audit).toMatchObject([
      {
        ...{ action: 'task.complete', entity: 'task', entityId: 'task', rule: 'ESAT-26' },
        label: 'Ligne 2 : corriger et libérer',
      },
    ]);
  });

  it('corrections come under a field of their own as well, and all that is wrong is told at once', () => {
    expect(treat('release', { corrections: { email: 'c@esat.example' } }).treated?.released?.email).toBe(
      'c@esat.example',
    );
    const faults = (fields: Record<string, unknown>) =>
      refused(() => treat('release', fields))?.faults.map(({ path, code }) => `${path} ${code}`);
    expect(faults({ phone: 'abc' })).toEqual(['email EMAIL_ABSENT', 'phone TELEPHONE_INVALIDE']);
    expect(faults({ knownInMcp: 'peut-être' })).toEqual(['knownInMcp CHAMP_INVALIDE']);
  });

  it('a release waits while the partner’s mode changes (DEL-5), other documents beside do not hold it', () => {
    const beside = (changesMode: boolean) => ({ ...heldRow(), beside: [{ id: 'p9', changesMode }] });
    const fields = { email: 'c@esat.example' };
    const refusal = refused(() => treat('release', fields, beside(true)));
    expect(refusal).toMatchObject({ code: 'PROCESSUS_EN_COURS', rule: 'DEL-5', faults: [{ message: 'p9' }] });
    expect(treat('release', fields, beside(false)).treated?.resolution).toBe('CORRIGEE');
    expect(treat('drop', { reason: 'x' }, beside(true)).treated?.resolution).toBe('ECARTEE');
  });

  it('inactive or dropped, nothing begins for it', () => {
    const unknown = heldRow({ connuHabtiers: 'Oui', actifHabtiers: 'Non' });
    expect(treat('inactive', {}, unknown)).toMatchObject({
      campaign: { queued: 0, held: 1 },
      treated: { resolution: 'INACTIF_NON_REPRIS', released: null },
      audit: [{ label: "Ligne 2 : l'établissement n'est plus actif" }],
    });
    expect(treat('drop', { reason: 'fermé' })).toMatchObject({
      campaign: { queued: 0, held: 1 },
      treated: { resolution: 'ECARTEE', released: null },
    });
  });

  it('what its task or its table does not allow is refused', () => {
    const code = (work: () => unknown) => {
      const refusal = refused(work);
      return refusal?.faults[0]?.code ?? refusal?.code;
    };
    const done = { ...heldRow(), task: { ...heldRow().task, state: 'FAITE' as const } };
    expect([
      code(() => decideCampaign(campaign(), ground(), drop, contextAt(LAUNCHED))),
      code(() => treat('drop', { reason: 'x' }, done)),
      code(() => treat('drop', { reason: 'x' }, heldRow(), 'national')),
      code(() => treat('drop', { reason: ' ' })),
      code(() => treat('renvoyer', {})),
      code(() => treat('inactive', {})),
    ]).toEqual([
      'TACHE_INCONNUE',
      'TACHE_TERMINEE',
      'ACTION_NON_PERMISE',
      'CHAMP_OBLIGATOIRE',
      'ISSUE_INCONNUE',
      'ISSUE_INCONNUE',
    ]);
  });

  it('the last row of one that has reported ends it', () => {
    const reported = campaign({ state: 'TERMINEE', held: 1 });
    expect(decided(reported, drop, 'agent').campaign.ended).toBe(true);
    const release: CampaignAct = { ...drop, outcome: 'release', fields: { email: 'c@esat.example' } };
    expect(decided(reported, release, 'agent').campaign).toMatchObject({ ended: false, queued: 1 });
  });
});

test('cancelled, it launches nothing more, drops its tasks and tells its dossiers to stop, a week at most', () => {
  const caf93 = campaign({ caf: '93', queued: 3, held: 2 });
  const { campaign: after, stopped, audit, auditCaf, mails } = decided(caf93, cancel, 'cafAdmin');
  expect(after).toMatchObject({ state: 'ANNULEE', closedAt: LAUNCHED, queued: 0, held: 0, ended: true });
  expect(stopped).toEqual({
    act: { type: 'cancelUnsigned', reason: 'campagne annulée (reportée)' },
    notAfter: new Date('2026-03-09T09:00:00Z'),
  });
  expect(audit).toEqual([
    {
      ...{ action: 'campaign.cancel', entity: 'campaign', entityId: 'c1', label: 'Campagne annulée : reportée' },
      before: { state: 'EN_COURS', queued: 3, held: 2 },
      after: { state: 'ANNULEE', queued: 0, held: 0 },
    },
  ]);
  expect([auditCaf, mails]).toEqual(['93', []]);
});

describe('its reminders and its report (REM-4, ESAT-24)', () => {
  const told = (at: string, over: Partial<Campaign> = {}, creatorEmail: string | null = 'cnaf@cnaf.example') =>
    decideCampaign(
      campaign({ held: 3, ...over }),
      ground({ left: [left(), left({ caf: '75', open: 1, held: 2, dossiers: ['ESAT Le Parc'] })], creatorEmail }),
      tick,
      contextAt(at, 'process'),
    );

  it('reminds each Caf of its own, by name, once for all the steps that are past', () => {
    const decision = told('2026-03-24T08:00:00Z');
    expect(decision.mails).toEqual([
      {
        ...{ key: 'MAIL-32:3:93', to: 'agent@caf93.example', toName: 'Caf 93' },
        params: {
          ...{ template: 'MAIL-32', campaign: 'Printemps', deadline: '2026-03-31', open: 2, held: 1 },
          dossiers: ['ESAT Les Tilleuls', 'ESAT Val Fleuri'],
          link: { kind: 'campaign', processId: 'esat-campaign-c1' },
        },
      },
      expect.objectContaining({ key: 'MAIL-32:3:75', to: 'agent@caf75.example' }),
    ]);
    expect(decision.campaign).toMatchObject({ state: 'EN_COURS', closedAt: null, facts: { remindersSent: 4 } });
    expect(told('2026-03-24T09:00:00Z', decision.campaign)).toMatchObject({ mails: [], campaign: decision.campaign });
  });

  it('reports when its day is over: to each Caf that is late, and the sum to whoever launched it, in the morning', () => {
    const decision = told('2026-03-31T22:00:00Z');
    expect(decision.mails.map(({ key, to, params }) => [key, to, params])).toEqual([
      ['MAIL-74:93', 'agent@caf93.example', expect.objectContaining({ open: 2, held: 1 })],
      ['MAIL-74:75', 'agent@caf75.example', expect.objectContaining({ open: 1, held: 2 })],
      ['MAIL-56', 'cnaf@cnaf.example', expect.objectContaining({ campaign: 'Printemps', open: 3, held: 3 })],
    ]);
    expect(decision.mailsLeave).toEqual(new Date('2026-04-01T06:00:00Z'));
    expect(decision.campaign).toMatchObject({
      ...{ state: 'TERMINEE', closedAt: new Date('2026-03-31T22:00:00Z'), ended: false },
      facts: { reported: true, remindersSent: 0 },
    });
    expect(told('2026-03-31T22:00:00Z', { held: 0 }).campaign.ended).toBe(true);
  });

  it.each([
    [null, 'agent@cafcna.example'],
    ['93', 'agent@caf93.example'],
  ])('whose creator of Caf %s is gone reports to %s', (caf, to) => {
    expect(told('2026-03-31T22:00:00Z', { caf }, null).mails.at(-1)).toMatchObject({ key: 'MAIL-56', to });
  });

  it('asks for what is left only when something is due, and for a row only when its task is completed', () => {
    const needs = (act: CampaignToDo, at: string, over: Partial<Campaign> = {}) =>
      campaignKind.needs(campaign(over), act, contextAt(at).policy, new Date(at));
    expect(needs(tick, '2026-03-02T10:00:00Z')).toEqual({ taskId: null, left: false });
    expect(needs(tick, '2026-03-17T08:00:00Z')).toEqual({ taskId: null, left: true });
    expect(needs(tick, '2026-03-17T08:00:00Z', { state: 'ANNULEE' })).toEqual({ taskId: null, left: false });
    expect(needs({ type: 'open' }, '2026-03-17T08:00:00Z')).toEqual({ taskId: null, left: false });
    expect(needs(drop, '2026-03-17T08:00:00Z')).toEqual({ taskId: 'task', left: false });
  });
});

describe('what it waits for (U2)', () => {
  const shown = (over: Partial<Campaign>) => {
    const one = campaign(over);
    const projection = projectCampaign(one, contextAt(LAUNCHED).policy);
    return { ...projection, holds: campaignToHold(one, projection) };
  };

  it('its rows are launched first, then the Cafs move it; meanwhile it reminds', () => {
    const next = new Date('2026-03-17T07:00:00Z');
    expect(shown({ queued: 1 })).toMatchObject({
      ...{ state: 'EN_COURS', nextActionAt: next, dueAt: null, ended: false },
      waitingFor: {
        ...{ who: 'SYSTEME', what: 'le lancement des dossiers', until: next },
        then: 'Relance des Caf, puis bilan à l’échéance.',
      },
      holds: { state: 'A_LANCER', nextActionAt: next.toISOString(), ended: false },
    });
    expect(shown({ held: 1 })).toMatchObject({
      waitingFor: { who: 'CAF', what: "l'avancement des dossiers", until: next },
      holds: { state: 'EN_COURS', ended: false },
    });
  });

  it('after its report only its held rows are awaited, without a deadline; a released one is launched', () => {
    const reported = { state: 'TERMINEE', facts: { campaignId: 'c1', remindersSent: 5, reported: true } } as const;
    expect(shown({ ...reported, held: 1 })).toMatchObject({
      ...{ state: 'TERMINEE', nextActionAt: null, ended: false },
      waitingFor: { who: 'CAF', until: null },
    });
    expect(shown({ ...reported, queued: 1 }).holds).toEqual({ state: 'A_LANCER', nextActionAt: null, ended: false });
    expect(shown(reported)).toMatchObject({ waitingFor: null, ended: true, holds: { state: 'TERMINEE', ended: true } });
  });

  it('one that runs goes on without a row', () => {
    expect(shown({})).toMatchObject({ ended: false });
    expect(shown({ state: 'ANNULEE' })).toMatchObject({ ended: true });
    expect(shown({ state: 'ANNULEE', held: 1 })).toMatchObject({ ended: false, nextActionAt: null });
  });
});
