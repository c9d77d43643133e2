/** One invented partner of the sample. What is left out takes the usual value. */
export interface SampleLine {
  /** rank of the organisation: its SIREN is made from it */
  organisation: number;
  /** rank of the establishment, 1 unless said otherwise */
  establishment?: number;
  /** a SIRET as typed, where it is deliberately wrong */
  siret?: string;
  name: string;
  street: string;
  postCode: string;
  town: string;
  departement: string;
  /** name of the e-mail's domain, under .example */
  domain: string;
  /** an address as typed, where it is missing or wrong */
  email?: string;
  phone: string;
  /** known in MCP as soon as one of these three is given */
  mode?: 'Délégué' | 'Centralisé';
  number?: string;
  /** establishment that the convention bears, where it is another one */
  conventionOf?: number;
  /** known in Habtiers, with the answer to « still active? »; '' is not checked yet */
  habtiers?: 'Oui' | 'Non' | '';
}

const saintDenis = { postCode: '93200', town: 'Saint-Denis', departement: '93' };
const montreuil = { postCode: '93100', town: 'Montreuil', departement: '93' };
const grenoble = { postCode: '38000', town: 'Grenoble', departement: '38' };
const vienne = { postCode: '38200', town: 'Vienne', departement: '38' };
const nice = { postCode: '06000', town: 'Nice', departement: '06' };
const antibes = { postCode: '06600', town: 'Antibes', departement: '06' };
const lille = { postCode: '59000', town: 'Lille', departement: '59' };
const douai = { postCode: '59500', town: 'Douai', departement: '59' };

