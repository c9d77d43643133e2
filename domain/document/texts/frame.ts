import { assertNever } from '../../errors.ts';
import { departementName } from '../../formats/departement.ts';
import { sirenOf } from '../../formats/siret.ts';
import { frenchInstant } from '../../policy/calendar.ts';
import { CATALOGUE } from '../../service/services.ts';
import { TEXT_EDITION } from '../canonical.ts';
import type { PrintableDocument, PrintableSignature } from '../printable.ts';
import type { NamedPerson } from '../types.ts';
import type { TextSection } from './shape.ts';

/** What every document has around its own articles: notices, parties, signatures, appendices. */

export const MODEL_NOTICE = `Ce texte suit le modèle de Passerelle, édition ${TEXT_EDITION}. Il n'est pas un texte officiel des Caf ni de la Cnaf.`;

/** Says whether the document binds anyone, from its state. */
export function stateNotice({ kind, state, version, replacedBy, content }: PrintableDocument): string {
  if (replacedBy !== undefined) return `Version ${version}, sans effet : la version ${replacedBy} la remplace.`;
  switch (state) {
    case 'BROUILLON':
    case 'A_COMPLETER':
    case 'A_CORRIGER':
    case 'A_SIGNER':
      return "Projet. Ce document n'engage personne tant que le partenaire et la Caf ne l'ont pas signé.";
    case 'SIGNE_PARTENAIRE':
      return 'Signé par le partenaire. Ce document prendra effet à la signature de la Caf.';
    case 'ACTIF':
      if (content.avenant?.byCaf === true) return 'Signé par la Caf et appliqué.';
      return kind === 'AVENANT' || kind === 'ANNEXE_3'
        ? 'Signé des deux parties et appliqué.'
        : 'Signé des deux parties et en vigueur.';
    case 'CLOS':
      return "Clos. Ce document a été en vigueur et ne l'est plus.";
    case 'REJETE':
      return 'Refusé par le partenaire. Ce document est sans effet.';
    case 'ABANDONNE':
      return 'Abandonné. Ce document est sans effet.';
    default:
      return assertNever(state);
  }
}

/** « Mon compte partenaire · Convention n° 26_12 · version 2 ». */
export function referenceOf({ number, version }: PrintableDocument): string {
  const convention = number === null ? 'Convention sans numéro encore' : `Convention n° ${number}`;
  return `Mon compte partenaire · ${convention} · version ${version}`;
}

/** Who agrees. Rows without a value are left out. */
export function partiesSection({ partner, siret, caf }: PrintableDocument): TextSection {
  const rows: [string, string][] = [
    ['Le partenaire', partner.raisonSociale],
    ['SIRET', siret],
    ['SIREN', sirenOf(siret)],
    ['Adresse', partner.address],
    ['Courriel', partner.email],
    ['Téléphone', phoneText(partner.phone)],
    ['La Caf', `${caf.name} (code ${caf.code})`],
  ];
  return {
    heading: 'Les parties',
    paragraphs: [],
    table: { headers: ['Partie', 'Renseignements'], rows: rows.filter(([, value]) => value !== ''), rowHeaders: true },
  };
}

/** « 01 48 00 00 01 » for a number of metropolitan France, as stored for the others (FMT-16). */
function phoneText(phone: string): string {
  const national = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(phone);
  return national === null ? phone : `0${national.slice(1).join(' ')}`;
}

/** Reach of the habilitations (CONV-5, DEL-7). */
export function reachText(departments: readonly string[]): string {
  const names = departments.map((code) => `${departementName(code)} (${code})`);
  if (names.length === 0) return 'Le département de la Caf.';
  if (names.length === 1) return `Un département : ${names[0]}.`;
  return `${names.length} départements : ${names.join(', ')}. La portée dépassant un département, le Centre national d'appui (Caf des Yvelines) gère tous les services de la convention.`;
}

