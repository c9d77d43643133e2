/** Whom a rule binds, in the words above its list. */
export const USAGE_READERS = {
  everyone: 'Pour toutes les personnes qui utilisent les services',
  users: 'Pour les utilisateurs',
  managers: "Pour les administrateurs et les gestionnaires d'habilitations",
  administrators: 'Pour les administrateurs',
} as const;
export type UsageReader = keyof typeof USAGE_READERS;

interface UsageRule {
  /** id in the rule book: never shown to people */
  id: `OBL-${number}`;
  reader: UsageReader;
  text: string;
}

/**
 * « Règles d'usage » (domain.md §11, S2 annexe 2; UI-5): what every person of a partner undertakes. Other words are another version, which
 * is asked of everyone again.
 */
export const USAGE_RULES_VERSION = 1;
/** 'YYYY-MM-DD', since when this version is shown */
export const USAGE_RULES_SINCE = '2026-11-29';

export const USAGE_RULES: readonly UsageRule[] = [
  {
    id: 'OBL-1',
    reader: 'everyone',
    text: "J'utilise les données pour mes seuls besoins professionnels, et seulement pour l'usage pour lequel le service m'a été ouvert.",
  },
  {
    id: 'OBL-2',
    reader: 'everyone',
    text: 'Je protège les services contre tout accès ou usage non autorisé : par exemple, je ne garde aucun mot de passe sur un poste de travail qui n’est pas protégé.',
  },
  {
    id: 'OBL-3',
    reader: 'everyone',
    text: 'Je ne donne à personne mon identifiant ni mon mot de passe, quelle que soit la raison.',
  },
  {
    id: 'OBL-4',
    reader: 'everyone',
    text: 'Je ne transmets les données consultées à aucune autre personne morale, publique ou privée.',
  },
  {
    id: 'OBL-5',
    reader: 'everyone',
    text: 'Je tiens les données consultées pour confidentielles et couvertes par le secret professionnel.',
  },
  { id: 'OBL-6', reader: 'users', text: "Je lis le guide d'utilisation publié sur caf.fr." },
  {
    id: 'OBL-7',
    reader: 'users',
    text: "En cas de difficulté, je m'adresse à mon gestionnaire ou à mon administrateur, non à la Caf.",
  },
  {
    id: 'OBL-8',
    reader: 'managers',
    text: "J'habilite à bon escient : le profil T1, par exemple, n'est que pour les assistants de service social et les conseillers en économie sociale et familiale.",
  },
  {
    id: 'OBL-9',
    reader: 'managers',
    text: "Je réponds de l'usage strictement professionnel des services par mes utilisateurs, selon les missions de la convention.",
  },
  { id: 'OBL-10', reader: 'managers', text: "Je n'habilite aucune personne qui n'est pas sous ma responsabilité." },
  { id: 'OBL-11', reader: 'managers', text: 'Je garde faible le nombre de personnes qui ont accès aux services.' },
  { id: 'OBL-12', reader: 'managers', text: 'Je signale à la Caf, sans délai, tout incident de sécurité.' },
  {
    id: 'OBL-13',
    reader: 'managers',
    text: "Je signale sans tarder le départ d'un administrateur ou d'un gestionnaire.",
  },
  {
    id: 'OBL-14',
    reader: 'administrators',
    text: 'Je veille à ce que chaque utilisateur se connecte au moins une fois par an à chacun de ses services.',
  },
  {
    id: 'OBL-15',
    reader: 'administrators',
    text: 'Je me prête aux contrôles annuels de la Caf, et je peux montrer les diplômes exigés par le profil T1.',
  },
];

/** UI-5: asked of every person of a partner, whoever they are there, until they have accepted the version in force. */
export function mustAcceptRules(person: { partnerId: string | null; rulesVersion: number | null }): boolean {
  return person.partnerId !== null && (person.rulesVersion ?? 0) < USAGE_RULES_VERSION;
}
