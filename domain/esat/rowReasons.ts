import type { Code } from '../codes.ts';
import { departementName, MAYOTTE } from '../formats/departement.ts';
import { lettersFault } from '../formats/letters.ts';
import type { FormatFault } from '../formats/parsed.ts';
import { quoted } from '../formats/text.ts';
import type { ColumnKey, Header } from './columns.ts';
import { otherConventionSiret } from './conventionSiret.ts';
import { MAX_RAISON_SOCIALE, type ReadRow } from './readRow.ts';

/** Why a row has its verdict, in words a person can act on; `column` is the header as the spreadsheet writes it. */
export interface RowReason {
  code: Code;
  column: string;
  message: string;
  rule?: string;
}

type Say = (column: ColumnKey, code: Code, message: string, rule?: string) => RowReason;

/** Makes the reasons of one file: columns are named as that file names them. */
export function reasonsUnder(header: Header): Say {
  return (column, code, message, rule) => {
    const reason = { code, column: header.nameOf(column), message };
    return rule === undefined ? reason : { ...reason, rule };
  };
}

const fromFault = (say: Say, column: ColumnKey, fault: FormatFault, whatToDo = ''): RowReason =>
  say(column, fault.code, fault.message + whatToDo, fault.rule);

/** Without these nobody knows whose row it is, nor which Caf would correct it: in doubt they refuse it; the others hold it. */
const IDENTITY: ReadonlySet<ColumnKey> = new Set(['siret', 'departement']);

/** What is in doubt in place of what its column would be told of, which would be as if the cell were empty. */
function withDoubts(read: ReadRow, say: Say, identity: boolean, reasons: readonly RowReason[]): RowReason[] {
  const next = identity
    ? 'Corrigez la ligne, puis importez de nouveau le fichier.'
    : 'Corrigez la valeur, puis libérez la ligne.';
  const doubts = read.doubts.map(({ column, code, message }) => ({
    of: column,
    reason: say(column, code, `${message} ${next}`, 'ESAT-25'),
  }));
  const told = doubts.filter(({ of }) => IDENTITY.has(of) === identity).map(({ reason }) => reason);
  const columns = new Set(doubts.map(({ reason }) => reason.column));
  return [...told, ...reasons.filter(({ column }) => !columns.has(column))];
}

/** Why the row itself cannot be imported (§6.4 `refused`); what other rows of the file say comes on top. */
export function refusalsOf(read: ReadRow, say: Say, onlyCaf: string | undefined): RowReason[] {
  return withDoubts(read, say, true, identityRefusals(read, say, onlyCaf));
}

function identityRefusals(read: ReadRow, say: Say, onlyCaf: string | undefined): RowReason[] {
  const reasons: RowReason[] = [];
  if (!read.siret.ok) reasons.push(fromFault(say, 'siret', read.siret.fault));
  if (read.raisonSociale === '') {
    reasons.push(say('raisonSociale', 'RAISON_SOCIALE_ABSENTE', 'Indiquez la raison sociale.', 'ESAT-25'));
  }
  for (const [column, text] of [
    ['raisonSociale', read.raisonSociale],
    ['adresse', read.address],
    ['numeroConventionMcp', read.conventionNumber],
  ] as const) {
    const fault = lettersFault(text);
    if (fault !== null) reasons.push(fromFault(say, column, fault));
  }
  if (!read.departement.ok) reasons.push(fromFault(say, 'departement', read.departement.fault));
  else if (read.departement.value === MAYOTTE) {
    const message = "Le service Esat n'est pas ouvert à Mayotte (976). Retirez la ligne du fichier.";
    reasons.push(say('departement', 'HORS_CHAMP', message, 'ESAT-2'));
  }
  if (read.departement.ok && onlyCaf !== undefined && read.departement.value !== onlyCaf) {
    const name = departementName(read.departement.value);
    const message = `Ce partenaire relève d'une autre Caf (${read.departement.value}, ${name}). Retirez la ligne, ou corrigez le département.`;
    reasons.push(say('departement', 'AUTRE_CAF', message));
  }
  return reasons;
}

/** ESAT-26 */
export const ALREADY_THERE = {
  code: 'DOSSIER_EXISTANT',
  message: "Un dossier Esat de ce SIRET est déjà en cours ou terminé : c'est lui qui compte. Il n'y a rien à faire.",
  rule: 'ESAT-26',
} as const;

