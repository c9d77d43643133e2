import type { z } from 'zod';
import { ACCOUNT_STATE_LABELS } from '../domain/account/types.ts';
import { CAMPAIGN_STATE_LABELS } from '../domain/campaign/types.ts';
import { WHO_LABELS } from '../domain/decision/waiting.ts';
import { type ExportColumn, siretCell } from '../domain/formats/exported.ts';
import { MAIL_STATE_LABELS } from '../domain/mail/states.ts';
import { TROUBLE_KINDS } from '../domain/operations/troubles.ts';
import { GROUP_STATE_LABELS } from '../domain/people/types.ts';
import { frenchDate, frenchInstant, startOfParisDate } from '../domain/policy/calendar.ts';
import { PROCESS_STATE_LABELS } from '../domain/process/stateLabels.ts';
import { type ProcessType, processLabel } from '../domain/process/types.ts';
import { SERVICES } from '../domain/service/services.ts';
import { TASK_STATE_LABELS } from '../domain/task/kinds.ts';
import { LINE_LABELS } from '../domain/tuteur/tiersiFile.ts';
import { TUTEUR_VERDICT_LABELS } from '../domain/tuteur/verdict.ts';
import { REOPENING_STATE_LABELS } from '../domain/tuteurReopening/transitions.ts';
import { REFUSAL_LABELS } from '../domain/tuteurReopening/types.ts';
import { IMPORT_ROW_LABELS } from '../domain/userImport/kind.ts';
import { USER_VERDICT_LABELS } from '../domain/userImport/types.ts';
import { ASKED_WORDS } from '../domain/userRequest/types.ts';
import type { listAuditRow } from './routes/journal/audit.ts';
import type { mailOut } from './routes/journal/mails.ts';
import type { changeStateOut } from './shapes/activityChange.ts';
import type { controlSummaryOut } from './shapes/annualControl.ts';
import type { campaignSummaryOut } from './shapes/campaign.ts';
import type { correctionOut } from './shapes/correction.ts';
import type { missingEsatOut } from './shapes/esatDeclaration.ts';
import type { groupOut } from './shapes/group.ts';
import type { troubleOut } from './shapes/operation.ts';
import type { partnerOut } from './shapes/partner.ts';
import type { processOut } from './shapes/process.ts';
import type { faultyProtegeOut } from './shapes/protege.ts';
import type { checkedTiersiRowOut, reopeningSummaryOut, tiersiRowOut, tuteurOut } from './shapes/reopening.ts';
import type { requestOut } from './shapes/request.ts';
import type { supportOut } from './shapes/support.ts';
import type { taskOut } from './shapes/task.ts';
import type { userOut } from './shapes/user.ts';
import type { checkedUserOut, importRowOut } from './shapes/userImport.ts';
import type { userRequestOut } from './shapes/userRequest.ts';

type Columns<S extends z.ZodType> = readonly ExportColumn<z.input<S>>[];

/** What the lists of the API export, each column once: its head, and what it reads of a line of the list. */
const instant = (at: string | null): string => (at === null ? '' : frenchInstant(new Date(at)));
const day = (at: string | null): string => (at === null ? '' : frenchDate(new Date(at)));
const calendarDay = (date: string): string => frenchDate(startOfParisDate(date));
const yes = (holds: boolean): string => (holds ? 'oui' : 'non');
const stateOf = (type: ProcessType, state: string): string =>
  (PROCESS_STATE_LABELS[type] as Readonly<Record<string, string>>)[state] ?? state;

export const TROUBLE_COLUMNS: Columns<typeof troubleOut> = [
  { head: 'Incident', cell: ({ kind }) => TROUBLE_KINDS[kind] },
  { head: 'Où', cell: ({ about }) => about },
  { head: 'Ce qui ne va pas', cell: ({ words }) => words },
  { head: 'Depuis', cell: ({ since }) => instant(since) },
  { head: 'Caf', cell: ({ caf }) => caf },
];

export const MISSING_ESAT_COLUMNS: Columns<typeof missingEsatOut> = [
  { head: 'Esat', cell: ({ organisme }) => organisme },
  { head: 'SIRET', cell: ({ siret }) => siretCell(siret) },
  { head: 'Brouillon gardé le', cell: ({ draftAt }) => day(draftAt) },
];

