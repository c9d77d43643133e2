import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { reachableBinaries, reachableCluster, removeCluster } from './postgresPlace.ts';

const open = mkdtempSync(path.join(tmpdir(), 'passerelle-place-'));
chmodSync(open, 0o755);
afterAll(() => rmSync(open, { recursive: true, force: true }));

const SERVER = { uid: 65_534, gid: 65_534 };
/** Only root may be another user. */
const asRoot = process.getuid?.() === 0 ? test : test.skip;
let number = 0;

/** A folder that only root may enter, and one for what must be reached from elsewhere. */
function places() {
  number += 1;
  const [closed, outside] = [path.join(open, `closed-${number}`), path.join(open, `outside-${number}`)];
  mkdirSync(closed, { mode: 0o700 });
  const said: string[] = [];
  return { closed, outside, said, say: (line: string) => void said.push(line) };
}

describe('PostgreSQL’s files where its own user can reach them', () => {
  test('ourselves: where they were asked for', () => {
    const { closed, outside, said, say } = places();
    expect(reachableCluster({}, path.join(closed, 'postgres'), say, outside)).toBe(path.join(closed, 'postgres'));
    const binaries = { postgres: '/nowhere/bin/postgres', initdb: '/nowhere/bin/initdb' };
    expect(reachableBinaries({}, binaries, say, outside)).toBe(binaries);
    expect([said, existsSync(outside)]).toEqual([[], false]);
  });

  asRoot('a folder that can be entered is taken as it is', () => {
    const { outside, said, say } = places();
    const folder = path.join(open, 'entered', 'postgres');
    expect(reachableCluster(SERVER, folder, say, outside)).toBe(folder);
    expect([said, existsSync(outside)]).toEqual([[], false]);
  });

  asRoot('a closed one stays closed and leads to another, the same one ever after', () => {
    const { closed, outside, said, say } = places();
    const folder = path.join(closed, 'data', 'postgres');
    const place = reachableCluster(SERVER, folder, say, outside);
    expect(place.startsWith(`${outside}/postgres-`)).toBe(true);
    expect(said).toEqual([expect.stringContaining(`${place}, where ${folder} leads`)]);
    expect(readFileSync(path.join(path.dirname(place), 'of'), 'utf8')).toBe(`${folder}\n`);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    mkdirSync(place);
    expect(reachableCluster(SERVER, folder, say, outside)).toBe(place);
    expect(said).toHaveLength(2);
    // opened since: what is stored stays where it is
    chmodSync(closed, 0o755);
    expect(reachableCluster(SERVER, folder, say, outside)).toBe(place);
    removeCluster(folder, outside);
    expect([existsSync(folder), existsSync(path.dirname(place)), existsSync(outside)]).toEqual([false, false, true]);
  });

  asRoot('what was stored before its folder was closed moves along, with its owner', () => {
    const { closed, outside, say } = places();
    const folder = path.join(closed, 'postgres');
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(path.join(folder, 'PG_VERSION'), '18');
    chownSync(folder, SERVER.uid, SERVER.gid);
    const place = reachableCluster(SERVER, folder, say, outside);
    expect(readFileSync(path.join(place, 'PG_VERSION'), 'utf8')).toBe('18');
    expect(statSync(place)).toMatchObject({ uid: SERVER.uid, gid: SERVER.gid });
    expect(readFileSync(path.join(folder, 'PG_VERSION'), 'utf8')).toBe('18');
  });

  asRoot('where it led is gone: told, not begun anew in silence', () => {
    const { closed, outside, say } = places();
    const folder = path.join(closed, 'postgres');
    const place = reachableCluster(SERVER, folder, say, outside);
    rmSync(path.dirname(place), { recursive: true });
    expect(() => reachableCluster(SERVER, folder, say, outside)).toThrow(/which is gone: put it back, or remove/);
  });

  asRoot('programs that it may not reach are run from a copy that everyone may read', () => {
    const { closed, outside, said, say } = places();
    const native = path.join(closed, 'native');
    for (const folder of ['bin', 'share']) mkdirSync(path.join(native, folder), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(closed, 'package.json'), '{ "version": "18.0.0" }');
    writeFileSync(path.join(native, 'share', 'postgres.bki'), 'x', { mode: 0o600 });
    const binaries = { postgres: path.join(native, 'bin', 'postgres'), initdb: path.join(native, 'bin', 'initdb') };
    for (const file of Object.values(binaries)) writeFileSync(file, '#!/bin/sh\n', { mode: 0o700 });
    const copy = path.join(outside, 'postgresql-18.0.0');
    for (const _ of ['first', 'second'])
      expect(reachableBinaries(SERVER, binaries, say, outside)).toEqual({
        postgres: path.join(copy, 'bin', 'postgres'),
        initdb: path.join(copy, 'bin', 'initdb'),
      });
    expect(said).toHaveLength(2);
    expect(said[0]).toContain(copy);
    expect(statSync(path.join(copy, 'share', 'postgres.bki')).mode & 0o777).toBe(0o644);
    expect(statSync(path.join(copy, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
  });
});
