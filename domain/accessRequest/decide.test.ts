import { describe, expect, test } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { decideRequest } from './decide.ts';
import { context, examine, LES_LUTINS, submitted, take } from './fixtures.ts';
import type { AccessRequest, RequestOutcome } from './types.ts';

const templates = (outcome: RequestOutcome) => outcome.mails.map((mail) => mail.params.template);
const profilesOf = (outcome: RequestOutcome) =>
  outcome.request.decision?.profiles.map(({ profile, accepted, code }) => ({ profile, accepted, code }));

describe('submission', () => {
  test('REQ-2, MAIL-20: deposited, acknowledged with its reference and a link, an agent has a task of 10 working days', () => {
    const outcome = submitted();
    expect(outcome.request).toMatchObject({ state: 'DEPOSEE', caf: '38', linkVersion: 1 });
    expect(outcome.mails).toEqual([
      expect.objectContaining({
        to: 'contact@leslutins.example',
        params: expect.objectContaining({
          template: 'MAIL-20',
          reference: 'DA-2026-1',
          link: { kind: 'request', linkRef: 'link1', version: 1 },
        }),
      }),
    ]);
    expect(outcome.request.tasks).toEqual([
      expect.objectContaining({
        kind: 'EXAMINER_DEMANDE',
        caf: '38',
        state: 'OUVERTE',
        due: new Date('2026-11-30T23:00:00.000Z'),
      }),
    ]);
    expect(outcome.starts).toEqual([]);
  });

  test.each([{ profiles: ['T10' as const] }, { profiles: [], otherNeed: 'Bailleur social' }])(
    'AC-05, REQ-4: $profiles alone is redirected at once to the channel of the Caf',
    (changes) => {
      const outcome = submitted(changes);
      expect(outcome.request).toMatchObject({ state: 'REORIENTEE', tasks: [], decision: { outcome: 'REORIENTEE' } });
      expect(templates(outcome)).toEqual(['MAIL-23']);
      expect(outcome.mails[0]?.params).toMatchObject({
        redirected: true,
        reasons: [expect.stringContaining('caf38@caf.example')],
      });
      expect(outcome.starts).toEqual([]);
    },
  );

  test('REQ-4: T10 beside a served profile is studied, and refused with its reason', () => {
    const { request } = submitted({ profiles: ['T2', 'T10'] });
    expect(request.state).toBe('DEPOSEE');
    expect(profilesOf(examine(request, 'accept', { profiles: ['T2'] }))).toEqual([
      { profile: 'T2', accepted: true, code: null },
      { profile: 'T10', accepted: false, code: 'HORS_FORMULAIRE' },
    ]);
  });

  test('REQ-4: a profile that stays in Cafpro is told its channel, the one that the Caf has set, else its mailbox', () => {
    const told = (request: AccessRequest) => examine(request, 'accept', { profiles: ['T2'] }).mails[0]?.params;
    const { request } = submitted({ profiles: ['T2', 'T10'] });
    expect(told(request)).toMatchObject({
      refused: [expect.stringContaining('T10'), expect.stringContaining('caf38@caf.example')],
    });
    expect(told({ ...request, cafproChannel: 'cafpro@caf38.example' })).toMatchObject({
      refused: [expect.any(String), 'Pour ce besoin, adressez-vous ici : cafpro@caf38.example'],
    });
    const plain = submitted({ profiles: ['T2'] }).request;
    expect(told(plain)).toMatchObject({ refused: [] });
  });

  test('REQ-19: a Cafpro convention elsewhere is a hint for the agent, nothing more', () => {
    expect(submitted({ cafproOtherDepartment: true, cafproDepartments: ['69'] }).request.tasks[0]?.reason).toContain(
      '69',
    );
  });
});