/** Missions that a service writes out (CONV-3). */
const MISSIONS: ReadonlyMap<string, string> = new Map(
  Object.values(CATALOGUE).flatMap(({ mission, missionWords }) =>
    missionWords === undefined ? [] : [[mission, missionWords] as const],
  ),
);

/** Words of a mission: those of the code where it is one, otherwise as written. */
export function missionText(mission: string): string {
  return MISSIONS.get(mission) ?? mission;
}

export function personText({ firstName, lastName, email }: NamedPerson): string {
  return `${firstName} ${lastName}, ${email}`;
}

/** Date and time on one line. */
function instantText(at: Date): string {
  return frenchInstant(at).replaceAll(' ', '\u00a0');
}

/** Eight by eight, so that it can be read aloud and wraps. */
function hashText(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, '$1 ');
}

function signatureRow(signature: PrintableSignature): string[] {
  const party = signature.party === 'PARTENAIRE' ? 'Le partenaire' : 'La Caf';
  return [
    signature.voided ? `${party} (signature annulée par une nouvelle version)` : party,
    `${signature.name}, ${signature.function}`,
    instantText(signature.at),
    String(signature.version),
    hashText(signature.contentHash),
  ];
}

/** Who signed which version, when, and the hash of exactly what was signed (§4.3 « Signature »). */
export function signaturesSection({ signatures, state, replacedBy, content }: PrintableDocument): TextSection {
  const valid = new Set(signatures.filter(({ voided }) => !voided).map(({ party }) => party));
  const ended = state === 'REJETE' || state === 'ABANDONNE' || replacedBy !== undefined;
  const awaited = content.avenant?.byCaf !== true;
  const missing = [
    ...(valid.has('PARTENAIRE') || !awaited ? [] : ['Le partenaire']),
    ...(valid.has('CAF') ? [] : ['La Caf']),
  ].map((party) => `${party} ${ended ? "n'a pas signé" : "n'a pas encore signé"}.`);
  const how =
    "Le représentant du partenaire signe par un lien à usage unique et un code, tous deux envoyés à l'adresse du dossier. L'empreinte est le condensé SHA-256 du contenu signé : un autre contenu a une autre empreinte.";
  if (signatures.length === 0) return { heading: 'Signatures', paragraphs: missing };
  return {
    heading: 'Signatures',
    paragraphs: [...missing, how],
    table: { headers: ['Pour', 'Signataire', 'Signé le', 'Version', 'Empreinte'], rows: signatures.map(signatureRow) },
  };
}

/** Esat: the eligibility form, joined for the record (ESAT-4, ESAT-5). */
function eligibilitySection({ eligibility }: PrintableDocument): TextSection[] {
  if (eligibility === null) return [];
  const yesNo = (answer: boolean) => (answer ? 'Oui' : 'Non');
  return [
    {
      heading: "Formulaire d'éligibilité",
      paragraphs: ['Joint pour mémoire : il ne fait pas partie de ce qui est signé.'],
      table: {
        headers: ['Question', 'Réponse'],
        rows: [
          ["L'établissement relève du Code de l'action sociale et des familles", yesNo(eligibility.casf)],
          ['Il accueille des personnes orientées par la Cdaph', yesNo(eligibility.cdaph)],
          ['Nombre de places', String(eligibility.places)],
          ["Autorisation de l'établissement", eligibility.autorisation],
        ],
        rowHeaders: true,
      },
    },
  ];
}

function historySection({ history }: PrintableDocument): TextSection[] {
  if (history.length === 0) return [];
  return [
    {
      heading: 'Suivi du document',
      paragraphs: [],
      table: {
        headers: ['Date', 'Événement', 'Par'],
        rows: history.map(({ at, what, who }) => [instantText(at), what, who]),
      },
    },
  ];
}

/** What follows the signatures and is not signed. */
export function appendices(document: PrintableDocument): TextSection[] {
  return [...eligibilitySection(document), ...historySection(document)];
}