/** 24 lines: the four use cases, rows held, refused and repeated, in four départements. Every name, street and number is invented. */
export const sampleLines: readonly SampleLine[] = [
  // case 1: unknown in both
  {
    organisation: 1,
    name: 'ESAT Les Glycines',
    street: '4 rue des Potiers',
    ...saintDenis,
    domain: 'esat-glycines',
    phone: '01 48 00 10 01',
  },
  {
    organisation: 2,
    name: 'ESAT du Vieux Pont',
    street: '18 quai des Tanneurs',
    ...grenoble,
    domain: 'vieux-pont',
    phone: '04 76 00 10 02',
  },
  {
    organisation: 3,
    name: 'Ateliers de la Colline',
    street: '2 montée des Oliviers',
    ...nice,
    domain: 'ateliers-colline',
    phone: '04 93 00 10 03',
  },
  {
    organisation: 4,
    name: 'ESAT La Briqueterie',
    street: '31 rue du Four',
    ...lille,
    domain: 'la-briqueterie',
    phone: '03 20 00 10 04',
  },
  // case 2: known in Habtiers, still active
  {
    organisation: 5,
    name: 'ESAT Les Trois Érables',
    street: '7 allée des Érables',
    ...montreuil,
    domain: 'trois-erables',
    phone: '01 48 00 10 05',
    habtiers: 'Oui',
  },
  {
    organisation: 6,
    name: 'ESAT Terre Neuve',
    street: '55 avenue du Moulin',
    ...vienne,
    domain: 'terre-neuve',
    phone: '04 74 00 10 06',
    habtiers: 'Oui',
  },
  {
    organisation: 7,
    name: 'Ateliers du Phare',
    street: '9 chemin du Phare',
    ...antibes,
    domain: 'ateliers-phare',
    phone: '04 93 00 10 07',
    habtiers: 'Oui',
  },
  {
    organisation: 8,
    name: 'ESAT Les Canaux',
    street: '12 rue des Bateliers',
    ...douai,
    domain: 'les-canaux',
    phone: '03 27 00 10 08',
    habtiers: 'Oui',
  },
  {
    organisation: 9,
    name: 'ESAT La Clairière',
    street: '3 rue du Bois',
    ...lille,
    domain: 'la-clairiere',
    phone: '03 20 00 10 09',
    habtiers: 'Oui',
  },
  // case 3: known in MCP
  {
    organisation: 10,
    name: 'ESAT Horizon Bleu',
    street: '21 rue des Marchands',
    ...saintDenis,
    domain: 'horizon-bleu',
    phone: '01 48 00 10 10',
    mode: 'Délégué',
    number: '22_101',
  },
  {
    organisation: 11,
    name: 'ESAT Les Alouettes',
    street: '6 place du Marché',
    ...grenoble,
    domain: 'les-alouettes',
    phone: '04 76 00 10 11',
    mode: 'Centralisé',
    number: '21_88',
  },
  {
    organisation: 12,
    name: 'ESAT Le Grand Chêne',
    street: '40 boulevard du Parc',
    ...nice,
    domain: 'grand-chene',
    phone: '04 93 00 10 12',
    mode: 'Délégué',
    number: '23_7',
  },
  // case 4: known in both
  {
    organisation: 13,
    name: 'ESAT Deux Vallées',
    street: '1 rue de la Source',
    ...vienne,
    domain: 'deux-vallees',
    phone: '04 74 00 10 13',
    mode: 'Délégué',
    number: '20_415',
    habtiers: 'Oui',
  },
  {
    organisation: 14,
    name: 'Ateliers Saint-Éloi',
    street: '14 rue des Forgerons',
    ...douai,
    domain: 'saint-eloi',
    phone: '03 27 00 10 14',
    mode: 'Centralisé',
    number: '22_230',
    habtiers: 'Oui',
  },
  // held
  {
    organisation: 15,
    name: 'ESAT Les Hirondelles',
    street: '8 rue des Nids',
    ...montreuil,
    domain: 'hirondelles',
    email: '',
    phone: '01 48 00 10 15',
  },
  {
    organisation: 16,
    name: 'ESAT La Fabrique',
    street: '27 rue des Ateliers',
    ...lille,
    domain: 'la-fabrique',
    email: 'contact@la-fabrique',
    phone: '03 20 00 10 16',
    habtiers: 'Oui',
  },
  {
    organisation: 17,
    establishment: 2,
    name: 'ESAT Val Serein, site de Vienne',
    street: '5 rue Haute',
    ...vienne,
    domain: 'val-serein',
    phone: '04 74 00 10 17',
    mode: 'Délégué',
    number: '21_316',
    conventionOf: 1,
  },
  {
    organisation: 18,
    name: 'ESAT Les Salines',
    street: '33 route de la Mer',
    ...antibes,
    domain: 'les-salines',
    phone: '04 93 00 10 18',
    habtiers: '',
  },
  {
    organisation: 19,
    name: 'ESAT Le Tilleul',
    street: '2 impasse du Puits',
    ...saintDenis,
    domain: 'le-tilleul',
    phone: '01 48 00 10 19',
    habtiers: 'Non',
  },
  // refused: wrong key, no SIRET, two lines that contradict each other
  {
    organisation: 20,
    siret: '99996740100010',
    name: 'ESAT du Moulin Vert',
    street: '10 rue du Bief',
    ...grenoble,
    domain: 'moulin-vert',
    phone: '04 76 00 10 20',
  },
  {
    organisation: 21,
    siret: '',
    name: 'ESAT Les Coquelicots',
    street: '16 rue des Champs',
    ...douai,
    domain: 'coquelicots',
    phone: '03 27 00 10 21',
  },
  {
    organisation: 22,
    name: 'ESAT La Rotonde',
    street: '11 rue du Rail',
    ...lille,
    domain: 'la-rotonde',
    phone: '03 20 00 10 22',
    habtiers: 'Oui',
  },
  {
    organisation: 22,
    name: 'ESAT La Rotonde',
    street: '11 rue du Rail',
    ...lille,
    domain: 'la-rotonde',
    phone: '03 20 00 10 22',
  },
  // duplicate of the first line
  {
    organisation: 1,
    name: 'ESAT Les Glycines',
    street: '4 rue des Potiers',
    ...saintDenis,
    domain: 'esat-glycines',
    phone: '01 48 00 10 01',
  },
];
