/** What a decision about a dossier asks of the partner's people: domain/appointment and domain/succession, above both, carry it out. */

/** Who gets the first administrateur's account in this transaction. `byCaf`: an agent says so and is answered; else the bulletin designates. */
export interface Designation extends DesignatedPerson {
  byCaf: boolean;
}

export interface DesignatedPerson {
  firstName: string;
  lastName: string;
  email: string;
}

/** A convention that took the place of another in this decision (DEL-5): ids of both. */
export interface Succession {
  from: string;
  to: string;
}
