import { expect, it } from '@jest/globals';
import { offersFor } from './offers.ts';
import { PROFILE_CODES, SERVICE_CODES } from './services.ts';

it('who has nothing is offered the whole catalogue, each profile of Cdap', () => {
  const offers = offersFor([], []);
  expect(offers.map(({ service }) => service)).toEqual(SERVICE_CODES);
  expect(offers[0]).toEqual({ service: 'CDAP', profiles: PROFILE_CODES });
});

it('what is in force or under way is not offered again, but profiles that are missing (CONV-7, REQ-17)', () => {
  const offers = offersFor(
    [
      { service: 'CDAP', roles: ['T2', 'T9'] },
      { service: 'ADONIS', roles: ['ADONIS'] },
    ],
    ['AFAS'],
  );
  expect(offers[0]).toEqual({ service: 'CDAP', profiles: ['T1', 'T4', 'T10'] });
  expect(offers.map(({ service }) => service)).not.toEqual(expect.arrayContaining(['ADONIS']));
  expect(offers.some(({ service }) => service === 'AFAS' || service === 'ADONIS')).toBe(false);
  expect(offersFor([{ service: 'CDAP', roles: PROFILE_CODES }], []).some(({ service }) => service === 'CDAP')).toBe(
    false,
  );
});
