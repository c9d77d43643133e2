import { describe, expect, test } from '@jest/globals';
import { account, contextAt, gap, newControl, openTask, roster, standing } from '../../test/builders/control.ts';
import { newDemarche } from '../../test/builders/demarche.ts';
import { decideRequest } from '../accessRequest/decide.ts';
import { context, examine, submitted, take } from '../accessRequest/fixtures.ts';
import { projectRequest } from '../accessRequest/waiting.ts';
import { follow, projectFollowed } from '../account/follow.ts';
import type { Followed } from '../account/followed.ts';
import { campaignDeadlines, campaignDue } from '../campaign/deadlines.ts';
import { decideCase, projectCase } from '../case/decide.ts';
import { caseKind } from '../case/kinds.ts';
import type { Case, CaseType } from '../case/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';

/** R4, as domain/dossier/ticking.test.ts: whatever the process, a tick at its instant leaves a later one, or none. */

const DAY = 86_400_000;
const BEGIN = Date.parse('2026-10-05T08:00:00Z');
/** Starts that fall before nights, Sundays and holidays in turn, so that every way of shifting a reminder comes up. */
const STARTS = Array.from({ length: 90 }, (_, n) => new Date(BEGIN + n * 1.37 * DAY));
const POLICIES: Policy[] = [DEFAULT_POLICY, { ...DEFAULT_POLICY, quietHours: null }];

/** Ticks at each instant until none is left; what stays in the past is told. */
function ticked(start: Date, next: (at: Date) => Date | null, tick: (at: Date) => void): string[] {
  let now = start;
  for (let round = 0; round < 100; round += 1) {
    const at = next(now);
    if (at === null) return [];
    if (round > 0 && at <= now) return [`${start.toISOString()}: still ${at.toISOString()} at ${now.toISOString()}`];
    now = new Date(Math.max(at.getTime(), now.getTime()));
    tick(now);
  }
  // the Caf is told of an uncorrected gap for as long as it takes
  return [];
}

const stuckOf = (from: (start: Date, policy: Policy) => string[]) =>
  POLICIES.flatMap((policy) => STARTS.flatMap((start) => from(start, policy)));

describe('cases', () => {
  const people = { ...roster(), groups: roster().groups.map((group) => ({ ...group, managerId: 'zoe' })) };
  const since = (start: Date) => start.toISOString();
  const caseOf = (type: CaseType, state: string, facts: unknown, start: Date): Case<unknown> => ({
    ...newControl(),
    ...{ type, state, facts, opened: true, createdAt: start, roster: people },
  });
  const support = (outcome: string, userId: string | null = null) => ({
    ...{ askedBy: 'claire', channel: 'PORTAIL', kind: 'AIDE', outcome, service: null, subject: 'CDAP 19_93 X' },
    ...{ exchanges: [], reason: null, userId, reminders: 0 },
  });
  const AFAS = {
    ...{ userId: 'nadia', profileId: 'role', formerId: null, askedBy: 'claire', pj3: null },
    reason: null,
  };
  const STANDING: Record<string, (start: Date) => Case<unknown>> = {
    'a démarche whose tuteur owes a complement (POLICY_TUT_14)': (start) => {
      const { state, facts } = newDemarche('COMPLEMENT_DEMANDE', { askedSince: since(start) });
      return caseOf('demarche', state, facts, start);
    },
    'an incident': (start) =>
      caseOf(
        'securityIncident',
        'SIGNALE',
        { declaredBy: 'claire', what: 'x', userIds: ['nadia'], suspended: [], escalated: false },
        start,
      ),
    'a partner who moved to the CNA': (start) => {
      const facts = {
        from: '93',
        departments: ['77', '93'],
        reason: 'x',
        movedAt: start.toISOString(),
        undoneFor: null,
      };
      return caseOf('cnaTransfer', 'TRANSFERE', facts, start);
    },
    'a person’s copy of their data (POLICY_DATA_COPY)': (start) => {
      const until = new Date(start.getTime() + 86_400_000).toISOString();
      const facts = { userId: 'nadia', wish: 'EXPORT', asked: 'x', until, fileId: 'f', linkRef: 'x', reason: null };
      return caseOf('personalData', 'A_RETIRER', facts, start);
    },
    'a suspension': (start) => {
      const until = new Date(start.getTime() + 86_400_000);
      const facts = { service: 'ADONIS', reason: 'x', until: until.toISOString(), resumedFor: null };
      const one = caseOf('serviceSuspension', 'SUSPENDU', facts, start);
      const opening = { id: 'o', service: 'ADONIS' as const, bulletinId: 'b', opensOn: '2026-01-01', reason: 'x' };
      const held = { state: 'SUSPENDUE' as const, suspendedAt: start, suspendedUntil: until, suspendedBy: one.id };
      return { ...one, roster: { ...people, services: [{ ...opening, ...held }] } };
    },
    'a support request': (start) => ({
      ...caseOf('supportRequest', 'A_TRAITER', support('PRIORITAIRE'), start),
      tasks: [{ ...openTask('REPONDRE_DEMANDE'), due: start }],
    }),
    'an administrateur who leaves': (start) =>
      caseOf('supportRequest', 'DEPART_SIGNALE', support('DEPART_SIGNALE', 'claire'), start),
    'a gestionnaire who leaves': (start) =>
      caseOf('supportRequest', 'DEPART_GESTIONNAIRE', support('DEPART_GESTIONNAIRE', 'zoe'), start),
    'another approbateur': (start) => ({
      ...caseOf('approverChange', 'PJ3_ATTENDUE', { ...AFAS, expectedSince: since(start), reminders: 0 }, start),
      roster: {
        ...people,
        afasProfiles: [
          {
            ...{ id: 'role', userId: 'nadia', role: 'APPROBATEUR', state: 'EN_ATTENTE_MAIA' },
            ...{ since: start, until: null, processId: null },
          },
        ],
      },
    }),
    'a control whose evidence is awaited': (start) => {
      const control = standing('PIECES_DEMANDEES');
      return { ...control, facts: { ...control.facts, askedAt: since(start) } };
    },
    'a control with gaps': (start) => {
      const control = standing('ECARTS');
      const items = control.facts.items.map((item) => ({ ...item, gap: gap() }));
      return { ...control, facts: { ...control.facts, items, gapsSince: since(start) } };
    },
  };

  test.each(Object.keys(STANDING))('%s', (name) => {
    let ticks = 0;
    const stuck = stuckOf((start, policy) => {
      let one = STANDING[name]?.(start);
      if (one === undefined) throw new Error('a case');
      const kind = caseKind(one.type);
      const tick = (at: Date) => {
        ticks += 1;
        const on = contextAt(at, PROCESS_ACTOR, policy);
        if (one !== undefined) one = decideCase(kind, one, { type: 'tick' }, on).case;
      };
      return ticked(start, () => (one === undefined ? null : projectCase(kind, one, policy).nextActionAt), tick);
    });
    expect(stuck.slice(0, 3)).toEqual([]);
    expect(ticks).toBeGreaterThan(STARTS.length);
  });
});

