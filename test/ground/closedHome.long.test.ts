import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { removeAfterUs } from '../../ops/guard.ts';
import { freePort, stopChild } from '../../ops/pids.ts';
import { removeCluster } from '../../ops/postgresPlace.ts';
import { allGone, descendants, dossiers, ROOT, type SingleMachine, startProgram } from './singleMachine.ts';

// PostgreSQL runs as whoever starts it unless that is root: then it has a user of its own, who may not enter root's closed folders
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

/** `npm test` within a test: its checks alone take a busy machine minutes. */
const WHOLE_MS = 1_200_000;

/** What a fresh clone has not, or makes for itself. */
const NOT_CLONED = ['.git', '.cache', '.data', 'node_modules'];

describeAsRoot(
  'a clone below a home of mode 700, as root (skipped for any other user, whose PostgreSQL needs no other)',
  () => {
    // beside this repository's own modules, which a link of each file copies in seconds on the same file system
    mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
    const home = mkdtempSync(path.join(ROOT, '.cache', 'home-'));
    const clone = path.join(home, 'passerelle');
    const dataDir = path.join(clone, '.data');
    const started: SingleMachine[] = [];
    const npm = (args: readonly string[], env: Record<string, string> = {}) => {
      const running = startProgram('npm', args, clone, env);
      started.push(running);
      return running;
    };
    const modes = () => [home, clone].map((folder) => statSync(folder).mode & 0o777);
    let before: number[];

    beforeAll(() => {
      removeAfterUs(home);
      expect(statSync(home).mode & 0o777).toBe(0o700);
      mkdirSync(clone);
      for (const name of readdirSync(ROOT).filter((one) => !NOT_CLONED.includes(one)))
        cpSync(path.join(ROOT, name), path.join(clone, name), { recursive: true });
      execFileSync('cp', ['-al', path.join(ROOT, 'node_modules'), clone]);
      before = modes();
    });
    afterAll(async () => {
      await Promise.all(started.map(({ child }) => stopChild(child, 30_000)));
      removeCluster(path.join(dataDir, 'postgres'));
      rmSync(home, { recursive: true, force: true });
    });

    test(
      'npm start works with nothing done by hand, says where its database is, and finds it again',
      async () => {
        const start = async () => {
          const running = npm(['start'], { PORT: String(await freePort()) });
          await running.ready;
          return running;
        };
        const first = await start();
        const place = realpathSync(path.join(dataDir, 'postgres'));
        expect(place.startsWith(home)).toBe(false);
        expect(first.said.join('\n')).toContain(`PostgreSQL's files are in ${place}, where ${dataDir}/postgres leads`);
        const stored = (await dossiers(dataDir)).map(({ id }) => id);
        expect(stored.length).toBeGreaterThan(5);
        const stop = async (child: typeof first.child) => {
          const pids = descendants(child.pid ?? 0);
          child.kill('SIGTERM');
          await allGone(pids);
        };
        await stop(first.child);
        const second = await start();
        expect((await dossiers(dataDir)).map(({ id }) => id)).toEqual(stored);
        await stop(second.child);
        expect(modes()).toEqual(before);
      },
      WHOLE_MS,
    );

    test(
      'npm test works as well, and leaves nothing',
      async () => {
        const outside = () => readdirSync('/var/lib/passerelle').filter((name) => name.startsWith('postgres-'));
        const places = outside();
        const run = npm(['test', '--', '--testPathPatterns', 'test/ground/migrations'], { TMPDIR: home });
        expect([await run.ended, run.said.slice(-12).join('\n')]).toEqual([
          0,
          expect.stringMatching(/\d+ passed, 0 failed$/),
        ]);
        expect(run.said.join('\n')).toContain("PostgreSQL's programs are run from /var/lib/passerelle/");
        expect(outside().filter((one) => !places.includes(one))).toEqual([]);
        expect(readdirSync(home).filter((name) => /^passerelle-(test|jest)-/.test(name))).toEqual([]);
        expect(modes()).toEqual(before);
      },
      WHOLE_MS,
    );
  },
);
