import { expect, it } from '@jest/globals';
import { correction, view } from '../../test/builders/hostilePages.ts';
import { CorrectionsPage, RecapPage } from './listPage.tsx';

const sure = { ...correction, taskId: 'task', proposal: { siret: '99992546400011', sure: true } } as typeof correction;
const listed = (total: number | null) =>
  CorrectionsPage({
    view,
    reopeningId: 'one',
    corrections: { items: [sure], nextCursor: 'next', total },
    query: {},
    may: true,
  });
const recap = (matching: { sure: number; more: boolean } | null) =>
  RecapPage({ view, reopeningId: 'one', corrections: [sure, sure], matching });

it('all that match are offered with how many lines that is (U5)', async () => {
  expect(await listed(312)).toContain('parmi toutes les lignes qui répondent aux filtres (312)');
  expect(await listed(null)).toContain('parmi toutes les lignes qui répondent aux filtres (bien davantage)');
});

it('the recap says whether it is all of them, or which part (U5)', async () => {
  expect(await recap({ sure: 2, more: false })).toContain('Ce sont toutes celles au même SIREN');
  expect(await recap({ sure: 700, more: false })).toContain('Ce sont les 2 premières sur 700 au même SIREN');
  expect(await recap({ sure: 2, more: true })).toContain('Ce sont les 2 premières sur 2 au moins');
  expect(await recap(null)).not.toContain('Ce sont');
});
