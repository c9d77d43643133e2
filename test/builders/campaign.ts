import { heldTask } from '../../domain/campaign/rows.ts';
import type { CafLeft, Campaign, CampaignGround, HeldRow } from '../../domain/campaign/types.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import type { Context } from '../../domain/decision/context.ts';
import { type JudgedRow, judgeRows } from '../../domain/esat/rows.ts';
import { type ListLine, listOf } from '../../domain/esat/rowsBuilder.ts';
import { DEFAULT_POLICY, type Policy } from '../../domain/policy/policy.ts';

export const LAUNCHED = new Date('2026-03-02T09:00:00Z');

/** A national campaign that runs, its rows launched, unless said otherwise. */
export function campaign(over: Partial<Campaign> = {}): Campaign {
  return {
    id: 'c1',
    processId: 'esat-campaign-c1',
    name: 'Printemps',
    caf: null,
    state: 'EN_COURS',
    deadline: '2026-03-31',
    opensOn: '2026-05-01',
    delegationMode: 'DELEGUE',
    createdBy: 'national',
    createdAt: LAUNCHED,
    closedAt: null,
    facts: { campaignId: 'c1', remindersSent: 0, reported: false },
    incident: null,
    ended: false,
    queued: 0,
    held: 0,
    ...over,
  };
}

/** The rows of such a file, judged. */
export function judged(...lines: ListLine[]): JudgedRow[] {
  return judgeRows(listOf(...lines), { existing: new Map(), activeConventions: new Set(), changingMode: new Set() });
}

/** A held row, without e-mail address unless said otherwise, and its open task. */
export function heldRow(line: ListLine = { courriel: '' }): HeldRow {
  const [row] = judged(line);
  if (row?.verdict !== 'held') throw new Error(`not held: ${row?.verdict}`);
  return { row, task: { ...heldTask(row, contextAt(LAUNCHED)), id: 'task' }, beside: [] };
}

export function ground(over: Partial<CampaignGround> = {}): CampaignGround {
  return { held: null, left: [], creatorEmail: 'cnaf@cnaf.example', ...over };
}

export const left = (over: Partial<CafLeft> = {}): CafLeft => ({
  ...{ caf: '93', open: 2, held: 1, dossiers: ['ESAT Les Tilleuls', 'ESAT Val Fleuri'] },
  ...over,
});

export function contextAt(at: Date | string, role: Actor['role'] = 'agent', policy: Policy = DEFAULT_POLICY): Context {
  let ids = 0;
  return {
    at: new Date(at),
    actor: { id: `the-${role}`, role, label: role, ip: null },
    policy,
    newId: () => `id${++ids}`,
    hash: (text) => text,
    mailboxOf: (caf) => `agent@caf${caf.toLowerCase()}.example`,
  };
}
