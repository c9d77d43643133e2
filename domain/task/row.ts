/** Work of Caf-side people: the words, the due and the outcomes of one kind (domain.md §4.5). */
export interface TaskKindRow {
  label: string;
  /** working days before it is late */
  dueDays: number;
  /** outcome → the French words of its button, and the fields it takes */
  outcomes: Record<string, { label: string; fields: readonly TaskField[] }>;
}

export interface TaskField {
  name: string;
  label: string;
  /**
   * `line` and `list` are words that a document shows; `text` is told to people only; `sealed` is words about a protégé, whom the Caf's people
   * and the tuteur alone may read: kept sealed before the act is stored, which carries their id; `shown`: a value that stands beside the form and
   * is sent back with it, so that a change meanwhile is seen
   */
  type:
    | 'shown'
    | 'text'
    | 'sealed'
    | 'line'
    | 'email'
    | 'number'
    | 'siret'
    | 'list'
    | 'mode'
    | 'profiles'
    | 'services'
    | 'form'
    | 'row'
    | 'gaps';
  required: boolean;
}

/** Fields that many outcomes ask for alike. */
export const REASON: TaskField = { name: 'reason', label: 'Motif', type: 'text', required: true };
export const NOTE: TaskField = { name: 'note', label: 'Note', type: 'text', required: false };
