import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  groups: string[];
  more: number;
}

/**
 * To who makes groups (RGT-17): what opens nothing to anybody (REM-13), a group for want of a role or of members, a role of a bulletin
 * for want of a group (CDAP-2).
 */
export const mail80: Mail<'MAIL-80', Params> = {
  id: 'MAIL-80',
  label: 'groupes sans rôle ou sans membre, rôles sans groupe',
  to: 'Administrateurs ; la Caf en mode centralisé, et pour les groupes Afas',
  trigger: "Un groupe, ou un rôle du bulletin, n'ouvre rien à personne",
  write: ({ organisme, groups, more }) => ({
    subject: subject(`Des groupes ou des rôles qui ne servent à personne – ${organisme}`),
    blocks: [
      paragraph(`À ${organisme}, voici ce qui ne donne accès à rien :`),
      ...list(more > 0 ? [...groups, `et ${more} de plus`] : groups),
      paragraph(
        'Créez le groupe qui manque, rattachez un rôle ou ajoutez les personnes ; fermez un groupe qui ne sert plus.',
      ),
      action('Voir les groupes'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    groups: ['ESAT1 Équipe A – sans membre', 'Profil T4 – aucun groupe'],
    more: 0,
    link: LINKS.page,
  },
};
