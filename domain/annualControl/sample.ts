import type { ControlItem, Controlled } from './types.ts';

/** Someone who uses a service, and what it rests on and is to be shown (OBL-15): one of ALL_EVIDENCE, by its name. */
export interface Candidate {
  userId: string;
  profile: Controlled;
}

/**
 * The people a control looks at: the same for a partner and a year whenever it is drawn, and nobody can tell beforehand who it will be
 * but by the hash. One item per person and profile.
 */
export function drawSample(
  candidates: readonly Candidate[],
  size: number,
  seed: { partnerId: string; year: number },
  hash: (text: string) => string,
): ControlItem[] {
  const people = [...new Set(candidates.map(({ userId }) => userId))];
  const rank = new Map(people.map((userId) => [userId, hash(`${seed.partnerId}\n${seed.year}\n${userId}`)]));
  const drawn = people.sort((a, b) => ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? -1 : 1)).slice(0, size);
  return drawn.flatMap((userId) => {
    const held = candidates.filter((one) => one.userId === userId).map(({ profile }) => profile);
    return [...new Set(held)].sort().map((profile) => newItem(userId, profile));
  });
}

export function newItem(userId: string, about: Controlled): ControlItem {
  return { id: `${about}-${userId}`, userId, about, proof: null, gap: null };
}
