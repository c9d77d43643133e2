/** Invented files: nobody has these numbers, and nothing here is anybody's. */
export interface File {
  numero: string;
  nom: string;
  prenom: string;
  commune: string;
  droits: readonly string[];
}

const FILES: readonly File[] = [
  {
    numero: '9300001',
    nom: 'Délaunay',
    prenom: 'Irène',
    commune: 'Saint-Denis',
    droits: ['Allocation aux adultes handicapés', 'Aide personnalisée au logement'],
  },
  { numero: '9300002', nom: 'Marchetti', prenom: 'Paolo', commune: 'Bobigny', droits: ['Revenu de solidarité active'] },
  { numero: '9300003', nom: "N'Diaye", prenom: 'Awa', commune: 'Pantin', droits: ['Allocation de logement sociale'] },
];

/** A name as people type it: without accents, capitals and marks. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();

/** The file of this number whose holder has this name. Both, or nothing: there is no search by one of them (CDAP-5). */
export function findFile(numero: string, nom: string): File | null {
  if (numero.trim() === '' || plain(nom) === '') return null;
  return FILES.find((one) => one.numero === numero.trim() && plain(one.nom) === plain(nom)) ?? null;
}

/** Numéro d'instructeur as files are opened by it: 14 characters, of nine that five zeros follow (FMT-8); null: it is none. */
export function normalised(numero: string): string | null {
  const typed = numero.replace(/\s/g, '').toUpperCase();
  if (/^\d{3}[A-Z]\d{5}$/.test(typed)) return `${typed}00000`;
  return /^\d{3}[A-Z]\d{5}00000$/.test(typed) ? typed : null;
}

/** What a person holds here, as Passerelle tells it. */
export interface Held {
  profiles: readonly string[];
  numeroInstructeur?: string;
  codeBailleur?: string;
}

/** What this profile asks for before each file, and whether it was given: null, or what people read (CDAP-6, CDAP-7). */
export function refusedFor(
  profile: string,
  held: Held,
  typed: { numeroInstructeur: string; codeBailleur: string },
): string | null {
  if (!held.profiles.includes(profile)) return "Vous n'avez pas ce profil.";
  if (profile === 'T4') {
    const own = held.numeroInstructeur === undefined ? null : normalised(held.numeroInstructeur);
    const given = normalised(typed.numeroInstructeur);
    return given !== null && given === own ? null : "Ce numéro d'instructeur n'est pas le vôtre.";
  }
  if (profile === 'T10') {
    const given = typed.codeBailleur.trim();
    return given !== '' && given === held.codeBailleur ? null : "Ce code bailleur n'est pas le vôtre.";
  }
  return null;
}