test('an access request whose applicant is asked for more (REM-1)', () => {
  const stuck = stuckOf((start, policy) => {
    let { request } = examine(take(submitted().request), 'ask', { what: 'Le numéro de la subvention' }, start);
    const tick = (at: Date) => {
      request = decideRequest(request, { type: 'tick' }, { ...context('process', at), policy }).request;
    };
    const left = ticked(start, () => projectRequest(request, policy).nextActionAt, tick);
    return request.state === 'SANS_SUITE' ? left : [...left, `${start.toISOString()} is not ended`];
  });
  expect(stuck.slice(0, 3)).toEqual([]);
});

test.each(['userOnboarding', 'passwordReset'] as const)('%s (REM-5, REM-6)', (type) => {
  const stuck = stuckOf((start, policy) => {
    const secret = { id: 'secret', usage: 'INITIAL' as const, expiresAt: new Date(start.getTime() + DAY) };
    let followed: Followed = {
      ...{ id: 'f', type, caf: '93', organisme: 'Les Lutins', incident: null, ended: false },
      account: account('nadia', { hasPassword: type === 'passwordReset', secret } as never),
      creator: { id: 'claire', name: 'Claire', email: 'claire@leslutins.example', closesOn: null },
      administrateurs: [],
      watch: { userId: 'nadia', secretId: 'secret', reminded: null, reported: false },
    };
    const tick = (at: Date) => {
      followed = follow(followed, { type: 'tick' }, { ...contextAt(at, PROCESS_ACTOR), policy }).followed;
    };
    return ticked(start, (at) => projectFollowed(followed, policy, at).nextActionAt, tick);
  });
  expect(stuck.slice(0, 3)).toEqual([]);
});

test('a campaign: each reminder once, then the report (REM-4)', () => {
  const stuck = stuckOf((start, policy) => {
    const createdAt = new Date(start.getTime() - 100 * DAY);
    const dates = { deadline: start.toISOString().slice(0, 10), createdAt };
    const progress = { remindersSent: 0, reported: false };
    return ticked(
      createdAt,
      () => campaignDeadlines(dates, progress, policy)[0]?.at ?? null,
      (at) => {
        const due = campaignDue(dates, progress, policy, at);
        if (due?.what === 'remind') progress.remindersSent = due.step;
        else if (due?.what === 'report') progress.reported = true;
      },
    );
  });
  expect(stuck.slice(0, 3)).toEqual([]);
});
