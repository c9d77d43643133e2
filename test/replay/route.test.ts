import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { replay, type StoredHistory } from './replay.ts';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'histories');
const opened = () => JSON.parse(readFileSync(path.join(FOLDER, 'esatOnboarding-opened.json'), 'utf8')) as StoredHistory;

/** The same history in which an activity told this instead of that. */
function told(history: StoredHistory, what: string, instead: string): StoredHistory {
  let found = 0;
  const text = JSON.stringify(history).replaceAll(/"data":"([A-Za-z0-9+/=]+)"/g, (field, data: string) => {
    const payload = Buffer.from(data, 'base64').toString('utf8');
    if (!payload.includes(what)) return field;
    found += 1;
    return `"data":"${Buffer.from(payload.replace(what, instead)).toString('base64')}"`;
  });
  expect(found).toBe(1);
  return JSON.parse(text) as StoredHistory;
}

const DOCUMENTS = '"phase":"documents","walked":[{"from":"checks","outcome":"passed","to":"documents"}]';

describe('a recorded history tells the phases it went through (R3)', () => {
  test.each([
    ['an outcome led elsewhere', DOCUMENTS, DOCUMENTS.replace('"to":"documents"', '"to":"opening"')],
    ['the second passage of one act', '"outcome":"opened"', '"outcome":"hurried"'],
    [
      'the first step',
      '"phase":"checks","walked":[]}',
      '"phase":"checks","walked":[{"from":"a","outcome":"b","to":"c"}]}',
    ],
  ])('a passage that the story does not allow does not replay: %s', async (_, what, instead) => {
    await expect(replay(told(opened(), what, instead))).rejects.toThrow('No longer allowed by');
  });

  test('nor does a phase that it does not know', async () => {
    const elsewhere = told(opened(), DOCUMENTS, '"phase":"negotiation","walked":[]');
    await expect(replay(elsewhere)).rejects.toThrow('No longer a phase');
  });
});
