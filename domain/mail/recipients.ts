/** Who receives a mail, where several are for the same people. */
export const APPLICANT = 'Demandeur';
export const PARTNER = 'Représentant du partenaire';
export const ADMINISTRATEURS = 'Administrateurs du partenaire';
export const AGENT = 'Agent de la Caf';
export const PERSON = 'Titulaire du compte';
