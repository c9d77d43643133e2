import { describe, expect, test } from '@jest/globals';
import { presence } from './presence.ts';

describe('people at work (P2)', () => {
  test('nobody at first; somebody for a minute after each act', () => {
    let now = 0;
    const people = presence(() => now);
    expect(people.atWork()).toBe(false);
    people.noticed();
    now = 59_999;
    expect(people.atWork()).toBe(true);
    people.noticed();
    now += 59_999;
    expect(people.atWork()).toBe(true);
    now += 1;
    expect(people.atWork()).toBe(false);
  });
});
