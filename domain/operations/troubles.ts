/** What may be wrong, of all kinds, as an operator reads it on one page (§4). */
export const TROUBLE_KINDS = {
  PART: 'Un élément ne répond pas',
  WORKER: 'Un exécuteur s’est tu',
  SWEEP: 'Le balayage ne passe plus',
  MAIL: 'Courriel refusé ou incertain',
  OUTBOX: 'Courriels qui attendent',
  DOSSIER: 'Dossier en incident',
  UNCONFIRMED: 'Acte sans réponse',
  UNSTARTED: 'Dossier pas commencé',
  EXECUTION: 'Exécution arrêtée ou bloquée',
  SCHEDULE: 'Tâche planifiée suspendue',
  SECURITY: 'Incident de sécurité déclaré',
} as const;
export type TroubleKind = keyof typeof TROUBLE_KINDS;

/** So many of each kind are told on one page; of mails and dossiers there are lists. */
export const TROUBLES_TOLD = 100;

/** Parts of the application, as people call them. */
export const PART_LABELS: Readonly<Record<string, string>> = {
  database: 'Base de données',
  temporal: 'Moteur des processus (Temporal)',
  worker: 'Exécuteurs',
  mail: 'Messagerie sortante',
  disk: 'Disque des fichiers reçus',
};

export const SCHEDULE_LABELS: Readonly<Record<string, { label: string; when: string }>> = {
  reminders: { label: 'Relances du matin', when: 'Chaque jour à 8h30' },
  purge: { label: 'Purge de ce qui a passé son terme', when: 'Chaque heure' },
  'annual-controls': { label: 'Contrôles annuels', when: 'Une fois par an' },
  'esat-declarations': {
    label: 'Rémunérations garanties des Esat',
    when: 'À l’ouverture de la période, une fois par an',
  },
};

/** What became of an execution, in words, and what there is to do. */
export const EXECUTION_WORDS = {
  FAILED: 'L’exécution s’est arrêtée sur une erreur.',
  TIMED_OUT: 'L’exécution a dépassé le temps qui lui était donné.',
  TERMINATED: 'L’exécution a été interrompue à la main.',
  STUCK: 'L’exécution échoue à chaque essai et recommence : son programme est à corriger.',
} as const;

/** Who has been silent for so long (ms), in words. */
export function silenceWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
