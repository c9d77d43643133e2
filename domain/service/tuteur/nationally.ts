import type { Nationally } from '../nationally.ts';

/** The Espace Tuteur, closed for everyone: Cdap T9 does its work meanwhile (TUT-4), and nothing but the reopening opens it again (TUT-17). */
export const tuteurNationally: Nationally = {
  fallback: 'du service « Consulter dossier » (Cdap), avec le profil T9',
  onlyReopening: true,
};
