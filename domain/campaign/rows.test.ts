import { describe, expect, it } from '@jest/globals';
import { campaign, contextAt, judged, LAUNCHED } from '../../test/builders/campaign.ts';
import type { Code } from '../codes.ts';
import { DomainError } from '../errors.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { rowOvertaken, rowsToLaunch } from './launch.ts';
import { dossierOfRow, heldTask, keptRow } from './rows.ts';
import { startCampaign } from './start.ts';

const A = '99991041700016';
const B = '99992546400011';
const only = (line: Parameters<typeof judged>[0]) => {
  const [row] = judged(line ?? {});
  if (row === undefined) throw new Error('a row');
  return row;
};

describe('a checked file becomes a campaign (§6.4)', () => {
  const { newId: _, ...context } = contextAt(LAUNCHED, 'national');
  const start = (caf: string | null) => {
    let ids = 0;
    const rows = judged({}, { siret: B, courriel: '' }, { siret: A }, { siret: '123' });
    const input = { name: 'Printemps', caf, deadline: '2026-03-31', opensOn: '2026-05-01' };
    return startCampaign({ ...input, delegationMode: 'DELEGUE' }, rows, { ...context, newId: () => `id${++ids}` });
  };

  it('every row is kept with its verdict; accepted ones are queued, held ones are tasks, and a line says how many there are', () => {
    const { campaign: made, rows, tasks, audit, label } = start(null);
    expect(made).toMatchObject({
      ...{
        id: 'id1',
        processId: 'esat-campaign-id1',
        state: 'EN_COURS',
        createdBy: 'the-national',
        createdAt: LAUNCHED,
      },
      ...{ facts: { campaignId: 'id1', remindersSent: 0, reported: false }, queued: 1, held: 1, ended: false },
    });
    expect(rows.map(({ row, verdict, queue, resolution }) => [row, verdict, queue, resolution])).toEqual([
      [2, 'accepted', 'QUEUED', null],
      [3, 'held', null, null],
      [4, 'duplicate', null, null],
      [5, 'refused', null, null],
    ]);
    expect(tasks).toMatchObject([{ kind: 'TRAITER_LIGNE', subject: '3', caf: '93', state: 'OUVERTE' }]);
    expect(audit).toEqual([
      {
        ...{ action: 'campaign.start', entity: 'campaign', entityId: 'id1' },
        label: 'Campagne « Printemps » lancée : 4 lignes',
        after: expect.objectContaining({ name: 'Printemps', state: 'EN_COURS', rows: 4, queued: 1, held: 1 }),
      },
    ]);
    expect(label).toBe('Campagne Esat – Printemps');
  });

  it('its process is of the Caf that uploads, or national', () => {
    expect([start('93').caf, start(null).caf]).toEqual(['93', 'NATIONAL']);
  });

  it('a held row’s task names the row, the organisme and all that holds it, due as its kind says', () => {
    const row = only({ courriel: '', connuHabtiers: 'Oui', actifHabtiers: '' });
    const task = heldTask(row, contextAt(LAUNCHED));
    expect(task.reason).toBe(`Ligne 2, ESAT Les Tilleuls : ${row.reasons.map(({ message }) => message).join(' ')}`);
    expect(row.reasons).toHaveLength(2);
    expect(task.due.toISOString().slice(0, 10)).toBe('2026-03-16');
  });

  it('warnings are told beside the reasons, and what stands instead of a duplicate by its process', () => {
    const warned = only({});
    expect(keptRow(warned).reasons).toEqual([expect.objectContaining({ code: 'HORS_EXTRACTION', warning: true })]);
    const duplicate = { ...warned, verdict: 'duplicate' as const, duplicateOf: { processId: 'p1' } };
    expect(keptRow(duplicate).processId).toBe('p1');
    expect(keptRow({ ...duplicate, duplicateOf: { row: 1 } }).processId).toBeNull();
  });

  it('a row becomes the dossier that it says, on the campaign’s terms', () => {
    const row = only({ connuMcp: 'Oui', siretConventionMcp: A, modeDeGestion: 'Centralisé' });
    expect(dossierOfRow(campaign(), row)).toMatchObject({
      ...{ type: 'esatOnboarding', caf: '93', services: ['ESAT'], campaignId: 'c1', createdBy: 'national' },
      ...{ delegationMode: 'DELEGUE', opensOn: '2026-05-01', deadline: '2026-03-31', startKey: null },
      partner: { siret: A, email: 'contact@tilleuls.example', departments: ['93'] },
      esat: { knownInMcp: true, conventionNumber: null, conventionSiret: A, conventionMode: 'CENTRALISE' },
    });
  });
});

describe('rows are launched in batches', () => {
  it.each([
    ['a batch at most', 'EN_COURS', 0, 100, 25],
    ['what the limit leaves', 'EN_COURS', 45, 50, 5],
    ['none above the limit', 'EN_COURS', 60, 50, 0],
    ['also after the report', 'TERMINEE', 0, 10, 10],
    ['none once it is cancelled', 'ANNULEE', 0, 50, 0],
  ] as const)('%s', (_, state, inFlight, campaignInFlight, expected) => {
    expect(rowsToLaunch({ state }, inFlight, { policy: { ...DEFAULT_POLICY, campaignInFlight }, most: 25 })).toBe(
      expected,
    );
  });

  const stands = (rule: string, code: Code = 'PROCESSUS_EN_COURS') =>
    new DomainError(code, 'x', { rule, faults: [{ path: 'processId', code, message: 'p9' }] });

  it('an accepted row whose partner got an onboarding meanwhile is a duplicate, a held one is set aside (ESAT-26)', () => {
    expect(rowOvertaken(only({}), stands('ESAT-26'), contextAt(LAUNCHED))).toMatchObject({
      row: { verdict: 'duplicate', processId: 'p9', queue: null, resolution: null, useCase: null },
      task: null,
    });
    expect(rowOvertaken(only({ courriel: '' }), stands('ESAT-26'), contextAt(LAUNCHED))).toMatchObject({
      row: { verdict: 'held', processId: 'p9', queue: null, resolution: 'ECARTEE' },
      task: null,
    });
    const open = rowOvertaken(only({}), stands('CONV-7', 'SERVICE_DEJA_OUVERT'), contextAt(LAUNCHED));
    expect(open.row.verdict).toBe('duplicate');
  });

  it('one whose partner changes its mode is held, as a task (DEL-5)', () => {
    expect(rowOvertaken(only({}), stands('DEL-5'), contextAt(LAUNCHED))).toMatchObject({
      row: { verdict: 'held', queue: null, resolution: null, processId: null },
      task: { kind: 'TRAITER_LIGNE', subject: '2', state: 'OUVERTE' },
    });
  });

  it('any other failure is no verdict', () => {
    const other = stands('CON-11', 'DEJA_FAIT');
    expect(() => rowOvertaken(only({}), other, contextAt(LAUNCHED))).toThrow(other);
    expect(() => rowOvertaken(only({}), new Error('away'), contextAt(LAUNCHED))).toThrow('away');
  });
});
