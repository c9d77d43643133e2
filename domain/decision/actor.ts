/** Who carries out an act. */
export interface Actor {
  id: string;
  role:
    | 'agent'
    | 'cafAdmin'
    | 'national'
    | 'operator'
    | 'administrateur'
    | 'gestionnaire'
    | 'utilisateur'
    | 'partner'
    | 'applicant'
    | 'process'
    | 'anonymous';
  /** words for the timeline; no e-mail address */
  label: string;
  ip: string | null;
  /** as what a Caf's agent signs: by which delegation of the director's (domain/caf/signature.ts) */
  signsAs?: string;
}

/** Nobody has signed in: whose name was typed has not thereby acted (S6). */
export const ANONYMOUS: Actor = { id: 'anonyme', role: 'anonymous', label: 'Une personne non connectée', ip: null };
/** Whoever runs the service, by a command on its host: who that was stands in the host's own log. */
export const BY_COMMAND: Actor = {
  id: 'operator-command',
  role: 'operator',
  label: 'Commande d’exploitation',
  ip: null,
};
export const PROCESS_ACTOR: Actor = { id: 'process', role: 'process', label: 'Passerelle', ip: null };
