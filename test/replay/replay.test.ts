import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { PROCESS_TYPES } from '../../domain/process/types.ts';
import { replay, type StoredHistory } from './replay.ts';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'histories');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
/** Every process, and what works beside them. */
const TYPES = [
  ...PROCESS_TYPES,
  'afterwards',
  'dispatcher',
  'reminders',
  'purge',
  'annualControls',
  'esatDeclarations',
];

const read = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as StoredHistory;

describe('processes that are running survive this release (R3)', () => {
  test('there are histories of every workflow', () => {
    for (const type of TYPES) expect(files.filter((file) => file.startsWith(`${type}-`)).length).toBeGreaterThan(0);
  });

  test.each(files)('%s', async (file) => {
    await replay(read(file));
  });

  test('a tampered history fails: the gate can close', async () => {
    const [first] = files.filter((file) => file.startsWith('esatOnboarding-opened'));
    const history = read(first ?? '');
    const index = history.events.findIndex((event) => event.eventType.includes('TIMER_STARTED'));
    expect(index).toBeGreaterThan(0);
    history.events.splice(index, 1);
    for (const [position, event] of history.events.entries()) event.eventId = String(position + 1);
    await expect(replay(history)).rejects.toThrow();
  });

  test('nobody’s name stands in them', () => {
    for (const file of files)
      expect(readFileSync(path.join(FOLDER, file), 'utf8')).not.toMatch(/@[a-z-]+\.example|"identity"/);
  });
});
