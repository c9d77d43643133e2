import { silenceWords } from '../../domain/operations/troubles.ts';

export const OPERATIONS = '/exploitation';
export const SCHEDULES = '/exploitation/planification';

/** How often the page looks again: a worker that dies is silent after 6 s, and shows within ten. */
export const REFRESH_S = 3;

/** States of what runs, with how each is to be taken. */
export const RUN_WORDS = {
  EN_MARCHE: { mark: 'done', words: 'En marche' },
  MUET: { mark: 'amiss', words: 'Ne répond plus' },
  REMPLACE: { mark: 'plain', words: 'Ne répond plus, remplacé depuis' },
  ARRETE: { mark: 'plain', words: 'Arrêté' },
} as const;

export const WORK_LABELS = { workflow: 'Décisions des dossiers', activity: 'Envois, fichiers et balayages' } as const;

/** Since when somebody is silent: nothing worth a word below a few seconds. */
export const signWords = (silentMs: number): string =>
  silentMs < 5_000 ? 'à l’instant' : `il y a ${silenceWords(silentMs)}`;
