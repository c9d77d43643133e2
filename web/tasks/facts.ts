import { processById } from '../../adapters/store/queries/processes.ts';
import { getAccessRequest } from '../../api/routes/accessRequests/get.ts';
import { campaignRows } from '../../api/routes/esat/campaignRows.ts';
import { requestOut } from '../../api/shapes/request.ts';
import { otherServices } from '../../domain/accessRequest/form.ts';
import { profilesAsked } from '../../domain/accessRequest/types.ts';
import { bears } from '../../domain/document/correction.ts';
import { DomainError } from '../../domain/errors.ts';
import { eligibilityFormOf } from '../../domain/esatOnboarding/stored.ts';
import type { ServiceCode } from '../../domain/service/services.ts';
import { caseElements } from '../kit/caseElements.ts';
import { dossierDocuments } from '../kit/dossierDocuments.ts';
import type { FormState } from '../kit/form.tsx';
import { ROWS } from '../kit/lists.ts';
import { requestFacts } from '../kit/requestFacts.ts';
import type { DocumentView, TaskView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { documentOrder, phoneWords, siretWords } from '../kit/words.ts';

type Fact = readonly [label: string, value: string];

/** What an agent judges a task by. */
export interface TaskElements {
  facts: readonly Fact[];
  documents: readonly DocumentView[];
  /** profiles asked for (EXAMINER_DEMANDE) */
  profiles: readonly string[];
  /** services asked for beside those (EXAMINER_DEMANDE) */
  services: readonly ServiceCode[];
  /** fields of its outcomes that this dossier leaves nothing to say in */
  needless: readonly string[];
  /** what a gap may be about (EXAMINER_CONTROLE) */
  subjects: readonly { value: string; label: string }[];
  /** address of what the task belongs to; null: this person may not read it */
  home: string | null;
  /** what the forms of its outcomes are filled with beforehand */
  values?: Record<string, FormState['values']>;
  /** where what it asks for is done, when that is elsewhere */
  doneAt?: { href: string; label: string };
}

/** Gathers the elements of a task: the request, the row, or the dossier it is about. */
export async function elementsOf(visit: Visit, task: TaskView): Promise<TaskElements> {
  const none = {
    facts: [],
    documents: [],
    profiles: [],
    services: [],
    needless: [],
    subjects: [],
    home: `/dossiers/${encodeURIComponent(task.dossier)}`,
  };
  if (task.dossierType === 'accessRequest') {
    const request = await visit.read(requestOut, getAccessRequest, { params: { id: task.dossier } });
    const profiles = profilesAsked(request.form as Parameters<typeof profilesAsked>[0]);
    const services = otherServices(request.form);
    // CONV-1: what the rules refuse, or leave to the Caf, is not granted by a box that nobody ticked
    const said = request.saidByRules ?? [];
    const granted = services.filter((one) => said.some(({ service, says }) => service === one && says === 'ACCORDE'));
    return {
      ...none,
      facts: requestFacts(request),
      profiles,
      services,
      values: profiles.length + services.length === 0 ? {} : { accept: { profiles, services: granted } },
    };
  }
  const ofCase = await caseElements(visit, task.dossierType, task.dossier, task.subject);
  if (ofCase !== null && ofCase.besideDocuments !== true) return { ...none, ...ofCase };
  if (task.dossierType === 'esatCampaign') return { ...none, ...(await rowElements(visit, task)) };
  const { partner, documents } = await dossierDocuments(visit, task.dossier);
  const form = task.kind === 'VERIFIER_ELIGIBILITE' ? await eligibilityFacts(visit, task.dossier) : [];
  const contact: Fact[] =
    partner === null
      ? []
      : [
          ['Organisme', partner.raisonSociale],
          ['SIRET', siretWords(partner.siret)],
          ['Courriel', partner.email],
          ['Téléphone', phoneWords(partner.phone)],
        ];
  return {
    ...none,
    ...ofCase,
    facts: [...(ofCase?.facts ?? []), ...contact, ...form, ...documentFacts(task.kind, documents)],
    documents: [...documents].sort(documentOrder),
    needless: form.length > 0 ? ['form'] : needlessFields(task.kind, documents),
  };
}

/** The held row; where it is not this person's to read, its reasons stand in the task. */
async function rowElements(visit: Visit, task: TaskView): Promise<Pick<TaskElements, 'facts' | 'home'>> {
  const id = task.dossier.replace(/^esat-campaign-/, '');
  try {
    const { items } = await visit.read(ROWS, campaignRows, { params: { id }, query: { row: task.subject } });
    const facts = items.flatMap((row): Fact[] => [
      ['Ligne', String(row.row)],
      ['Organisme', row.raisonSociale],
      ['SIRET', siretWords(row.siret)],
      ...row.reasons.map((reason): Fact => [reason.column === '' ? 'Raison' : reason.column, reason.message]),
    ]);
    return { facts, home: `/campagnes/${encodeURIComponent(id)}` };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INTROUVABLE') return { facts: [], home: null };
    throw error;
  }
}

/** What none of the returned documents bears is not there to be corrected. */
function needlessFields(kind: TaskView['kind'], documents: readonly DocumentView[]): string[] {
  if (kind !== 'CORRIGER_DOCUMENTS') return [];
  const returned = documents.filter((one) => one.state === 'BROUILLON');
  return (['missions', 'delegationMode'] as const).filter((field) => !returned.some((one) => bears(one, field)));
}

async function eligibilityFacts(visit: Visit, processId: string): Promise<Fact[]> {
  const process = await processById(visit.deps.db, processId);
  const form = eligibilityFormOf(process?.facts);
  if (form === null) return [];
  const answer = (yes: boolean) => (yes ? 'Oui' : 'Non');
  return [
    ["Esat au sens de l'article L. 344-2 du CASF", answer(form.casf)],
    ['Orientation par la CDAPH', answer(form.cdaph)],
    ['Places autorisées', String(form.places)],
    ["Arrêté d'autorisation", form.autorisation],
  ];
}

function documentFacts(kind: TaskView['kind'], documents: readonly DocumentView[]): Fact[] {
  if (kind === 'VERIFIER_MISSION') {
    const missions = documents.find((one) => one.kind === 'CONVENTION')?.content.missions ?? [];
    return missions.length === 0 ? [] : [['Missions de la convention', missions.join(', ')]];
  }
  if (kind === 'CORRIGER_SIRET') {
    return documents
      .filter((one) => one.kind === 'CONVENTION' || one.kind === 'BULLETIN')
      .map((one): Fact => [`SIRET : ${one.label}`, siretWords(one.siret)]);
  }
  return [];
}
