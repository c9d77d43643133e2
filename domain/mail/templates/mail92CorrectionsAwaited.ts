import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  audience: 'CAF' | 'LANCEUR' | 'FIN';
  caf: string;
}

const WORDS: Record<Params['audience'], (caf: string) => { subject: string; text: string }> = {
  CAF: (caf) => ({
    subject: `SIRET de tuteurs à corriger – Caf ${caf}`,
    text: "Des tuteurs de votre Caf ont un autre SIRET dans MCP que dans Tiersi. Tant que vous n'avez pas décidé, l'Espace Tuteur risque de ne rien leur montrer.",
  }),
  LANCEUR: () => ({
    subject: 'SIRET de tuteurs : des Caf tardent à décider',
    text: "Des Caf n'ont pas décidé à temps des SIRET à corriger. La liste dit lesquelles, et pour quels tuteurs.",
  }),
  FIN: (caf) => ({
    subject: `SIRET de tuteurs : délai passé – Caf ${caf}`,
    text: "Le délai de décision est passé pour des tuteurs de votre Caf : leur correction s'arrête là et ils gardent ce qu'ils ont.",
  }),
};

/** To the Caf, or to whoever launched the reopening: corrections wait for a decision; one mail a day for all of them (TUT-7). */
export const mail92: Mail<'MAIL-92', Params> = {
  id: 'MAIL-92',
  label: 'SIRET de tuteurs à corriger',
  to: 'Agent de la Caf ; lanceur de la réouverture si la Caf tarde',
  trigger: "Des corrections du SIRET de tuteurs attendent la Caf, puis tardent, puis s'arrêtent",
  write: ({ audience, caf }) => {
    const words = WORDS[audience](caf);
    return { subject: subject(words.subject), blocks: [paragraph(words.text), action('Voir les corrections')] };
  },
  sample: { audience: 'CAF', caf: '93', link: LINKS.page },
};