export const TASK_COLUMNS: Columns<typeof taskOut> = [
  { head: 'Tâche', cell: ({ label }) => label },
  { head: 'Dossier', cell: ({ dossierLabel }) => dossierLabel },
  { head: 'Motif', cell: ({ reason }) => reason },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'À faire avant', cell: ({ due }) => day(due) },
  { head: 'Jours de retard', cell: ({ lateDays }) => lateDays },
  { head: 'Prise par', cell: ({ assignee }) => assignee?.name },
  { head: 'État', cell: ({ state }) => TASK_STATE_LABELS[state] },
  { head: 'Créée le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Faite le', cell: ({ completedAt }) => day(completedAt) },
  { head: 'Faite par', cell: ({ doneBy }) => doneBy?.name },
];

export const PROCESS_COLUMNS: Columns<typeof processOut> = [
  { head: 'Dossier', cell: ({ label }) => label },
  { head: 'Nature', cell: ({ type }) => processLabel(type) },
  { head: 'SIRET ou identifiant', cell: ({ businessKey }) => siretCell(businessKey) },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'État', cell: ({ type, state }) => stateOf(type, state) },
  { head: 'Depuis le', cell: ({ since }) => day(since) },
  { head: 'On attend', cell: ({ waitingFor }) => waitingFor && `${WHO_LABELS[waitingFor.who]} : ${waitingFor.what}` },
  { head: "Jusqu'au", cell: ({ waitingFor }) => day(waitingFor?.until ?? null) },
  { head: 'En retard', cell: ({ late }) => yes(late) },
  { head: 'Ouvert le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Terminé le', cell: ({ closedAt }) => day(closedAt) },
];

export const PARTNER_COLUMNS: Columns<typeof partnerOut> = [
  { head: 'Raison sociale', cell: ({ raisonSociale }) => raisonSociale },
  { head: 'SIRET', cell: ({ siret }) => siretCell(siret) },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'Départements', cell: ({ departments }) => departments.join(', ') },
  { head: 'Adresse', cell: ({ address }) => address },
  { head: 'Courriel', cell: ({ email }) => email },
  { head: 'Téléphone', cell: ({ phone }) => phone.replace(/^\+33(\d)/, '0$1') },
];

export const CAMPAIGN_COLUMNS: Columns<typeof campaignSummaryOut> = [
  { head: 'Campagne', cell: ({ name }) => name },
  { head: 'Caf', cell: ({ caf }) => caf ?? 'Nationale' },
  { head: 'État', cell: ({ state }) => CAMPAIGN_STATE_LABELS[state] },
  { head: 'Échéance', cell: ({ deadline }) => calendarDay(deadline) },
  { head: 'Ouverture', cell: ({ opensOn }) => calendarDay(opensOn) },
  { head: 'Lancée le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Terminée le', cell: ({ closedAt }) => day(closedAt) },
];

export const USER_COLUMNS: Columns<typeof userOut> = [
  { head: 'Nom', cell: ({ lastName }) => lastName },
  { head: 'Prénom', cell: ({ firstName }) => firstName },
  { head: 'Identifiant', cell: ({ login }) => login },
  { head: 'Courriel', cell: ({ email }) => email },
  { head: 'Groupes', cell: ({ groups }) => groups.map(({ code }) => code).join(', ') },
  { head: 'État', cell: ({ state }) => ACCOUNT_STATE_LABELS[state] },
];

const reasonsCell = (reasons: readonly { column: string; message: string }[]): string =>
  reasons.map(({ column, message }) => (column === '' ? message : `${column} : ${message}`)).join(' ');

export const CHECKED_USER_COLUMNS: Columns<typeof checkedUserOut> = [
  { head: 'Ligne', cell: ({ row }) => row },
  { head: 'Nom', cell: ({ lastName }) => lastName },
  { head: 'Prénom', cell: ({ firstName }) => firstName },
  { head: 'Courriel', cell: ({ email }) => email },
  { head: 'Verdict', cell: ({ verdict }) => USER_VERDICT_LABELS[verdict] },
  { head: 'À la vérification', cell: ({ before }) => before && USER_VERDICT_LABELS[before] },
  { head: 'Raisons', cell: ({ reasons }) => reasonsCell(reasons) },
];

export const IMPORT_ROW_COLUMNS: Columns<typeof importRowOut> = [
  { head: 'Ligne', cell: ({ row }) => row },
  { head: 'Courriel', cell: ({ email }) => email },
  { head: 'État', cell: ({ state }) => IMPORT_ROW_LABELS[state] },
  { head: 'Raisons', cell: ({ reasons }) => reasonsCell(reasons) },
];

