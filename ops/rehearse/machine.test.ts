import { expect, test } from '@jest/globals';
import { missingHere } from './machine.ts';

test('what a rehearsal lacks is told a line each, with its remedy', () => {
  expect(missingHere(() => true, true)).toEqual([]);
  const lines = missingHere((program) => !['podman-compose', '/usr/lib/podman/aardvark-dns'].includes(program), false);
  expect(lines).toEqual([
    'podman-compose is not here: pip install podman-compose',
    'aardvark-dns is not here: apt-get install aardvark-dns',
    expect.stringContaining('sudo npm run rehearse'),
  ]);
});
