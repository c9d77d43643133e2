import { describe, expect, it } from '@jest/globals';
import { COLUMNS } from './columns.ts';
import { countRows, type JudgeContext, type JudgedRow, judgeRows } from './rows.ts';
import { listOf } from './rowsBuilder.ts';

const NOTHING_HELD: JudgeContext = { existing: new Map(), activeConventions: new Set(), changingMode: new Set() };
/** Organismes of the acceptance scenarios (domain.md §16). */
const O1 = '99991041700016';
const O2 = '99991342900018';
const O3 = '99991643000013';

function codes(judged: JudgedRow): [string, string[]] {
  return [judged.verdict, judged.reasons.map(({ code }) => code)];
}

describe('rows of the same SIRET (ESAT-26)', () => {
  it('AC-24 imports O1 and O2, refuses the bad key and both O3 lines, and finds nothing new the second time', () => {
    const list = listOf(
      { siret: O1 },
      { siret: O2, departement: '06', connuHabtiers: 'Oui', actifHabtiers: 'Oui' },
      { siret: '99991041700015' },
      { siret: O3, connuHabtiers: 'Oui', actifHabtiers: 'Oui' },
      { siret: O3, connuHabtiers: 'Non', actifHabtiers: 'Oui' },
    );
    const first = judgeRows(list, NOTHING_HELD);
    expect(first.map(codes)).toEqual([
      ['accepted', []],
      ['accepted', []],
      ['refused', ['SIRET_CLE']],
      ['refused', ['LIGNES_CONTRADICTOIRES']],
      ['refused', ['LIGNES_CONTRADICTOIRES']],
    ]);
    expect(countRows(first)).toEqual({
      rows: { total: 5, accepted: 2, held: 0, refused: 3, duplicate: 0 },
      byUseCase: { 1: 1, 2: 1, 3: 0, 4: 0 },
    });
    expect(first[3]?.reasons[0]).toMatchObject({
      column: 'Connu Habtiers',
      message: expect.stringContaining('lignes 5, 6'),
    });

    const existing = new Map([
      [O1, 'process-1'],
      [O2, 'process-2'],
    ]);
    const second = judgeRows(list, { ...NOTHING_HELD, existing });
    expect(second.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate', 'refused', 'refused', 'refused']);
    expect(second[1]?.duplicateOf).toEqual({ processId: 'process-2' });
  });

  it('ESAT-26 points a repeated row at the earlier one, whatever words both use', () => {
    const judged = judgeRows(
      listOf(
        { connuMcp: 'Oui', siretConventionMcp: O1, modeDeGestion: 'Délégué' },
        { connuMcp: 'o', siretConventionMcp: '999 910 417 00016', modeDeGestion: 'DELEGUE' },
      ),
      NOTHING_HELD,
    );
    expect(judged[1]).toMatchObject({
      verdict: 'duplicate',
      duplicateOf: { row: 2 },
      reasons: [{ code: 'LIGNE_EN_DOUBLE' }],
    });
  });

  it('ESAT-26 a held row stands for the ones below, a refused one does not', () => {
    const afterHeld = judgeRows(listOf({ courriel: '' }, {}), NOTHING_HELD);
    expect(afterHeld.map(({ verdict }) => verdict)).toEqual(['held', 'duplicate']);
    const afterRefused = judgeRows(listOf({ raisonSociale: '' }, {}, {}), NOTHING_HELD);
    expect(afterRefused.map(({ verdict }) => verdict)).toEqual(['refused', 'accepted', 'duplicate']);
    expect(afterRefused[2]?.duplicateOf).toEqual({ row: 3 });
  });

  it.each([
    ['connuMcp', 'Oui', 'Non'],
    ['numeroConventionMcp', '22_051', '22_052'],
    ['siretConventionMcp', O1, O2],
    ['modeDeGestion', 'Délégué', ''],
    ['connuHabtiers', 'Oui', ''],
    ['actifHabtiers', 'Non', ''],
  ] as const)('§6.4 finds a contradiction on %s, and refuses all the rows', (column, one, other) => {
    const judged = judgeRows(listOf({ [column]: one }, { [column]: other }, { [column]: one }), NOTHING_HELD);
    expect(judged.map(codes)).toEqual(Array(3).fill(['refused', ['LIGNES_CONTRADICTOIRES']]));
    expect(judged[0]?.reasons[0]?.column).toBe(COLUMNS.find(({ key }) => key === column)?.header);
  });

  it('§6.4 takes different addresses, e-mails and names of one SIRET for no contradiction', () => {
    const judged = judgeRows(
      listOf({}, { raisonSociale: 'Tilleuls', courriel: 'autre@tilleuls.example', adresse: 'ailleurs' }),
      NOTHING_HELD,
    );
    expect(judged.map(({ verdict }) => verdict)).toEqual(['accepted', 'duplicate']);
  });
});
