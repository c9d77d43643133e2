/** Invented values that several mails show in their preview (U6). */
export const ORGANISME = 'ESAT Les Tilleuls';
export const DOCUMENTS = ["Convention d'accès", 'Contrat de services', "Bulletin d'adhésion Esat"];
export const CAMPAIGN = 'Esat 2026';

const linkRef = 'exemple12345678';

/** Where the action of a previewed mail would lead. */
export const LINKS = {
  dossier: { kind: 'dossier', linkRef, version: 1 },
  request: { kind: 'request', linkRef, version: 1 },
  data: { kind: 'data', linkRef, version: 1 },
  process: { kind: 'process', processId: 'esat-onboarding-99991041700016' },
  campaign: { kind: 'campaign', processId: 'esat-campaign-exemple' },
  page: { kind: 'page', path: '/' },
  form: { kind: 'page', path: '/demande' },
} as const;
