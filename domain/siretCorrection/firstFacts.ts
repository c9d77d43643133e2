import type { SiretCorrectionFacts } from './types.ts';

/** What lists call such a dossier. */
export const correctionLabel = (raisonSociale: string): string => `${raisonSociale} – correction du SIRET`;

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