/** DEL-5: no bulletin begins under a convention that is being replaced; true when the file is checked, or when its dossier would begin. */
export const MODE_CHANGING = {
  code: 'CHANGEMENT_DE_MODE',
  message:
    'Ce partenaire change de mode de gestion : sa convention et ses bulletins sont refaits. Attendez la fin de ce changement (page du partenaire), puis libérez la ligne.',
  rule: 'DEL-5',
} as const;

/** What the system holds of the partner of a row. */
interface Held {
  activeConvention: boolean;
  changingMode: boolean;
}

/** Why the Caf must look at the row before an onboarding starts (§6.4 `held`). */
export function holdsOf(read: ReadRow, say: Say, held: Held): RowReason[] {
  return withDoubts(read, say, false, rowHolds(read, say, held));
}

function rowHolds(read: ReadRow, say: Say, held: Held): RowReason[] {
  const reasons: RowReason[] = [];
  if (held.changingMode) reasons.push(say('siret', MODE_CHANGING.code, MODE_CHANGING.message, MODE_CHANGING.rule));
  if (!read.email.ok) {
    const message =
      read.emailTyped === ''
        ? "Le courriel manque. Demandez son adresse à l'organisme, saisissez-la, puis libérez la ligne."
        : `${read.email.fault.message} Corrigez-la, puis libérez la ligne.`;
    reasons.push(say('courriel', read.email.fault.code, message, 'FMT-15'));
  }
  reasons.push(...unrecognised(read, say));
  if (read.knownInMcp.value === true) reasons.push(...conventionHolds(read, say));
  if (read.knownInMcp.value === false && held.activeConvention) {
    const message =
      'Le fichier dit ce partenaire inconnu dans MCP, mais Passerelle connaît une convention active à ce SIRET. Vérifiez-la, corrigez « Connu MCP », puis libérez la ligne.';
    reasons.push(say('connuMcp', 'MCP_DIVERGENT', message, 'CONV-6'));
  } else if (read.knownInMcp.value === false) reasons.push(...contradictsItself(read, say));
  if (read.knownInHabtiers.value === true) reasons.push(...activityHolds(read, say));
  return reasons;
}

/** Not known in MCP, yet with a convention there: one of the two is wrong, and the use case hangs on it (§6.3). */
function contradictsItself(read: ReadRow, say: Say): RowReason[] {
  const named = [read.conventionNumber, read.conventionSiret].filter((typed) => typed !== '');
  if (named.length === 0) return [];
  const message = `Le fichier dit ce partenaire inconnu dans MCP, et lui donne pourtant une convention (${named.map((typed) => quoted(typed)).join(', ')}). Vérifiez si elle est en vigueur, répondez à « Connu MCP », puis libérez la ligne.`;
  return [say('connuMcp', 'LIGNE_INCOHERENTE', message, 'ESAT-25')];
}

function conventionHolds(read: ReadRow, say: Say): RowReason[] {
  const reasons: RowReason[] = [];
  if (read.conventionSiret === '') {
    const message =
      'Le partenaire est connu dans MCP, mais le SIRET de sa convention manque. Relevez-le sur la convention, saisissez-le, puis libérez la ligne.';
    reasons.push(say('siretConventionMcp', 'SIRET_CONVENTION_ABSENT', message, 'ESAT-20'));
  } else if (read.conventionSiret !== read.siretTyped) {
    const message = `${otherConventionSiret(read.conventionSiret, read.siretTyped, 'de la ligne')} Vérifiez lequel est juste, corrigez, puis libérez la ligne.`;
    reasons.push(say('siretConventionMcp', 'SIRET_CONVENTION_DIFFERENT', message, 'ESAT-20'));
  }
  if (read.delegationMode.typed === '') {
    const message =
      'Le partenaire est connu dans MCP, mais son mode de gestion manque. Relevez-le sur le contrat (délégué ou centralisé), saisissez-le, puis libérez la ligne.';
    reasons.push(say('modeDeGestion', 'MODE_GESTION_ABSENT', message, 'DEL-1'));
  } else if (read.delegationMode.value === null) {
    const message = `Le mode de gestion ${quoted(read.delegationMode.typed)} n'est pas reconnu. Choisissez délégué ou centralisé d'après le contrat, puis libérez la ligne.`;
    reasons.push(say('modeDeGestion', 'MODE_GESTION_INCONNU', message, 'DEL-1'));
  }
  return reasons;
}