export const FAULTY_PROTEGE_COLUMNS: Columns<typeof faultyProtegeOut> = [
  { head: 'Ligne', cell: ({ row }) => row },
  { head: 'Raisons', cell: ({ reasons }) => reasonsCell(reasons) },
];

export const GROUP_COLUMNS: Columns<typeof groupOut> = [
  { head: 'Groupe', cell: ({ code }) => code },
  { head: 'Libellé', cell: ({ label }) => label },
  { head: 'Sous-groupe de', cell: ({ parent }) => parent?.code },
  { head: 'Service', cell: ({ service }) => SERVICES[service] },
  { head: 'Rôle', cell: ({ role }) => role },
  { head: 'Gestionnaire', cell: ({ manager }) => manager?.name },
  { head: 'Personnes', cell: ({ members }) => members },
  { head: 'État', cell: ({ state }) => GROUP_STATE_LABELS[state] },
  { head: 'Créé le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Fermé le', cell: ({ closedAt }) => day(closedAt) },
];

export const USER_REQUEST_COLUMNS: Columns<typeof userRequestOut> = [
  { head: 'Demande', cell: ({ what }) => ASKED_WORDS[what] },
  { head: 'Organisme', cell: ({ organisme }) => organisme },
  { head: 'Compte', cell: ({ account }) => account && `${account.name} (${account.login})` },
  { head: 'État', cell: ({ state }) => stateOf('userRequest', state) },
  { head: 'Échéance', cell: ({ dueAt }) => day(dueAt) },
  { head: 'En retard', cell: ({ late }) => yes(late) },
  { head: 'Faite le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Terminée le', cell: ({ closedAt }) => day(closedAt) },
];

export const ACTIVITY_CHANGE_COLUMNS: Columns<typeof changeStateOut> = [
  { head: 'Numéro', cell: ({ number }) => number },
  { head: 'Changement', cell: ({ title }) => title },
  { head: 'Esat', cell: ({ organisme }) => organisme },
  { head: 'Caf du travailleur', cell: ({ caf }) => caf },
  { head: 'Transmis le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'État', cell: ({ state }) => stateOf('activityChange', state) },
];

export const REOPENING_COLUMNS: Columns<typeof reopeningSummaryOut> = [
  { head: 'Préparée le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'État', cell: ({ state }) => REOPENING_STATE_LABELS[state] },
  { head: 'Ouverture à partir du', cell: ({ opensOn }) => calendarDay(opensOn) },
  { head: 'Terminée le', cell: ({ closedAt }) => day(closedAt) },
];

export const TIERSI_COLUMNS_SHOWN: Columns<typeof tiersiRowOut> = [
  { head: 'Ligne', cell: ({ row }) => row },
  { head: 'Organisme', cell: ({ raisonSociale }) => raisonSociale },
  { head: 'SIRET dans Tiersi', cell: ({ siret }) => siretCell(siret) },
  { head: 'SIRET dans MCP', cell: ({ siretMcp }) => siretCell(siretMcp) },
  { head: 'Protégés', cell: ({ proteges }) => proteges },
  { head: 'Lecture', cell: ({ verdict }) => LINE_LABELS[verdict] },
  { head: 'Raisons', cell: ({ reasons }) => reasonsCell(reasons) },
];

export const CHECKED_TIERSI_COLUMNS: Columns<typeof checkedTiersiRowOut> = [
  ...TIERSI_COLUMNS_SHOWN,
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'Verdict', cell: ({ tuteurVerdict }) => tuteurVerdict && TUTEUR_VERDICT_LABELS[tuteurVerdict] },
  { head: 'Écarté', cell: ({ refusal }) => refusal && REFUSAL_LABELS[refusal] },
  { head: 'À la vérification', cell: ({ before }) => before && TUTEUR_VERDICT_LABELS[before] },
];

export const TUTEUR_COLUMNS: Columns<typeof tuteurOut> = [
  { head: 'Tuteur', cell: ({ raisonSociale }) => raisonSociale },
  { head: 'Caf', cell: ({ caf }) => caf ?? 'Sans Caf' },
  { head: 'SIRET dans MCP', cell: ({ siretMcp }) => siretCell(siretMcp) },
  { head: 'SIRET dans Tiersi', cell: ({ sirets }) => sirets.map(siretCell).join(', ') },
  { head: 'Verdict', cell: ({ verdict }) => TUTEUR_VERDICT_LABELS[verdict] },
  { head: 'Écarté', cell: ({ refusal }) => refusal && REFUSAL_LABELS[refusal] },
  { head: 'Correction', cell: ({ correctionState }) => correctionState && stateOf('siretCorrection', correctionState) },
  { head: 'Par SIREN', cell: ({ bySiren }) => bySiren },
  { head: 'Par SIRET', cell: ({ bySiret }) => bySiret },
  { head: 'Manqués', cell: ({ missedBySiret }) => missedBySiret },
  { head: 'Tiersi, au SIREN', cell: ({ tiersiBySiren }) => tiersiBySiren },
  { head: 'Tiersi, au SIRET', cell: ({ tiersiBySiret }) => tiersiBySiret },
  { head: 'Vague', cell: ({ wave }) => wave },
  { head: 'Ouvert', cell: ({ open }) => yes(open) },
];

export const CORRECTION_COLUMNS: Columns<typeof correctionOut> = [
  { head: 'Tuteur', cell: ({ raisonSociale }) => raisonSociale },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'SIRET dans MCP', cell: ({ siretMcp }) => siretCell(siretMcp) },
  { head: 'SIRET dans Tiersi', cell: ({ tiersi }) => tiersi.map(({ siret }) => siret).join(', ') },
  { head: 'Verdict', cell: ({ verdict }) => TUTEUR_VERDICT_LABELS[verdict] },
  { head: 'État', cell: ({ state }) => stateOf('siretCorrection', state) },
];

