/** What every field of a form says: its key in what is declared, its words, and when it is to be filled in. */
interface Asked {
  key: string;
  label: string;
  hint?: string;
  /** may be left blank; the others are expected wherever they apply */
  optional?: true;
  /** asked only where another field was answered so, and left blank elsewhere; `words`: that case, as it stands in a sentence */
  when?: { field: string; is: readonly (string | boolean)[]; words: string };
}

/** Dates that a field takes: in the past or of today, to come (today is not), or either; no further from today than so many years. */
export interface DateBounds {
  dates: 'past' | 'future' | 'any';
  withinYears: number;
}

/** A field by its kind. Amounts are in euros, to the cent; periods and months are the calendar's. */
export type Field =
  | (Asked & { kind: 'line' | 'text'; max: number })
  | (Asked & { kind: 'phone' | 'siret' | 'postcode' })
  | (Asked & { kind: 'yesNo' })
  | (Asked & { kind: 'choice' | 'choices'; choices: Readonly<Record<string, string>> })
  | (Asked & { kind: 'date' | 'month' } & DateBounds)
  /** two dates, the first no later than the second */
  | (Asked & { kind: 'period' } & DateBounds)
  | (Asked & { kind: 'number'; min: number; max: number })
  | (Asked & { kind: 'amount'; min: number; max: number })
  /** one amount for each month of the quarter declared */
  | (Asked & { kind: 'monthly'; max: number })
  /** a calendar quarter that is over, and one of the last `back` */
  | (Asked & { kind: 'quarter'; back: number })
  /** a year that is over, and one of the last `back` */
  | (Asked & { kind: 'year'; back: number })
  | (Asked & { kind: 'children'; max: number; ageMax: number; situations?: Readonly<Record<string, string>> });

export type FieldKind = Field['kind'];

/** What is asked of several fields together; one that is blank is not compared. `say`: what to put right, at the second field. */
export type CrossCheck<K extends string = string> =
  | { check: 'inOrder'; first: K; then: K; say: string }
  | { check: 'atMost'; part: K; whole: K; say: string }
  /** at least one of them is filled in; told at the first */
  | { check: 'oneOf'; fields: readonly [K, ...K[]]; say: string };

/**
 * One online démarche (TUT-14), whose name and whose measures domain/protege says: its words, its fields and what is checked of them. Checker,
 * API, pages, receipt and tests read it.
 */
export interface DemarcheForm<K extends string = string> {
  /** what it is for, above the form */
  intro: string;
  fields: readonly (Field & { key: K })[];
  checks: readonly CrossCheck<NoInfer<K>>[];
  /** the field that tells one démarche of this kind from the next of the same protégé: its period, or the month of its date */
  about: NoInfer<K>;
  /** « ce qui se passe ensuite », on the receipt */
  next: readonly string[];
}

/** Declares a form: a check, or `about`, that names no field of it does not compile. */
export function demarcheForm<const K extends string>(form: DemarcheForm<K>): DemarcheForm {
  return form as DemarcheForm;
}
