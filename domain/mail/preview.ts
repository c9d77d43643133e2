import type { Derived, MailTemplate, ParamsOf } from './types.ts';

const organisme = 'ESAT Les Tilleuls';
const documents = ["Convention d'accès", 'Contrat de services', "Bulletin d'adhésion Esat"];
const linkRef = 'exemple12345678';
const dossier = { kind: 'dossier', linkRef, version: 1 } as const;
const request = { kind: 'request', linkRef, version: 1 } as const;
const process = { kind: 'process', processId: 'esat-onboarding-99991041700016' } as const;
const campaignLink = { kind: 'campaign', processId: 'esat-campaign-exemple' } as const;
const page = { kind: 'page', path: '/' } as const;
const form = { kind: 'page', path: '/demande' } as const;
const campaign = 'Esat 2026';

/** Invented values for every template: what a person previews before they are sent (U6). */
export const previewParams: { readonly [T in MailTemplate]: ParamsOf<T> } = {
  'MAIL-20': { template: 'MAIL-20', organisme, reference: 'DA-2026-0001', link: request },
  'MAIL-21': {
    template: 'MAIL-21',
    organisme,
    what: 'le nombre de professionnels concernés',
    until: '01/05/2026',
    link: request,
  },
  'MAIL-22': { template: 'MAIL-22', organisme, reference: 'DA-2026-0001', link: form },
  'MAIL-23': {
    template: 'MAIL-23',
    organisme,
    reasons: ["T2 : votre organisme ne reçoit pas de subvention d'action sociale de la Caf"],
    redirected: false,
    link: page,
  },
  'MAIL-24': {
    template: 'MAIL-24',
    organisme,
    profiles: ["T9 (Mesures de protection des majeurs et de l'enfance)"],
    refused: ["T2 : votre organisme ne reçoit pas de subvention d'action sociale de la Caf"],
    link: page,
  },
  'MAIL-25': { template: 'MAIL-25', organisme, documents, link: dossier },
  'MAIL-26': { template: 'MAIL-26', audience: 'partner', organisme, documents, until: '31/05/2026', link: dossier },
  'MAIL-27': {
    template: 'MAIL-27',
    organisme,
    bulletinSiret: '99991643000021',
    conventionSiret: '99991643000013',
    link: process,
  },
  'MAIL-28': { template: 'MAIL-28', organisme, service: 'Esat', mode: 'DELEGUE', link: page },
  'MAIL-29': { template: 'MAIL-29', organisme, formerCaf: '93', link: process },
  'MAIL-30': {
    template: 'MAIL-30',
    organisme,
    number: '24_118',
    reason: 'changement de mode de gestion.',
    successor: '26_12',
    link: page,
  },
  'MAIL-32': {
    template: 'MAIL-32',
    campaign,
    deadline: '2026-06-30',
    open: 12,
    held: 2,
    dossiers: ['ESAT Les Tilleuls', 'ESAT Val Fleuri'],
    link: campaignLink,
  },
  'MAIL-33': { template: 'MAIL-33', organisme, link: process },
  'MAIL-50': {
    template: 'MAIL-50',
    organisme,
    code: { linkRef, version: 1, nonce: 'exemple' },
    minutes: 15,
    link: dossier,
  },
  'MAIL-51': { template: 'MAIL-51', organisme, link: dossier },
  'MAIL-52': { template: 'MAIL-52', organisme, documents, reason: 'La mission est à préciser.', link: dossier },
  'MAIL-53': {
    template: 'MAIL-53',
    organisme,
    outcome: 'dossier abandonné',
    reason: 'Sans réponse malgré les relances.',
    link: page,
  },
  'MAIL-54': {
    template: 'MAIL-54',
    organisme,
    outcome: 'dossier abandonné',
    reason: 'Sans réponse malgré les relances.',
    link: process,
  },
  'MAIL-55': { template: 'MAIL-55', organisme, since: '02/03/2026', link: { kind: 'task', taskId: 'exemple' } },
  'MAIL-56': { template: 'MAIL-56', campaign, open: 3, held: 2, link: campaignLink },
  'MAIL-74': {
    template: 'MAIL-74',
    campaign,
    deadline: '2026-06-30',
    open: 3,
    held: 2,
    dossiers: ['ESAT Les Tilleuls', 'ESAT Val Fleuri'],
    link: campaignLink,
  },
  'MAIL-84': { template: 'MAIL-84', campaign, recipient: 'Caf 93', link: campaignLink },
  'MAIL-75': {
    template: 'MAIL-75',
    caf: '93',
    tasks: [
      'Contresigner – ESAT Les Tilleuls, échue le 12/06/2026',
      'Traiter une ligne retenue – ligne 8, échue le 15/06/2026',
    ],
    total: 12,
    link: page,
  },
  'MAIL-57': { template: 'MAIL-57', organisme, link: request },
  'MAIL-1': { template: 'MAIL-1', organisme, login: 'MCP0EXEMP1E', link: page },
  'MAIL-2': { template: 'MAIL-2', organisme, secretId: 'exemple', link: page },
  'MAIL-3': { template: 'MAIL-3', organisme, secretId: 'exemple', link: page },
  'MAIL-34': { template: 'MAIL-34', organisme, closed: true, login: 'MCP0EXEMP1E', link: page },
  'MAIL-39': { template: 'MAIL-39', caf: 'Caf de la Seine-Saint-Denis', link: page },
  'MAIL-31': {
    template: 'MAIL-31',
    stage: 'A_SIGNER',
    audience: 'successor',
    organisme,
    leaving: 'Léa Morin',
    incoming: 'Zoé Picard',
    link: page,
  },
  'MAIL-41': {
    template: 'MAIL-41',
    organisme,
    accepted: false,
    reason: 'La PJ 3 n’est pas signée.',
    link: page,
  },
  'MAIL-35': {
    template: 'MAIL-35',
    organisme,
    services: [
      {
        service: 'Esat',
        people: ['Nadia Ferrand – avant le 10/01/2027', 'Karim Haddad – échu le 03/11/2026'],
        more: 4,
      },
    ],
    link: page,
  },
  'MAIL-37': {
    template: 'MAIL-37',
    organisme,
    managers: ['Nadia Ferrand – ESAT1, ESAT2'],
    more: 0,
    link: page,
  },
  'MAIL-42': { template: 'MAIL-42', organisme, group: 'T2 Service des Crèches', link: page },
  'MAIL-58': { template: 'MAIL-58', organisme, link: page },
  'MAIL-59': { template: 'MAIL-59', organisme, login: 'MCP0EXEMP1E', link: page },
  'MAIL-60': { template: 'MAIL-60', organisme, link: page },
  'MAIL-61': { template: 'MAIL-61', organisme, link: page },
  'MAIL-67': { template: 'MAIL-67', at: '10/03/2026 à 09h00', link: page },
  'MAIL-85': { template: 'MAIL-85', change: 'REINITIALISEE', at: '10/03/2026 à 09h00', link: page },
  'MAIL-64': {
    template: 'MAIL-64',
    organisme,
    login: 'MCP0EXEMP1E',
    service: 'Esat',
    remedy: 'Rattacher un rôle au groupe ESAT1.',
    link: page,
  },
  'MAIL-80': {
    template: 'MAIL-80',
    organisme,
    groups: ['ESAT1 Équipe A – sans membre', 'Profil T4 – aucun groupe'],
    more: 0,
    link: page,
  },
  'MAIL-68': {
    template: 'MAIL-68',
    organisme,
    what: 'créer le groupe Esat et lui attacher son rôle',
    link: page,
  },
  'MAIL-63': { template: 'MAIL-63', organisme, again: false, link: process },
  'MAIL-69': {
    template: 'MAIL-69',
    organisme,
    mode: 'CENTRALISE',
    detached: ['T1 Action sociale (rôle T1)'],
    link: page,
  },
  'MAIL-70': {
    template: 'MAIL-70',
    organisme,
    what: "création d'un compte",
    outcome: 'REFUSEE',
    reason: 'Cette personne a déjà un compte.',
    link: page,
  },
  'MAIL-76': { template: 'MAIL-76', organisme, again: false, link: page },
  'MAIL-77': {
    template: 'MAIL-77',
    organisme,
    verdict: 'NON_PRIORITAIRE',
    subject: 'Problème de connexion',
    reason: "L'objet n'est pas de la forme attendue.",
    link: page,
  },
  'MAIL-78': {
    template: 'MAIL-78',
    organisme,
    act: 'answer',
    subject: 'CDAP 19_214 ESAT Les Tilleuls',
    text: 'Le rôle du groupe a été rattaché.',
    link: page,
  },
  'MAIL-62': { template: 'MAIL-62', organisme, subject: 'CDAP 19_214 ESAT Les Tilleuls', link: page },
  'MAIL-79': { template: 'MAIL-79', organisme, departure: false, link: process },
  'MAIL-36': {
    template: 'MAIL-36',
    organisme,
    year: 2026,
    again: false,
    evidence: ["Nadia Ferrand – diplôme d'État d'assistant de service social ou de CESF (T1)"],
    more: 0,
    until: '15/11/2026',
    link: page,
  },
  'MAIL-81': {
    template: 'MAIL-81',
    organisme,
    year: 2026,
    again: false,
    gaps: ["Nadia Ferrand – diplôme d'État d'assistant de service social ou de CESF (T1)"],
    more: 0,
    link: page,
  },
  'MAIL-82': { template: 'MAIL-82', organisme, year: 2026, open: 2, link: page },
  'MAIL-83': { template: 'MAIL-83', organisme, year: 2026, outcome: 'CONFORME', link: page },
};

/** Where a preview's action leads, and the secret it shows: both invented, so that no preview can give a real one away (S2). */
export function previewDerived(template: MailTemplate): Derived {
  const code = template === 'MAIL-50' ? '123456' : 'Exemple-de-mot-de-passe';
  return { url: 'https://passerelle.example/exemple', code };
}
