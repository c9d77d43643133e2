import { describe, expect, it, test } from '@jest/globals';
import { accessTo, isReached, reachOf } from './access.ts';
import { DEMARCHE_CODES } from './demarches.ts';
import { MEASURE_CODES, measureOf } from './measures.ts';
import type { Protege, SearchBy, Tuteur } from './types.ts';

const AT = new Date('2026-03-10T09:00:00Z');
/** O5, the Association tutélaire Horizon (domain.md §16), and an establishment of somebody else */
const [HEAD, EAST, WEST] = ['99992245300017', '99992245300025', '99992245300033'] as const;
const OTHER = '99995255900014';

const horizon = (over: Partial<Tuteur> = {}): Tuteur => ({
  userId: 'ana',
  partner: { id: 'o5', caf: '93', siret: HEAD, siren: '999922453' },
  groups: [{ establishments: [] }],
  searchBy: 'SIREN',
  ...over,
});
const protege = (over: Partial<Protege> = {}): Protege => ({
  ...{ reference: 'p1', number: '1234567', lastName: 'Essai', firstName: 'Ida', birthDate: '1950-04-01' },
  ...{ measure: 'TUTELLE', measureEndsOn: null, siret: HEAD },
  ...over,
});

describe('which establishments a tuteur reaches', () => {
  const CASES: [string, SearchBy, string[][], string[]][] = [
    ['every one of the SIREN and only those (TUT-16)', 'SIREN', [[]], [HEAD, EAST, WEST]],
    ['that of the convention while the search goes by SIRET (TUT-8)', 'SIRET', [[]], [HEAD]],
    ['those of a limited group (TUT-18)', 'SIREN', [[EAST]], [EAST]],
    ['those of all limited groups together', 'SIREN', [[EAST], [WEST]], [EAST, WEST]],
    ['all of them where one group has no limit', 'SIREN', [[EAST], []], [HEAD, EAST, WEST]],
    ['none of a limit to what another organisme has', 'SIREN', [[OTHER]], []],
    ['none of a limit to a sister while the search goes by SIRET', 'SIRET', [[EAST]], []],
  ];
  it.each(CASES)('%s', (_, searchBy, limits, expected) => {
    const reach = reachOf(horizon({ searchBy, groups: limits.map((establishments) => ({ establishments })) }));
    expect([HEAD, EAST, WEST, OTHER].filter((siret) => isReached(reach, siret))).toEqual(expected);
  });
});

describe('what a tuteur may see of a protégé', () => {
  it('is nothing for who may not enter the space, nor of what is entrusted to others (REQ-15, TUT-16)', () => {
    expect(accessTo(protege(), horizon(), AT)).toEqual({ sees: 'FICHE', demarches: DEMARCHE_CODES });
    expect(accessTo(protege(), null, AT)).toBeNull();
    expect(accessTo(protege({ siret: OTHER }), horizon(), AT)).toBeNull();
  });

  it('ends with the measure, after its last day in Paris (TUT-18)', () => {
    const until = protege({ measureEndsOn: '2026-03-10' });
    expect(accessTo(until, horizon(), new Date('2026-03-10T22:59:59Z'))).not.toBeNull();
    expect(accessTo(until, horizon(), new Date('2026-03-10T23:00:00Z'))).toBeNull();
  });

  test.each(MEASURE_CODES)('is decided by the nature of the measure: %s (TUT-18)', (measure) => {
    const { sees, demarches, elsewhere } = measureOf(measure);
    expect(accessTo(protege({ measure }), horizon(), AT)).toEqual({ sees, demarches });
    // where nothing is offered, the sheet says what to do instead
    expect(elsewhere === null).toBe(demarches.length > 0);
    expect(new Set(demarches).size).toBe(demarches.length);
  });

  it('all thirteen démarches are offered in a tutelle; no benefit is claimed in a curatelle; budget measures stay in Cdap (TUT-5)', () => {
    const offered = (measure: Protege['measure']) => accessTo(protege({ measure }), horizon(), AT)?.demarches ?? [];
    expect(offered('TUTELLE')).toHaveLength(13);
    expect(offered('CURATELLE_RENFORCEE')).toHaveLength(8);
    expect(offered('MAJ')).toEqual(['ADRESSE', ...DEMARCHE_CODES.slice(4, 8)]);
    for (const measure of ['CURATELLE_SIMPLE', 'MASP', 'AGBF'] as const) expect(offered(measure)).toEqual([]);
  });
});
