import { describe, expect, it } from '@jest/globals';
import { ALL_EVIDENCE } from './controlled.ts';
import { CATALOGUE, isProfiled, SERVICE_CODES } from './services.ts';

describe('a yearly control asks something of whoever uses any service (TIME-3, OBL-15)', () => {
  const roles = SERVICE_CODES.flatMap((service) =>
    (isProfiled(service) ? Object.keys(CATALOGUE[service].profiles ?? {}) : [service]).map(
      (role) => [service, role] as const,
    ),
  );

  it.each(roles)('%s, role %s: its own evidence, in words', (service, role) => {
    const asked = CATALOGUE[service].evidence.filter((one) => one.role === null || one.role === role);
    expect(asked).toHaveLength(1);
    for (const { file, typed, label, words } of asked) {
      expect(file || typed !== null).toBe(true);
      expect([label, words].map((text) => text.length > 10)).toEqual([true, true]);
    }
  });

  it('each is named once in the catalogue', () => {
    const names = ALL_EVIDENCE.map(({ about }) => about);
    expect(new Set(names).size).toBe(names.length);
  });
});
