import { describe, expect, test } from '@jest/globals';
import { isInstalled, requireNode } from './install.mjs';

describe('what a clone lacks', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a-linux': { version: '1.0.0', optional: true },
    },
  };
  const installed = (a: string | undefined, linux?: string) => ({
    packages: {
      ...(a === undefined ? {} : { 'node_modules/a': { version: a } }),
      ...(linux === undefined ? {} : { 'node_modules/a-linux': { version: linux } }),
    },
  });

  test.each([
    ['nothing installed', null, false],
    ['a package missing', installed(undefined), false],
    ['a package in another version', installed('1.0.1'), false],
    ['everything, but for what another platform needs', installed('1.0.0'), true],
    ['an optional package in another version', installed('1.0.0', '0.9.0'), false],
    ['everything', installed('1.0.0', '1.0.0'), true],
  ])('%s', (_what, found, complete) => expect(isInstalled(lock, found)).toBe(complete));

  test.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['18.20.0', false],
    ['22.0.0', true],
    ['20.20.1', true],
  ])('Node %s for >=20.19: %s', (version, accepted) => {
    const required = () => requireNode(version, '>=20.19');
    if (accepted) expect(required).not.toThrow();
    else expect(required).toThrow(version);
  });
});
