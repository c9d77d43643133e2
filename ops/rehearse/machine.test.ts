import { expect, test } from '@jest/globals';
import { missingHere } from './machine.ts';

test('what a rehearsal lacks is told a line each, with its remedy', () => {
  expect(
    missingHere(
      () => true,
      true,
      () => 'podman-compose version 1.6.0',
    ),
  ).toEqual([]);
  const lines = missingHere((program) => !['podman-compose', '/usr/lib/podman/aardvark-dns'].includes(program), false);
  expect(lines).toEqual([
    'podman-compose is not here: pip install podman-compose',
    'aardvark-dns is not here: apt-get install aardvark-dns',
    expect.stringContaining('sudo npm run rehearse'),
  ]);
});

test.each([
  [
    'podman-compose version: 1.0.3\nusing podman version: 4.3.1',
    ['podman-compose is older than 1.6: pip install podman-compose'],
  ],
  ['', ['podman-compose is older than 1.6: pip install podman-compose']],
  ['podman-compose version 1.10.2', []],
  ['podman-compose version 2.0.0', []],
])('an engine that does not demand what the file demands is told: %j', (said, lines) => {
  expect(
    missingHere(
      () => true,
      true,
      () => said,
    ),
  ).toEqual(lines);
});
