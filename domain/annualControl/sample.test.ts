import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Candidate, drawSample } from './sample.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const CANDIDATES: Candidate[] = Array.from({ length: 40 }, (_, index) => ({
  userId: `u${index}`,
  profile: index % 2 === 0 ? 'T1' : 'T4',
}));
const draw = (candidates: readonly Candidate[], size: number, over = {}) =>
  drawSample(candidates, size, { partnerId: 'p1', year: 2026, ...over }, sha256).map(({ id }) => id);

describe('the sample of a control', () => {
  it('is the same whenever and in whatever order it is drawn, another for another partner or year', () => {
    const drawn = draw(CANDIDATES, 5);
    expect(new Set(drawn).size).toBe(5);
    expect(draw([...CANDIDATES].reverse(), 5)).toEqual(drawn);
    expect(draw(CANDIDATES, 5, { year: 2027 })).not.toEqual(drawn);
    expect(draw(CANDIDATES, 5, { partnerId: 'p2' })).not.toEqual(drawn);
    expect(draw(CANDIDATES, 8).slice(0, 5)).toEqual(drawn);
  });

  it('counts people, not profiles: who holds two is asked about both, who holds one twice once', () => {
    const two: Candidate[] = [
      { userId: 'a', profile: 'T9' },
      { userId: 'a', profile: 'T1' },
      { userId: 'a', profile: 'T1' },
    ];
    expect(draw(two, 1)).toEqual(['T1-a', 'T9-a']);
    expect(draw([], 5)).toEqual([]);
  });

  it('leaves nobody out for ever: over the years everyone is drawn', () => {
    const years = Array.from({ length: 100 }, (_, index) => draw(CANDIDATES, 5, { year: 2026 + index })).flat();
    expect(new Set(years).size).toBe(40);
  });
});
