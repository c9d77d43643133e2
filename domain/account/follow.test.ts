import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { followDeadlines } from './follow.ts';
import type { Followed } from './followed.ts';
import { NOTHING_MORE } from './types.ts';

const USED = new Date('2026-03-10T09:00:00Z');
const LAPSED = new Date('2026-03-10T09:30:00Z');
const POLICY = { ...DEFAULT_POLICY, quietHours: null };

/** Nadia has used her temporary password and has until half past ten (Paris) to choose her own. */
function followed(over: Partial<Followed['account']> = {}): Followed {
  return {
    id: 'user-onboarding-nadia',
    type: 'userOnboarding',
    caf: '93',
    organisme: 'ESAT Les Peupliers',
    account: {
      ...NOTHING_MORE,
      id: 'nadia',
      login: 'MCP0000NAD1',
      firstName: 'Nadia',
      lastName: 'Ferrand',
      email: 'nadia.ferrand@peupliers.example',
      administrateurSince: null,
      closesOn: null,
      closedAt: null,
      suspendedAt: null,
      hasPassword: false,
      diplomeVerifieLe: null,
      personalisingUntil: LAPSED,
      sendFailed: false,
      secret: null,
      createdBy: 'claire',
      createdAt: USED,
      lastLoginAt: null,
      ...over,
    },
    creator: { id: 'claire', name: 'Claire Aubert', email: 'claire.aubert@peupliers.example', closesOn: null },
    administrateurs: [],
    watch: { userId: 'nadia', reminded: null, reported: false },
    incident: null,
    ended: false,
  };
}
const reportOf = (one: Followed) => followDeadlines(one, POLICY).find(({ what }) => what === 'report')?.at ?? null;

describe('who never chose a personal password is reported to the creator too (REM-6, ACC-7)', () => {
  test('seven days after the choice lapsed, once', () => {
    expect(reportOf(followed())).toEqual(new Date('2026-03-17T09:30:00Z'));
    const told = followed();
    expect(reportOf({ ...told, watch: { ...told.watch, reported: true } })).toBeNull();
  });

  test('a new temporary password starts the count anew; who has entered is not reported', () => {
    const secret = { id: 's2', usage: 'OUBLI' as const, createdAt: USED, expiresAt: new Date('2026-03-12T09:00:00Z') };
    expect(reportOf(followed({ secret }))).toEqual(new Date('2026-03-19T09:00:00Z'));
    expect(reportOf(followed({ secret: { ...secret, expiresAt: null } }))).toBeNull();
    expect(reportOf(followed({ lastLoginAt: USED }))).toBeNull();
    expect(reportOf(followed({ hasPassword: true }))).toBeNull();
  });
});
