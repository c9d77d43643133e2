import type { Template } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

/** To the administrateur: groups that open nothing to anybody, for want of a role or of members (REM-13). */
export const mail80: Template<'MAIL-80'> = ({ organisme, groups, more }) => ({
  subject: subject(`Des groupes sans rôle ou sans membre – ${organisme}`),
  blocks: [
    paragraph(`À ${organisme}, ces groupes ne donnent accès à rien :`),
    ...list(more > 0 ? [...groups, `et ${more} de plus`] : groups),
    paragraph("Rattachez un rôle, ajoutez les personnes, ou fermez le groupe s'il ne sert plus."),
    action('Voir les groupes'),
  ],
});
