import { EventEmitter } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { keepAlive, type OwnServer, restartsLeft } from './keepAlive.ts';

/** A server that dies when it is told to. */
function server(restart: () => Promise<OwnServer>) {
  const process = new EventEmitter();
  const stop = jest.fn(async () => {});
  return {
    process,
    stop,
    restart,
    lastWords: () => ['FATAL: no memory'],
    die: () => process.emit('exit', null, 'SIGKILL'),
  };
}

/** As many as are started, the newest last. */
function line() {
  const made: ReturnType<typeof server>[] = [];
  const next = async (): Promise<OwnServer> => {
    made.push(server(next));
    return made.at(-1) as OwnServer;
  };
  made.push(server(next));
  return made;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a server of npm start that dies', () => {
  test('is started again three times in a minute; the fourth time its last lines are told', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const made = line();
    const told: string[] = [];
    keepAlive(
      'Temporal',
      made[0] as OwnServer,
      (words) => told.push(words),
      restartsLeft(() => 0),
    );
    for (let deaths = 1; deaths <= 3; deaths += 1) {
      made.at(-1)?.die();
      await settle();
      expect([made.length, told]).toEqual([deaths + 1, []]);
    }
    made.at(-1)?.die();
    await settle();
    expect(made).toHaveLength(4);
    expect(told).toEqual([
      expect.stringMatching(/^Temporal ended \(SIGKILL\), 4 times in a minute.*\n {2}\| FATAL: no memory$/),
    ]);
  });

  test('a minute later it has three more', () => {
    let now = 0;
    const left = restartsLeft(() => now);
    expect([left(), left(), left(), left()]).toEqual([true, true, true, false]);
    now = 60_000;
    expect(left()).toBe(true);
  });

  test('one that does not come back ends everything; whichever runs is the one that is stopped, and its end is no death', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const told: string[] = [];
    const gone = server(async () => Promise.reject(new Error('port taken')));
    keepAlive('PostgreSQL', gone as OwnServer, (words) => told.push(words));
    gone.die();
    await settle();
    expect(told).toEqual([expect.stringContaining('did not start again (port taken)')]);

    const made = line();
    const kept = keepAlive('PostgreSQL', made[0] as OwnServer, (words) => told.push(words));
    made[0]?.die();
    await kept.stop();
    made[1]?.die();
    await settle();
    expect([made.length, made[0]?.stop.mock.calls.length, made[1]?.stop.mock.calls.length, told.length]).toEqual([
      2, 0, 1, 1,
    ]);
  });
});
