const NBSP = '\u00a0';

/** Words within a sentence: the first letter small, but for an acronym (« SIRET corrigé »). */
export function withinSentence(text: string): string {
  return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('fr-FR') + text.slice(1);
}

/**
 * French text as printers set it: no line begins with a colon or a closing guillemet, none ends with an opening one, no number is torn from
 * what it counts in, and there is one apostrophe. Only spaces that are there become unbreakable and nothing is put in between, so that
 * addresses, codes and hours stay what they are.
 */
export function typeset(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=[\p{L}\p{N}«])/gu, '’')
    .replace(/ (?=[;:!?»%€])|(?<=«) /g, NBSP)
    .replace(/(?<=\d) (?=\d{3}(?!\d)|(?:h|min|s|ans?|mois|jours?|Mo)(?!\p{L}))/gu, NBSP);
}