export const REQUEST_COLUMNS: Columns<typeof requestOut> = [
  { head: 'Demande', cell: ({ id }) => id },
  { head: 'SIRET', cell: ({ siret }) => siretCell(siret) },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'État', cell: ({ state }) => stateOf('accessRequest', state) },
  { head: 'Déposée le', cell: ({ createdAt }) => day(createdAt) },
];

export const SUPPORT_COLUMNS: Columns<typeof supportOut> = [
  { head: 'Objet', cell: ({ subject }) => subject },
  { head: 'Organisme', cell: ({ organisme }) => organisme },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'État', cell: ({ state }) => stateOf('supportRequest', state) },
  { head: 'Échéance', cell: ({ dueAt }) => day(dueAt) },
  { head: 'En retard', cell: ({ late }) => yes(late) },
  { head: 'Reçue le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Terminée le', cell: ({ closedAt }) => day(closedAt) },
];

export const CONTROL_COLUMNS: Columns<typeof controlSummaryOut> = [
  { head: 'Contrôle', cell: ({ label }) => label },
  { head: 'Année', cell: ({ year }) => year },
  { head: 'État', cell: ({ state }) => stateOf('annualControl', state) },
  { head: 'Personnes', cell: ({ people }) => people },
  { head: 'Écarts', cell: ({ gaps }) => gaps },
  { head: 'Ouvert le', cell: ({ createdAt }) => day(createdAt) },
  { head: 'Terminé le', cell: ({ closedAt }) => day(closedAt) },
];

export const MAIL_COLUMNS: Columns<typeof mailOut> = [
  { head: 'Courriel', cell: ({ label }) => label },
  { head: 'À', cell: ({ to }) => to },
  { head: 'Caf', cell: ({ caf }) => caf },
  {
    head: 'Envoi',
    cell: ({ state, settled }) => `${MAIL_STATE_LABELS[state]}${settled ? ', réglé' : ''}`,
  },
  { head: 'Tentatives', cell: ({ attempts }) => attempts },
  { head: 'Écrit le', cell: ({ createdAt }) => instant(createdAt) },
  { head: 'Pris par la messagerie le', cell: ({ takenAt }) => instant(takenAt) },
  { head: 'Ce qui ne va pas', cell: ({ trouble }) => trouble },
];

export const AUDIT_COLUMNS: Columns<typeof listAuditRow> = [
  { head: 'Le', cell: ({ at }) => instant(at) },
  { head: 'Qui', cell: ({ who }) => who },
  { head: 'Adresse', cell: ({ ip }) => ip },
  { head: 'Acte', cell: ({ label }) => label },
  { head: 'Dossier', cell: ({ processId }) => processId },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'Règle', cell: ({ rule }) => rule },
];
