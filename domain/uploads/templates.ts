import { COLUMNS } from '../esat/columns.ts';
import type { Column } from '../formats/header.ts';
import { PROTEGE_COLUMNS } from '../protege/read.ts';
import { TIERSI_COLUMNS } from '../tuteur/tiersiFile.ts';
import { USER_COLUMNS } from '../userImport/read.ts';

/** A file to begin a list from: the heads that its reader looks for, and one invented line. */
export interface UploadTemplate {
  /** of the file and its sheet */
  name: string;
  head: readonly string[];
  example: readonly string[];
}

function template<K extends string>(
  name: string,
  columns: readonly Column<K>[],
  example: Readonly<Record<K, string>>,
): UploadTemplate {
  return { name, head: columns.map(({ header }) => header), example: columns.map(({ key }) => example[key]) };
}

const SIRET = '99989000700019';

/** Of every list that people upload, from the columns that its reader reads: one more column without an example does not compile. */
export const UPLOAD_TEMPLATES = {
  campagne: template('modele-campagne-esat', COLUMNS, {
    ...{ siret: SIRET, raisonSociale: 'ESAT Exemple', adresse: '1 rue de la Paix', codePostal: '93000' },
    ...{ commune: 'Bobigny', departement: '93', courriel: 'contact@esat-exemple.fr', telephone: '01 48 00 00 00' },
    ...{ connuMcp: 'Oui', numeroConventionMcp: '19_501', siretConventionMcp: SIRET, modeDeGestion: 'Délégué' },
    ...{ connuHabtiers: 'Non', actifHabtiers: 'Non' },
  }),
  personnes: template('modele-personnes', USER_COLUMNS, {
    ...{ firstName: 'Camille', lastName: 'Exemple', email: 'camille.exemple@organisme.fr', phone: '01 48 00 00 00' },
    ...{ group: '', qualification: '', numeroInstructeur: '', codeBailleur: '', titre: '', workplaceSocialWorker: '' },
  }),
  tiersi: template('modele-tiersi', TIERSI_COLUMNS, {
    ...{ siren: SIRET.slice(0, 9), siret: SIRET, siretMcp: SIRET, raisonSociale: 'Association Exemple' },
    ...{ proteges: '12', conventionNumber: '19_501' },
  }),
  proteges: template('modele-proteges', PROTEGE_COLUMNS, {
    ...{ number: '1234567', lastName: 'Exemple', firstName: 'Odette', birthDate: '01/01/1950', measure: 'Tutelle' },
    ...{ measureEndsOn: '', siret: SIRET },
  }),
} as const;

export type UploadedList = keyof typeof UPLOAD_TEMPLATES;
export const UPLOADED_LISTS = Object.keys(UPLOAD_TEMPLATES) as readonly UploadedList[];
