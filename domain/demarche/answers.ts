/** A child as declared. `situation`: where the form asks for one. */
export interface Child {
  lastName: string;
  firstName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string;
  situation?: string;
}

/** Two calendar dates. */
export interface Period {
  from: string;
  to: string;
}

/** One answer as it is kept: dates 'YYYY-MM-DD', months 'YYYY-MM', quarters 'YYYY-Tn', amounts in euros. */
export type Answer = string | number | boolean | readonly string[] | readonly number[] | Period | readonly Child[];

/** What a tuteur declared, by the key of each field. Personal data: kept sealed (adapters/store/demarche). */
export type Answers = Readonly<Record<string, Answer>>;
