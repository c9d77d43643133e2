import { of } from '../elision.ts';
import { AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  bulletinSiret: string;
  conventionSiret: string;
}

/** To the agent: the bulletin and the convention name two establishments (CONV-17, ESAT-20). */
export const mail27: Mail<'MAIL-27', Params> = {
  id: 'MAIL-27',
  label: 'écart de SIRET',
  to: AGENT,
  trigger: 'Le SIRET du bulletin diffère de celui de la convention',
  write: ({ organisme, bulletinSiret, conventionSiret }) => ({
    subject: subject(`SIRET différents – ${organisme}`),
    blocks: [
      paragraph(
        `Le bulletin ${of(organisme)} porte le SIRET ${bulletinSiret}, sa convention le SIRET ${conventionSiret}. Le service ne peut pas s'ouvrir.`,
      ),
      paragraph('Demandez au partenaire de corriger son bulletin, ou établissez un avenant à la convention.'),
      action("Corriger l'écart"),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    bulletinSiret: '999 916 430 00021',
    conventionSiret: '999 916 430 00013',
    link: LINKS.process,
  },
};
