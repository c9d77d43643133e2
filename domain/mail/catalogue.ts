import type { MailTemplate } from './types.ts';

/** What people read about a mail without opening it (domain.md §9). */
export interface MailEntry {
  /** what it is about, in few words */
  label: string;
  /** who receives it */
  to: string;
  /** what makes it go */
  trigger: string;
}

const APPLICANT = 'Demandeur';
const PARTNER = 'Représentant du partenaire';
const ADMINISTRATEURS = 'Administrateurs du partenaire';
const AGENT = 'Agent de la Caf';
const PERSON = 'Titulaire du compte';

/** Every mail there is, in the order of a partner's life; the compiler refuses one that is missing. */
export const MAIL_CATALOGUE: { readonly [T in MailTemplate]: MailEntry } = {
  'MAIL-20': {
    label: "accusé de réception de la demande d'accès",
    to: APPLICANT,
    trigger: "Une demande d'accès est déposée",
  },
  'MAIL-57': {
    label: 'demande déjà ouverte',
    to: APPLICANT,
    trigger: 'Une seconde demande est tentée pour le même organisme',
  },
  'MAIL-21': {
    label: 'demande de complément',
    to: APPLICANT,
    trigger: 'La Caf demande une information, puis à chaque relance',
  },
  'MAIL-22': { label: 'demande classée sans suite', to: APPLICANT, trigger: 'Le complément demandé ne vient pas' },
  'MAIL-23': {
    label: 'demande refusée ou réorientée',
    to: APPLICANT,
    trigger: 'La Caf refuse tous les profils, ou la demande relève d’un autre canal',
  },
  'MAIL-24': { label: 'demande acceptée', to: APPLICANT, trigger: 'La Caf accepte au moins un profil' },
  'MAIL-51': {
    label: "formulaire d'éligibilité à remplir",
    to: PARTNER,
    trigger: "Un dossier Esat commence et l'éligibilité est à vérifier",
  },
  'MAIL-25': {
    label: 'documents à compléter et à signer',
    to: PARTNER,
    trigger: 'Des documents contractuels sont envoyés au partenaire',
  },
  'MAIL-50': { label: 'code de signature', to: PARTNER, trigger: 'Le signataire demande un code pour signer' },
  'MAIL-52': {
    label: 'documents renvoyés pour correction',
    to: PARTNER,
    trigger: 'La Caf renvoie ou modifie des documents',
  },
  'MAIL-26': {
    label: 'relance',
    to: 'Représentant du partenaire, copie à la Caf',
    trigger: "Les documents attendus ne sont pas revenus à l'échéance d'une relance",
  },
  'MAIL-55': { label: 'partenaire silencieux', to: AGENT, trigger: 'Les relances sont restées sans réponse' },
  'MAIL-27': {
    label: 'écart de SIRET',
    to: AGENT,
    trigger: 'Le SIRET du bulletin diffère de celui de la convention',
  },
  'MAIL-29': {
    label: "dossier transféré au Centre national d'appui",
    to: "Centre national d'appui",
    trigger: 'Une convention couvre désormais plusieurs départements',
  },
  'MAIL-33': {
    label: 'courriel refusé',
    to: 'Agent de la Caf, ou créateur du compte (les administrateurs, s’il est parti)',
    trigger: 'La messagerie du destinataire refuse définitivement un courriel',
  },
  'MAIL-28': { label: 'service ouvert', to: PARTNER, trigger: "Un service s'ouvre" },
  'MAIL-68': {
    label: 'service à configurer',
    to: ADMINISTRATEURS,
    trigger: 'Le service Esat est ouvert, il manque encore un groupe, un rôle ou un utilisateur',
  },
  'MAIL-30': { label: 'convention close', to: PARTNER, trigger: 'Une convention est close' },
  'MAIL-69': {
    label: 'mode de gestion changé',
    to: ADMINISTRATEURS,
    trigger: "Une convention en remplace une autre : le mode de gestion n'est plus le même",
  },
  'MAIL-70': {
    label: 'réponse à une demande sur une personne',
    to: ADMINISTRATEURS,
    trigger: 'En mode centralisé, la Caf a fait ou refusé ce qui lui était demandé',
  },
  'MAIL-53': { label: 'fin du dossier', to: PARTNER, trigger: 'Un dossier ou une demande se termine sans ouverture' },
  'MAIL-54': {
    label: 'dossier terminé',
    to: AGENT,
    trigger: 'Un dossier se termine sans ouverture, ou une demande est retirée',
  },
  'MAIL-32': {
    label: 'échéance de la campagne',
    to: AGENT,
    trigger: "L'échéance d'une campagne Esat approche et des dossiers ou des lignes restent à traiter",
  },
  'MAIL-74': {
    label: 'retard de la campagne',
    to: AGENT,
    trigger: "L'échéance d'une campagne Esat est passée et des dossiers ou des lignes restent à traiter",
  },
  'MAIL-84': {
    label: 'courriel de campagne refusé',
    to: 'Personne qui a lancé la campagne',
    trigger: "Un courriel d'une campagne est refusé définitivement",
  },
  'MAIL-75': {
    label: 'tâches en retard',
    to: AGENT,
    trigger: "Une tâche de la Caf dépasse son échéance, puis chaque semaine tant qu'il en reste",
  },
  'MAIL-56': {
    label: 'bilan de la campagne',
    to: 'Personne qui a lancé la campagne',
    trigger: "L'échéance de la campagne est atteinte",
  },
  'MAIL-1': { label: 'identifiant', to: PERSON, trigger: 'Un compte est créé' },
  'MAIL-2': { label: 'mot de passe temporaire', to: PERSON, trigger: "Un compte est créé, juste après l'identifiant" },
  'MAIL-58': {
    label: 'mot de passe temporaire non utilisé',
    to: PERSON,
    trigger: 'Le mot de passe temporaire va expirer sans avoir servi',
  },
  'MAIL-59': {
    label: 'compte jamais utilisé',
    to: 'Créateur du compte (les administrateurs, s’il est parti)',
    trigger: "Personne ne s'est connecté au compte créé",
  },
  'MAIL-3': {
    label: 'nouveau mot de passe temporaire',
    to: PERSON,
    trigger: '« Mot de passe oublié » est demandé',
  },
  'MAIL-85': {
    label: 'double authentification changée',
    to: 'Personne de la Caf',
    trigger: 'La double authentification est activée, retirée, ou réinitialisée par un administrateur',
  },
  'MAIL-67': { label: 'mot de passe changé', to: PERSON, trigger: 'Le mot de passe personnel est choisi ou changé' },
  'MAIL-60': {
    label: 'adresse de contact changée',
    to: 'Ancienne adresse du compte',
    trigger: "L'adresse de contact d'un compte est changée",
  },
  'MAIL-34': {
    label: 'compte clos ou réactivé',
    to: 'Personne du compte, et son créateur',
    trigger: 'Un compte est clos ou réactivé',
  },
  'MAIL-42': {
    label: 'gestionnaire de groupe',
    to: 'Gestionnaire du groupe',
    trigger: "Un groupe est confié à quelqu'un qui a déjà un compte",
  },
  'MAIL-61': { label: 'partenaire sans administrateur', to: AGENT, trigger: "Le dernier administrateur s'en va" },
  'MAIL-64': {
    label: 'accès à rétablir',
    to: 'Personne qui peut rétablir l’accès',
    trigger: "Quelqu'un signale qu'il n'entre pas dans un service",
  },
  'MAIL-35': {
    label: 'connexion annuelle à rappeler',
    to: ADMINISTRATEURS,
    trigger: "Un service n'a pas été utilisé depuis un an, ou presque",
  },
  'MAIL-37': {
    label: 'revue des gestionnaires',
    to: ADMINISTRATEURS,
    trigger: 'Tous les trois mois',
  },
  'MAIL-80': {
    label: 'groupes sans rôle ou sans membre, rôles sans groupe',
    to: 'Administrateurs ; la Caf en mode centralisé, et pour les groupes Afas',
    trigger: "Un groupe, ou un rôle du bulletin, n'ouvre rien à personne",
  },
  'MAIL-31': {
    label: "annexe 3 : remplacement d'un administrateur",
    to: 'Administrateur sortant, son successeur et la Caf',
    trigger: "L'annexe 3 est à signer, le reste, ou est appliquée",
  },
  'MAIL-36': {
    label: 'contrôle annuel',
    to: ADMINISTRATEURS,
    trigger: 'Un contrôle annuel commence, puis tant que des pièces manquent',
  },
  'MAIL-81': {
    label: 'écarts du contrôle annuel',
    to: ADMINISTRATEURS,
    trigger: "La Caf relève des écarts, ou refuse une correction, puis tant qu'ils restent",
  },
  'MAIL-82': {
    label: 'écarts non corrigés',
    to: AGENT,
    trigger: "Des écarts d'un contrôle annuel restent malgré les relances",
  },
  'MAIL-83': { label: 'fin du contrôle annuel', to: ADMINISTRATEURS, trigger: 'Un contrôle annuel se termine' },
  'MAIL-76': {
    label: 'PJ 3 à déposer',
    to: ADMINISTRATEURS,
    trigger: 'Un approbateur Afas est désigné, puis tant que la PJ 3 manque',
  },
  'MAIL-41': {
    label: "réponse sur l'approbateur Afas",
    to: ADMINISTRATEURS,
    trigger: "La Caf valide ou refuse l'approbateur",
  },
  'MAIL-77': {
    label: 'demande de support reçue',
    to: 'Auteur de la demande de support',
    trigger: 'Une demande de support est enregistrée ou réorientée',
  },
  'MAIL-78': {
    label: 'réponse de la Caf',
    to: 'Auteur de la demande de support',
    trigger: 'La Caf répond, demande une précision ou clôt ; la précision se fait attendre',
  },
  'MAIL-62': {
    label: 'demande de support classée sans complément',
    to: 'Auteur de la demande de support',
    trigger: 'Le complément demandé par la Caf n’est pas venu malgré les relances',
  },
  'MAIL-39': {
    label: 'expéditeur renvoyé à son administrateur',
    to: 'Expéditeur du courriel',
    trigger: "Un courriel vient de quelqu'un qui n'est pas administrateur",
  },
  'MAIL-79': {
    label: 'demande de support en retard',
    to: AGENT,
    trigger: 'Une demande de support attend encore la Caf après son délai',
  },
  'MAIL-63': {
    label: 'incident de sécurité',
    to: AGENT,
    trigger: "Un incident de sécurité est déclaré, puis s'il n'est pas pris en charge",
  },
};

/** What a mail is about; a row may be of a template that is no more. */
export function mailLabel(template: string): string {
  return (MAIL_CATALOGUE as Record<string, MailEntry | undefined>)[template]?.label ?? template;
}
