const NBSP = '\u00a0';

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
