/** What a process waits for, in words (U2): from whom, what, until when, and what happens then. */
export interface WaitingFor {
  who: 'PARTENAIRE' | 'CAF' | 'SYSTEME';
  what: string;
  until: Date | null;
  then: string;
}

export const WHO_LABELS: Record<WaitingFor['who'], string> = {
  PARTENAIRE: 'Le partenaire',
  CAF: 'La Caf',
  SYSTEME: 'Passerelle',
};
