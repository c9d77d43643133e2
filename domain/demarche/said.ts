import type { Said } from './types.ts';

/** What was said, and by whom, in words of pages. */
export const WHO_SAID: Readonly<Record<Said['what'], string>> = {
  ask: 'La Caf demande un complément',
  supply: 'Le tuteur apporte le complément',
  accept: 'La Caf a traité la démarche',
  refuse: 'La Caf a refusé la démarche',
  close: 'La Caf a classé la démarche',
  expire: 'Classée : le complément n’a pas été apporté',
};
