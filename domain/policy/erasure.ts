/** What an erasure takes, and what it leaves with the reason: the person, the agent and docs/retention.md read the same. */
export const ERASED: readonly string[] = [
  'le nom, le courriel, le téléphone, l’identifiant et les moyens de connexion ;',
  'les qualifications, les habilitations et les appartenances aux groupes ;',
  'les courriels reçus, les saisies non envoyées, les lignes de listes importées, le détail des actes demandés.',
];

export const KEPT: readonly { what: string; why: string }[] = [
  { what: 'les contrats signés et leurs signatures', why: 'archives publiques (Code du patrimoine)' },
  {
    what: 'le journal des actes, où un numéro remplace la personne et où ses coordonnées ne se lisent plus',
    why: 'preuve des habilitations données au nom de l’organisme',
  },
  { what: 'la trace des consultations de l’Espace Tuteur, sans nom', why: 'protection des personnes consultées' },
  { what: 'les demandes traitées, jusqu’à leur terme de conservation', why: 'délai de contestation' },
];