describe('decision', () => {
  test('AC-01, REQ-21: T2 accepted starts a CDAP conventionnement with what the request says', () => {
    const outcome = examine(take(submitted().request), 'accept', { profiles: ['T2'] });
    expect(outcome.request.state).toBe('ACCEPTEE');
    expect(outcome.request.tasks.map((task) => task.state)).toEqual(['FAITE']);
    expect(templates(outcome)).toEqual(['MAIL-24']);
    expect(outcome.starts).toEqual([
      {
        type: 'conventionnement',
        eligibility: null, // judged by this decision
        partner: {
          siret: '99992546400011',
          raisonSociale: LES_LUTINS.raisonSociale,
          address: LES_LUTINS.address,
          email: 'contact@leslutins.example',
          phone: '+33476000001',
          departments: ['38'],
          nature: null,
          typeOrganisme: null,
        },
        caf: '38',
        services: ['CDAP'],
        profiles: ['T2'],
        missions: ['Prestataires de services sociaux'],
        delegationMode: null,
        opensOn: '2026-11-16',
        deadline: null,
        campaignId: null,
        createdBy: 'agent-1',
        startKey: 'accessRequest:access-request-1',
        esat: null,
      },
    ]);
  });

  test('deciding an untaken request takes it: both lines stand in the journal', () => {
    const outcome = examine(submitted().request, 'accept', { profiles: ['T2'] });
    expect(outcome.audit.map((line) => line.action)).toEqual(['request.take', 'task.complete', 'request.accept']);
    expect(outcome.request.tasks[0]?.assigneeId).toBe('agent-1');
  });

  test('REQ-18, DEL-7: the need for another Caf, accepted, makes the reach multi-département; refused, it does not', () => {
    const changes = {
      otherCafNeed: true,
      motivation: 'Nos usagers habitent aussi en Savoie.',
      otherCafDepartments: ['73', '74'],
    };
    const { request } = submitted(changes);
    expect(examine(request, 'accept', { profiles: ['T2'] }).starts[0]?.partner.departments).toEqual(['38', '73', '74']);
    const refused = examine(request, 'accept', { profiles: ['T2'], otherCaf: false });
    expect(refused.starts[0]?.partner.departments).toEqual(['38']);
    expect(refused.request.decision?.otherCaf).toBe(false);
  });

  test('AC-06, REQ-11: T2 without subsidy is refused with its reason, and cannot be granted', () => {
    const checks = { T2: { subventionActionSociale: false } };
    const { request } = submitted();
    const outcome = examine(request, 'refuse', { checks });
    expect(outcome.request.state).toBe('REFUSEE');
    expect(profilesOf(outcome)).toEqual([{ profile: 'T2', accepted: false, code: 'SANS_SUBVENTION' }]);
    expect(outcome.mails[0]?.params).toMatchObject({
      template: 'MAIL-23',
      redirected: false,
      reasons: [expect.stringContaining('subvention')],
    });
    expect(outcome.starts).toEqual([]);
    expect(refused(() => examine(request, 'accept', { profiles: ['T2'], checks }))?.faults).toEqual([
      expect.objectContaining({ path: 'profiles', code: 'SANS_SUBVENTION' }),
    ]);
  });

  test('AC-07: T1 of a private clinic is accepted, of an occupational social worker refused', () => {
    const { request } = submitted({ profiles: ['T1'] });
    const as = { qualification: 'AS', employer: 'HOPITAL' };
    expect(examine(request, 'accept', { checks: { T1: as } }).request).toMatchObject({
      state: 'ACCEPTEE',
      decision: { profiles: [{ profile: 'T1', accepted: true }] },
    });
    const refused = examine(request, 'refuse', { checks: { T1: { ...as, employer: 'AUTRE', occupational: true } } });
    expect(profilesOf(refused)).toEqual([{ profile: 'T1', accepted: false, code: 'AS_DU_TRAVAIL_EXCLU' }]);
  });

  test('AC-08, REQ-17: T9 accepted with its titre, T2 refused: only T9 goes on', () => {
    const { request } = submitted({ profiles: ['T2', 'T9'] });
    const outcome = examine(request, 'accept', {
      profiles: ['T9'],
      titre: 'DESIGNATION_CD',
      reasons: { T2: 'SANS_SUBVENTION' },
    });
    expect(outcome.request).toMatchObject({
      state: 'ACCEPTEE',
      decision: {
        profiles: [
          { profile: 'T2', accepted: false, code: 'SANS_SUBVENTION' },
          { profile: 'T9', accepted: true, titre: 'DESIGNATION_CD' },
        ],
      },
    });
    expect(outcome.starts[0]?.profiles).toEqual(['T9']);
    expect(outcome.mails[0]?.params).toMatchObject({ template: 'MAIL-24', refused: [expect.stringContaining('T2')] });
  });

  test('REQ-10: what the rules leave open, the agent decides', () => {
    const { request } = submitted({ profiles: ['T1'] });
    const checks = { T1: { qualification: 'CESF', employer: 'AUTRE' } };
    expect(examine(request, 'accept', { profiles: ['T1'], checks }).request.state).toBe('ACCEPTEE');
    expect(
      examine(request, 'refuse', { reasons: 'Mission sans rapport', checks }).request.decision?.profiles[0],
    ).toMatchObject({ code: 'AUTRE', reason: 'Mission sans rapport' });
    expect(refused(() => examine(request, 'accept', { checks }))?.faults).toEqual([
      expect.objectContaining({ path: 'reasons.T1' }),
    ]);
  });

  test('every fault at once: no reason, no titre, a profile nobody asked for', () => {
    const { request } = submitted({ profiles: ['T2', 'T9'] });
    const refusal = refused(() => examine(request, 'accept', { profiles: ['T9', 'T4'] }));
    expect(refusal?.faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'profiles PROFIL_NON_DEMANDE',
      'reasons.T2 MOTIF_MANQUANT',
      'titre TITRE_MANQUANT',
    ]);
    expect(request.state).toBe('DEPOSEE');
  });

  test('REQ-4: a redirection needs a need that says so, or a reason', () => {
    const { request } = submitted();
    expect(refused(() => examine(request, 'redirect'))?.faults).toEqual([expect.objectContaining({ path: 'reason' })]);
    expect(examine(submitted({ otherNeed: 'Et le surendettement' }).request, 'redirect').request.state).toBe(
      'REORIENTEE',
    );
  });

  test('outcomes that do not exist and tasks that are done are refused', () => {
    const { request } = submitted();
    expect(refused(() => examine(request, 'approve'))?.faults).toEqual([
      expect.objectContaining({ path: 'outcome', code: 'ISSUE_INCONNUE' }),
    ]);
    const asked = examine(request, 'ask', { what: 'Une pièce' }).request;
    const done = {
      type: 'completeTask',
      taskId: asked.tasks[0]?.id ?? '',
      outcome: 'ask',
      fields: { what: 'x' },
    } as const;
    expect(refused(() => decideRequest(asked, done, context('agent')))?.code).toBe('TACHE_TERMINEE');
  });
});
