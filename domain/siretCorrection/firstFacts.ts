import type { SiretCorrectionFacts } from './types.ts';

/** First facts of a correction. */
export function correctionFacts(about: {
  reopeningId: string;
  reference: string;
  formerSiret: string;
}): SiretCorrectionFacts {
  return {
    phase: null,
    extraDays: 0,
    escalated: false,
    endReason: null,
    correction: {
      ...about,
      decision: null,
      question: null,
      answers: [],
      avenantId: null,
      applied: null,
      keptAt: null,
      undoing: null,
      cafSince: null,
      cafReminders: 0,
      escalatedAt: null,
      told: null,
    },
  };
}
