import { describe, expect, test } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { judgeRows } from '../esat/rows.ts';
import { type ListLine, listOf } from '../esat/rowsBuilder.ts';
import { correctRow, type RowCorrections, refuseInactive } from './corrections.ts';

const SIRET = '99991041700016';
function held(line: ListLine, activeConvention = false) {
  const [row] = judgeRows(listOf(line), {
    existing: new Map(),
    activeConventions: new Set(activeConvention ? [SIRET] : []),
    changingMode: new Set(),
  });
  if (row?.verdict !== 'held') throw new Error(`not held: ${row?.verdict}`);
  return row;
}

const faultsOf = (work: () => unknown) => refused(work)?.faults.map(({ path, code }) => `${path} ${code}`) ?? [];
const released = (line: ListLine, corrections: RowCorrections, activeConvention = false) =>
  faultsOf(() => correctRow(held(line, activeConvention), corrections));

describe('a held row is released (§6.4)', () => {
  test('each answer that nobody could read is given anew, also where it stays Non', () => {
    const line = { connuMcp: 'peut-être', connuHabtiers: '?', actifHabtiers: 'bof' };
    expect(released(line, {})).toEqual([
      'knownInMcp CHAMP_OBLIGATOIRE',
      'knownInHabtiers CHAMP_OBLIGATOIRE',
      'activeInHabtiers CHAMP_OBLIGATOIRE',
    ]);
    expect(released(line, { knownInHabtiers: true })).toEqual([
      'knownInMcp CHAMP_OBLIGATOIRE',
      'activeInHabtiers CHAMP_OBLIGATOIRE',
    ]);
    const answered = { knownInMcp: false, knownInHabtiers: true, activeInHabtiers: true };
    expect(correctRow(held(line), answered)).toMatchObject({ ...answered, useCase: 2 });
  });

  test('« Connu MCP » is answered where this system holds an active convention (MCP_DIVERGENT)', () => {
    expect(released({}, {}, true)).toEqual(['knownInMcp CHAMP_OBLIGATOIRE']);
    const known = { knownInMcp: true, conventionSiret: SIRET, delegationMode: 'DELEGUE' as const };
    expect(correctRow(held({}, true), known)).toMatchObject({ useCase: 3 });
  });

  test('a telephone is stored as the format says, or refused (FMT-16)', () => {
    const line = { courriel: '' };
    const email = 'contact@tilleuls.example';
    expect(released(line, { email, phone: 'abc' })).toEqual(['phone TELEPHONE_INVALIDE']);
    expect(correctRow(held(line), { email, phone: '01 48 00 00 01' }).phone).toBe('+33148000001');
    expect(correctRow(held(line), { email }).phone).toBe('');
  });
});

test('only an establishment that Habtiers knows, or may know, is no longer active there (ESAT-16)', () => {
  expect(faultsOf(() => refuseInactive(held({ courriel: '' })))).toEqual(['outcome ISSUE_INCONNUE']);
  expect(faultsOf(() => refuseInactive(held({ connuHabtiers: 'Oui', actifHabtiers: 'Non' })))).toEqual([]);
  expect(faultsOf(() => refuseInactive(held({ connuHabtiers: '?' })))).toEqual([]);
});