function activityHolds(read: ReadRow, say: Say): RowReason[] {
  if (read.activeInHabtiers.value === false) {
    const message =
      "Le fichier dit que le partenaire n'est plus actif dans Habtiers. Confirmez-le : son dossier s'arrête là. S'il est actif, dites-le et libérez la ligne.";
    return [say('actifHabtiers', 'INACTIF_HABTIERS', message, 'ESAT-16')];
  }
  if (read.activeInHabtiers.value === null && read.activeInHabtiers.typed === '') {
    const message =
      "Le partenaire vient d'Habtiers et personne n'a encore vérifié qu'il est toujours actif. Vérifiez-le, puis libérez la ligne ou dites qu'il n'est plus actif.";
    return [say('actifHabtiers', 'ACTIVITE_A_CONFIRMER', message, 'ESAT-15')];
  }
  // an answer nobody can read is told by unrecognised()
  return [];
}

/** Cells of yes and no that say neither: [P] the row is held, as nothing says which it means. */
function unrecognised(read: ReadRow, say: Say): RowReason[] {
  const cells: [ColumnKey, ReadRow['knownInMcp']][] = [
    ['connuMcp', read.knownInMcp],
    ['connuHabtiers', read.knownInHabtiers],
    ['actifHabtiers', read.activeInHabtiers],
  ];
  return cells.flatMap(([column, { typed, value }]) => {
    if (typed === '' || value !== null) return [];
    const message = `${quoted(typed)} n'est ni Oui ni Non. Corrigez la réponse, puis libérez la ligne.`;
    return [say(column, 'REPONSE_NON_RECONNUE', message, 'ESAT-25')];
  });
}

/** What is worth knowing of a row that goes on, without stopping it. */
export function warningsOf(read: ReadRow, say: Say): RowReason[] {
  const warnings: RowReason[] = read.notes.map(({ column, code, message }) => say(column, code, message, 'ESAT-25'));
  if (read.knownInHabtiers.value === false && read.activeInHabtiers.value === true) {
    const message =
      'Le fichier dit ce partenaire inconnu de Habtiers, et pourtant actif dans Habtiers : vérifiez lequel est juste.';
    warnings.push(say('actifHabtiers', 'LIGNE_INCOHERENTE', message, 'ESAT-25'));
  }
  if (read.knownInMcp.value === false && read.knownInHabtiers.value === false) {
    const message =
      "Le fichier ne dit ce partenaire connu ni dans MCP ni dans Habtiers : vérifiez qu'il a bien sa place dans la liste.";
    warnings.push(say('connuMcp', 'HORS_EXTRACTION', message, 'ESAT-25'));
  }
  if (!read.phone.ok && read.phoneTyped !== '') {
    warnings.push(fromFault(say, 'telephone', read.phone.fault, ' Il ne sera pas repris.'));
  }
  if (read.raisonSociale.length > MAX_RAISON_SOCIALE) {
    const message = `La raison sociale dépasse ${MAX_RAISON_SOCIALE} caractères : la suite ne sera pas reprise.`;
    warnings.push(say('raisonSociale', 'RAISON_SOCIALE_TRONQUEE', message));
  }
  if (read.knownInMcp.value !== true && read.delegationMode.typed !== '') warnings.push(modeOfNone(read, say));
  return warnings;
}

/** A mode de gestion is a convention's; of a partner that has none in MCP the campaign's applies, which may be another. */
function modeOfNone(read: ReadRow, say: Say): RowReason {
  const mode = quoted(read.delegationMode.typed);
  if (read.delegationMode.value === null) {
    const message = `Le mode de gestion ${mode} n'est pas reconnu : celui de la campagne s'appliquera.`;
    return say('modeDeGestion', 'MODE_GESTION_INCONNU', message, 'DEL-1');
  }
  const message = `Le fichier dit ce partenaire inconnu dans MCP, et lui donne pourtant un mode de gestion (${mode}) : s'il n'a pas de convention, celui de la campagne s'appliquera. Vérifiez lequel est juste.`;
  return say('modeDeGestion', 'LIGNE_INCOHERENTE', message, 'ESAT-25');
}
