import type { TiersiEstablishment, TuteurFinding } from './verdict.ts';

/** One SIRET that Tiersi knows of a tuteur. */
export interface TiersiSiret extends TiersiEstablishment {
  /** name of another partner of this Caf that bears it already: a SIRET is one partner record (CON-11) */
  heldBy: string | null;
}

/** What a correction looks at beside its partner's documents: the line of its tuteur in the reopening (domain.md §5). */
export interface TuteurGround {
  reopening: {
    ended: boolean;
    /** whoever launched it; null: no person did */
    launchedBy: { name: string; email: string } | null;
  };
  /** null: the file in force names this tuteur no more */
  check: TuteurLine | null;
}

/** A tuteur as the reopening knows him. */
export interface TuteurLine extends Pick<TuteurFinding, 'verdict' | 'siren'> {
  siretMcp: string;
  sirets: TiersiSiret[];
  flags: string[];
  correctedAt: Date | null;
}
