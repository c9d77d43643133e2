import { unlikelyContent } from '../caf/reach.ts';
import { canonicalContent } from '../document/canonical.ts';
import { type ContractDocument, waitsForPartner } from '../document/types.ts';
import { type Fault, invalid, missing, refusalOf } from '../errors.ts';
import { parseDepartement } from '../formats/departement.ts';
import { lettersFault } from '../formats/letters.ts';
import { parseSiret } from '../formats/siret.ts';
import { cleanText } from '../formats/text.ts';
import type { DossierAct } from './acts.ts';
import { administrateurAddress } from './administrateur.ts';
import { note } from './desk.ts';
import { documentOf, replacesConvention } from './documents.ts';
import { fire } from './fire.ts';
import type { Desk } from './kind.ts';
import { mailSigned } from './mails.ts';
import { hasAdministrateur, isDelegated } from './openingRefusal.ts';
import { useSignatureCode } from './signatureCode.ts';
import type { Dossier, DossierPartner } from './types.ts';

type Act<T extends DossierAct['type']> = Extract<DossierAct, { type: T }>;

/** `complete` of §4.3: all fields valid or all faults told; another SIRET than the convention's leads to `A_CORRIGER` (CONV-17). */
export function completeBulletin(desk: Desk, act: Act<'complete'>): void {
  const { dossier } = desk;
  const document = documentOf(dossier, act.documentId);
  const { content } = act;
  const faults: Fault[] = [];
  const siret = parseSiret(content.siret);
  if (!siret.ok) faults.push({ ...siret.fault, path: 'siret' });
  required(faults, 'raisonSociale', content.raisonSociale, 'la raison sociale');
  required(faults, 'signatory.name', content.signatory.name, 'le nom du signataire');
  required(faults, 'signatory.function', content.signatory.function, 'la fonction du signataire');
  showable(faults, 'conventionNumber', content.conventionNumber ?? '');
  checkRoles(faults, content.roles, document.content.roles ?? [], rolesKept(dossier, document));
  const departments = readDepartments(faults, content.departments);
  checkAdministrateur(faults, content.administrateur, isDelegated(dossier) && !hasAdministrateur(dossier, desk.at));
  if (faults.length > 0 || !siret.ok) throw invalid(faults);
  confirmReach(desk, document, { departments, confirmed: act.confirmed === true });

  document.siret = siret.value;
  document.content = { ...document.content, ...content, departments, siret: siret.value };
  fire(desk, document, 'complete');
}

/** CONV-11: another département than the Caf's is a slip or another Caf's partner: asked once, kept as typed when it is confirmed. */
function confirmReach(
  desk: Desk,
  document: ContractDocument,
  typed: { departments: string[]; confirmed: boolean },
): void {
  const { caf, partner } = desk.dossier;
  const known = [partner.departments, document.content.departments ?? []];
  const unlikely = unlikelyContent(caf, typed.departments, { known, toPartner: true });
  if (unlikely.length === 0) return;
  if (!typed.confirmed) throw refusalOf(unlikely);
  note(
    desk,
    'document.confirmed',
    `Autre département que celui de la Caf, confirmé : ${typed.departments.join(', ')}`,
    {
      entity: 'document',
      entityId: document.id,
      rule: 'CONV-11',
    },
  );
}

function required(faults: Fault[], path: string, value: string, what: string): void {
  if (cleanText(value) === '') faults.push(missing(path, `Indiquez ${what}.`));
  showable(faults, path, value);
}

/** What is signed must show what was typed. */
function showable(faults: Fault[], path: string, value: string): void {
  const fault = lettersFault(value);
  if (fault !== null) faults.push({ ...fault, path });
}

/** REQ-17: a bulletin that adds profiles keeps those that groups may carry; taking some away is a change of what is in force. */
function rolesKept(dossier: Dossier, { replacesId }: ContractDocument): readonly string[] {
  if (replacesConvention(dossier)) return [];
  return dossier.inForce.find(({ id, state }) => id === replacesId && state === 'ACTIF')?.content.roles ?? [];
}

