type Fields = Readonly<Record<string, unknown>>;

/**
 * Fields of a change that tell who somebody is, on their way into the journal (S6): the store seals them under the key of their `subject` (a
 * person, an organisme or a process), which is thrown away with it. Written down unsealed by mistake, only their names are.
 */
export class Personal {
  readonly subject: string;
  readonly #values: Fields;

  constructor(subject: string, values: Fields) {
    this.subject = subject;
    this.#values = values;
  }

  /** What is sealed. */
  reveal(): Fields {
    return this.#values;
  }

  get names(): string[] {
    return Object.keys(this.#values);
  }

  toJSON() {
    return { fields: this.names };
  }
}
