/** What somebody who uses a service shows at a yearly control (OBL-15, TIME-3), by the groups that give it. */
export interface Evidence {
  /** how an item of a control names it: a role or the service, once in the catalogue */
  about: string;
  /** the role of the group; null: any */
  role: string | null;
  /** in a mail, after the person's name */
  label: string;
  /** on a page */
  words: string;
  file: boolean;
  typed: 'numeroInstructeur' | 'titre' | null;
  rule: string;
}

/** A piece that shows why the person has the service; [P] where the sources name none. */
export function piece(about: string, label: string, words: string): Evidence {
  return { about, role: null, label, words, file: true, typed: null, rule: 'OBL-15' };
}
