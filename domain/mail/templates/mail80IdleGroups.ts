import type { Template } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

/**
 * To who makes groups (RGT-17): what opens nothing to anybody (REM-13), a group for want of a role or of members, a role of a bulletin
 * for want of a group (CDAP-2).
 */
export const mail80: Template<'MAIL-80'> = ({ organisme, groups, more }) => ({
  subject: subject(`Des groupes ou des rôles qui ne servent à personne – ${organisme}`),
  blocks: [
    paragraph(`À ${organisme}, voici ce qui ne donne accès à rien :`),
    ...list(more > 0 ? [...groups, `et ${more} de plus`] : groups),
    paragraph(
      'Créez le groupe qui manque, rattachez un rôle ou ajoutez les personnes ; fermez un groupe qui ne sert plus.',
    ),
    action('Voir les groupes'),
  ],
});