function checkRoles(
  faults: Fault[],
  wanted: readonly string[],
  offered: readonly string[],
  kept: readonly string[],
): void {
  if (wanted.length === 0) faults.push(missing('roles', 'Choisissez au moins un rôle.'));
  for (const role of wanted.filter((one) => !offered.includes(one))) {
    faults.push({
      path: 'roles',
      code: 'ROLE_HORS_BULLETIN',
      message: `Le rôle « ${role} » n'est pas offert : ${offered.join(', ')}.`,
      rule: 'CONV-10',
    });
  }
  for (const role of kept.filter((one) => !wanted.includes(one))) {
    faults.push({
      path: 'roles',
      code: 'ROLE_EN_VIGUEUR',
      message: `Le rôle « ${role} » est au bulletin en vigueur : celui qui le remplace le garde.`,
      rule: 'REQ-17',
    });
  }
}

/** By their codes, each once: « 6, 06 » is one département, no reach of two (DEL-7). */
function readDepartments(faults: Fault[], typed: readonly string[]): string[] {
  if (typed.length === 0) faults.push(missing('departments', 'Indiquez au moins un département.'));
  const codes = new Set<string>();
  for (const [index, raw] of typed.entries()) {
    const parsed = parseDepartement(raw);
    if (parsed.ok) codes.add(parsed.value);
    else faults.push({ ...parsed.fault, path: `departments.${index}` });
  }
  return [...codes];
}

const DESIGNATED = [
  ['firstName', 'son prénom'],
  ['lastName', 'son nom'],
  ['email', 'son adresse'],
] as const;

/** ADM-2: in mode délégué the bulletin of a partner without an administrateur designates one, by an address of his own (FMT-12). */
function checkAdministrateur(
  faults: Fault[],
  person: ContractDocument['content']['administrateur'],
  needed: boolean,
): void {
  if (person === undefined) {
    for (const [field, what] of needed ? DESIGNATED : [])
      faults.push({
        path: `administrateur.${field}`,
        code: 'ADMINISTRATEUR_MANQUANT',
        message: `En mode délégué, désignez un administrateur : indiquez ${what}.`,
        rule: 'ADM-2',
      });
    return;
  }
  required(faults, 'administrateur.lastName', person.lastName, "le nom de l'administrateur");
  required(faults, 'administrateur.firstName', person.firstName, "le prénom de l'administrateur");
  const fault = administrateurAddress(person);
  if (fault !== null) faults.push({ ...fault, path: 'administrateur.email' });
}

/** `sign` of §4.3: exactly what was shown, one row per document; the use of the link voids it. */
export function sign(desk: Desk, act: Act<'sign'>): void {
  const { dossier, at, actor } = desk;
  const faults: Fault[] = [];
  required(faults, 'name', act.name, 'le nom du signataire');
  required(faults, 'function', act.function, 'la fonction du signataire');
  if (faults.length > 0) throw invalid(faults);
  const name = cleanText(act.name);
  const signed: ContractDocument[] = [];
  for (const shown of act.documents) {
    const document = documentOf(dossier, shown.id);
    signed.push(document);
    // §4.3 « Signature »: the hash kept is that of the exact document, computed here and equal to what was shown
    const contentHash = desk.hash(canonicalContent(document));
    fire(desk, document, 'sign', {
      shown: { ...shown, unchanged: shown.version === document.version && shown.hash === contentHash },
    });
    document.signatures.push({
      id: desk.newId(),
      version: document.version,
      party: 'PARTENAIRE',
      name,
      function: cleanText(act.function),
      contentHash,
      at,
      ip: actor.ip,
      voidedAt: null,
    });
  }
  useSignatureCode(desk, act.code);
  mailSigned(desk, name, signed);
  endVisit(dossier);
}

/** `decline` of §4.3: the representative refuses, with a reason. */
export function decline(desk: Desk, act: Act<'decline'>): void {
  for (const id of act.documentIds) fire(desk, documentOf(desk.dossier, id), 'decline', { reason: act.reason });
  endVisit(desk.dossier);
}

/** §4.3 « the use voids it »: the link serves until the partner has nothing left to do with it. */
function endVisit(dossier: Dossier): void {
  if (!dossier.documents.some(waitsForPartner)) dossier.linkVersion += 1;
}

/**
 * What a bulletin form is filled with beforehand, so that the partner types as little as possible. The SIRET is the organisme's own: offered the
 * convention's, the partner would agree to it unread, and ESAT-20 would compare the convention with itself.
 */
export function bulletinDefaults(partner: DossierPartner, document: ContractDocument) {
  return {
    raisonSociale: document.content.raisonSociale ?? partner.raisonSociale,
    siret: document.content.siret ?? partner.siret,
    roles: document.content.roles ?? [],
    departments: document.content.departments ?? partner.departments,
    administrateur: document.content.administrateur,
    signatory: document.content.signatory,
  };
}
