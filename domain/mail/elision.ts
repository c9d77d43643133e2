/** Words that begin with an h and take no elision, as far as names of organismes have them. */
const ASPIRATED =
  /^(h[aâ]lles?|halte|handicap|handball|hangar|haras|hameau|hautes?|hauts?|havre|haie|hollande|hors|huit|hall)(?![a-zà-ÿ])/i;
/** « de Onze », « de Yvelines Services »: what sounds as a consonant. */
const CONSONANT = /^(onze|onzième|oui|yacht|yaourt|y(?=[aeou]))/i;

/** « de » before a name, as French writes it: « d'Ateliers Horizon », « de La Passerelle », « de Hautes Terres ». */
export function of(name: string): string {
  const plain = name
    .trim()
    .replace(/^[«"'“\s]+/, '')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '');
  const elided = /^[aeiouyh]/i.test(plain) && !ASPIRATED.test(plain) && !CONSONANT.test(plain);
  return elided ? `d'${name}` : `de ${name}`;
}
