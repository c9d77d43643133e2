import type { DemarcheFacts } from '../../domain/demarche/types.ts';
import type { AskedChange } from '../../domain/userRequest/types.ts';

/** A yearly control of one person and one evidence. */
export function controlFacts(userId: string, attachmentId: string | null, at: Date) {
  const proof = { at: at.toISOString(), attachmentId, numeroInstructeur: null, titre: null };
  return {
    year: 2026,
    sampleSize: 1,
    people: [userId],
    items: [{ id: 'item', userId, about: 'T1' as const, proof, gap: null }],
    accesses: [],
    lastUses: [],
    askedAt: at.toISOString(),
    reminders: 0,
    gapsSince: null,
    gapReminders: 0,
    escalations: 0,
    reason: null,
  };
}

/** A démarche whose complement is joined. */
export const demarcheFacts = (askedBy: string): DemarcheFacts => ({
  ...{ form: 'ADRESSE', protege: 'none', number: 'DEM-0', askedBy, declaredId: 'declared' },
  // what is sealed as declared stands for a file that was joined, too
  exchanges: [
    {
      ...{ at: '2026-03-10T09:00:00.000Z', by: 'TUTEUR', what: 'supply', wordsId: null },
      file: { id: 'declared', mediaType: 'application/pdf', size: 1 },
    },
  ],
  ...{ askedSince: null, reminders: 0 },
});

/** A change of approbateur whose pièce is expected. */
export function approverFacts(userId: string, at: Date) {
  return {
    userId,
    profileId: 'none',
    formerId: null,
    askedBy: userId,
    pj3: null as string | null,
    expectedSince: at.toISOString(),
    reminders: 0,
    reason: null,
  };
}

/** Somebody asks that a person be closed. */
export const userClosing = (userId: string): AskedChange => ({
  what: 'close',
  userId,
  closesOn: null,
  replacementId: null,
});
