import { describe, expect, test } from '@jest/globals';
import { lockedPackages, unacceptedLicences } from './licences.ts';

const of = (license?: string) =>
  unacceptedLicences({ '': {}, 'node_modules/x': license === undefined ? {} : { license } });

describe('licences of what we use', () => {
  test('every package of the lock file has an accepted one', () => {
    const packages = lockedPackages();
    expect(Object.keys(packages).length).toBeGreaterThan(300);
    expect(unacceptedLicences(packages)).toEqual([]);
  });

  test.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND OFL-1.1', 'MIT and ISC'])('%s: accepted', (licence) =>
    expect(of(licence)).toEqual([]),
  );

  test.each(['GPL-3.0-only', 'AGPL-3.0-only', 'MIT AND GPL-2.0-only', 'SEE LICENSE IN x'])('%s: refused', (licence) =>
    expect(of(licence)).toEqual([`x: ${licence}`]),
  );

  test('none that is named: refused', () => expect(of()).toEqual(['x: none']));
});
