import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the agent: the bulletin and the convention name two establishments (CONV-17, ESAT-20). */
export const mail27: Template<'MAIL-27'> = ({ organisme, bulletinSiret, conventionSiret }) => ({
  subject: subject(`SIRET différents – ${organisme}`),
  blocks: [
    paragraph(
      `Le bulletin de ${organisme} porte le SIRET ${bulletinSiret}, sa convention le SIRET ${conventionSiret}. Le service ne peut pas s'ouvrir.`,
    ),
    paragraph('Demandez au partenaire de corriger son bulletin, ou établissez un avenant à la convention.'),
    action("Corriger l'écart"),
  ],
});
