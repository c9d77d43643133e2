import { frenchDate, startOfParisDate } from '../policy/calendar.ts';
import type { MailParams, MailTemplate, MailText } from './types.ts';

type Body = Pick<MailText, 'subject' | 'paragraphs'> & { items?: string[]; action?: string };
type Writers = { [T in MailTemplate]: (params: Extract<MailParams, { template: T }>) => Body };

/** The words of every mail (domain.md §9). French, short, one action each; never an identifiant with a password, never allocataire data. */
const WRITERS: Writers = {
  'MAIL-20': ({ organisme, reference }) => ({
    subject: `Demande d'accès reçue – ${reference}`,
    paragraphs: [
      `La demande d'accès de ${organisme} est bien reçue sous la référence ${reference}.`,
      "La Caf l'étudie et vous répond par courriel. Vous n'avez rien à faire.",
    ],
    action: 'Suivre ou retirer la demande',
  }),
  'MAIL-21': ({ organisme, what, until }) => ({
    subject: "Demande d'accès : il manque une information",
    paragraphs: [
      `Pour étudier la demande de ${organisme}, la Caf a besoin de : ${what}`,
      ...(until === null ? [] : [`Sans réponse, la demande sera classée le ${until}.`]),
    ],
    action: 'Répondre à la Caf',
  }),
  'MAIL-22': ({ organisme, reference }) => ({
    subject: `Demande d'accès classée sans suite – ${reference}`,
    paragraphs: [
      `La demande ${reference} de ${organisme} est classée, faute de réponse à la question de la Caf.`,
      'Vous pouvez déposer une nouvelle demande à tout moment.',
    ],
    action: 'Déposer une nouvelle demande',
  }),
  'MAIL-23': ({ organisme, reasons, redirected }) => ({
    subject: redirected ? "Votre demande d'accès relève d'un autre canal" : "Votre demande d'accès n'est pas acceptée",
    paragraphs: [
      redirected
        ? `Le besoin de ${organisme} ne peut pas être traité par ce formulaire : ces profils passent encore par le canal Cafpro de votre Caf.`
        : `Après étude, la demande de ${organisme} n'est pas acceptée.`,
    ],
    items: reasons,
    action: "Voir les conditions d'accès",
  }),
  'MAIL-24': ({ organisme, profiles, refused = [] }) => ({
    subject: "Votre demande d'accès est acceptée",
    paragraphs: [
      `La demande de ${organisme} est acceptée pour : ${profiles.join(', ')}.`,
      'Vous recevez dans un instant les documents à compléter et à signer.',
      ...(refused.length === 0 ? [] : ['Les autres profils sont refusés :']),
    ],
    items: refused,
    action: 'Consulter Passerelle',
  }),
  'MAIL-25': ({ organisme, documents }) => ({
    subject: 'Documents à compléter et à signer',
    paragraphs: [
      `La Caf a préparé les documents de ${organisme}. Comptez dix minutes ; tout se fait en ligne, sans compte.`,
    ],
    items: documents,
    action: 'Compléter et signer',
  }),
  'MAIL-26': ({ audience, organisme, documents, until }) => ({
    subject: audience === 'partner' ? 'Rappel : des documents vous attendent' : `Relance envoyée à ${organisme}`,
    paragraphs: [
      audience === 'partner'
        ? `Les documents de ${organisme} attendent votre réponse.`
        : `${organisme} n'a pas encore répondu ; une relance vient de lui être envoyée.`,
      ...(until === null ? [] : [`Sans réponse, le dossier sera abandonné le ${until}.`]),
    ],
    items: documents,
    action: audience === 'partner' ? 'Compléter et signer' : 'Voir le dossier',
  }),
  'MAIL-27': ({ organisme, bulletinSiret, conventionSiret }) => ({
    subject: `Écart de SIRET à lever – ${organisme}`,
    paragraphs: [
      `Le bulletin de ${organisme} porte le SIRET ${bulletinSiret}, la convention le SIRET ${conventionSiret}. L'ouverture du service est bloquée.`,
      'Faites corriger le bulletin, ou corrigez la convention par un avenant.',
    ],
    action: 'Ouvrir le dossier',
  }),
  'MAIL-28': ({ organisme, service }) => ({
    subject: `Service ouvert : ${service}`,
    paragraphs: [
      `Le service « ${service} » est ouvert pour ${organisme}.`,
      'Prochaine étape : votre administrateur crée un groupe, lui attache un rôle, puis y place les utilisateurs.',
    ],
    action: 'Entrer dans Passerelle',
  }),
  'MAIL-29': ({ organisme, formerCaf }) => ({
    subject: `Convention multi-départementale – ${organisme}`,
    paragraphs: [
      `${organisme} intervient dans plusieurs départements : sa convention est désormais gérée par le Centre national d'appui (Caf d'origine : ${formerCaf}).`,
    ],
    action: 'Voir le dossier',
  }),
  'MAIL-30': ({ organisme, number, reason, successor }) => ({
    subject: `Convention ${number} close`,
    paragraphs: [
      `La convention ${number} de ${organisme} est close : ${reason}.`,
      ...(successor === null ? [] : [`Elle est remplacée par la convention ${successor}.`]),
    ],
    action: 'Consulter Passerelle',
  }),
  'MAIL-32': ({ campaign, deadline, open }) => ({
    subject: `Campagne Esat : ${open} dossier${open > 1 ? 's' : ''} à terminer`,
    paragraphs: [
      `La campagne « ${campaign} » se termine le ${frenchDate(startOfParisDate(deadline))}. Il reste ${open} dossier${open > 1 ? 's' : ''} de votre Caf à mener à terme.`,
    ],
    action: 'Voir les dossiers',
  }),
  'MAIL-33': ({ organisme }) => ({
    subject: `Courriel refusé – ${organisme}`,
    paragraphs: [
      `Un courriel destiné à ${organisme} a été refusé définitivement par sa messagerie. Le dossier attend une adresse correcte.`,
    ],
    action: "Corriger l'adresse",
  }),
  'MAIL-50': ({ organisme, minutes }) => ({
    subject: 'Votre code de signature',
    paragraphs: [
      `Voici le code à saisir pour signer les documents de ${organisme}. Il est valable ${minutes} minutes.`,
      'Si vous ne l’avez pas demandé, ne faites rien.',
    ],
    action: 'Revenir à la signature',
  }),
  'MAIL-51': ({ organisme }) => ({
    subject: "Service Esat : formulaire d'éligibilité à remplir",
    paragraphs: [
      `Pour ouvrir le service Esat à ${organisme}, la Caf a besoin de quelques informations sur l'établissement. Comptez deux minutes.`,
    ],
    action: 'Remplir le formulaire',
  }),
  'MAIL-52': ({ organisme, documents, reason }) => ({
    subject: 'Documents à corriger',
    paragraphs: [`La Caf vous renvoie des documents de ${organisme}. Motif : ${reason}`],
    items: documents,
    action: 'Corriger et signer',
  }),
  'MAIL-53': ({ organisme, outcome, reason }) => ({
    subject: `Votre dossier est terminé : ${outcome}`,
    paragraphs: [
      `Le dossier de ${organisme} est terminé : ${outcome}. ${reason}`,
      'Ce qui était en vigueur le reste. Votre Caf peut rouvrir un dossier.',
    ],
    action: 'Consulter Passerelle',
  }),
  'MAIL-54': ({ organisme, outcome, reason }) => ({
    subject: `Dossier terminé – ${organisme}`,
    paragraphs: [`Le dossier de ${organisme} est terminé : ${outcome}. ${reason}`],
    action: 'Voir le dossier',
  }),
  'MAIL-55': ({ organisme, since }) => ({
    subject: `Partenaire silencieux – ${organisme}`,
    paragraphs: [
      `${organisme} n'a pas répondu depuis le ${since} malgré les rappels. Une tâche vous attend : le joindre, lui accorder un délai ou abandonner.`,
    ],
    action: 'Traiter la tâche',
  }),
  'MAIL-56': ({ campaign, open }) => ({
    subject: `Bilan de la campagne « ${campaign} »`,
    paragraphs: [
      `La campagne « ${campaign} » est arrivée à son échéance. ${open === 0 ? 'Tous les dossiers sont terminés.' : `${open} dossier${open > 1 ? 's' : ''} restent en cours et sont signalés en retard.`}`,
    ],
    action: 'Voir le bilan',
  }),
  'MAIL-57': ({ organisme }) => ({
    subject: "Une demande d'accès est déjà ouverte",
    paragraphs: [
      `Une nouvelle demande d'accès vient d'être déposée pour ${organisme}, alors qu'une demande est déjà ouverte. Elle n'a pas été enregistrée.`,
    ],
    action: 'Suivre la demande ouverte',
  }),
};

/** Writes a mail. `url` is what its link resolved to, `code` the derived one-time code where there is one. */
export function writeMail(params: MailParams, url: string, code: string | null): MailText {
  const body = (WRITERS[params.template] as (params: MailParams) => Body)(params);
  return {
    subject: body.subject,
    paragraphs: body.paragraphs,
    items: body.items ?? [],
    code,
    action: body.action === undefined ? null : { label: body.action, url },
  };
}

/** The plain text part. */
export function toPlainText(mail: MailText): string {
  const lines = ['Bonjour,', '', ...mail.paragraphs.flatMap((paragraph) => [paragraph, ''])];
  if (mail.items.length > 0) lines.push(...mail.items.map((item) => `- ${item}`), '');
  if (mail.code !== null) lines.push(`    ${mail.code}`, '');
  if (mail.action !== null) lines.push(`${mail.action.label} :`, mail.action.url, '');
  lines.push('Ce message est envoyé automatiquement par Passerelle, ne répondez pas.');
  return lines.join('\n');
}
