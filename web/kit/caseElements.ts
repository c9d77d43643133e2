import { getApproverChange } from '../../api/routes/afas/getChange.ts';
import { getAnnualControl } from '../../api/routes/controls/get.ts';
import { getIncident } from '../../api/routes/incidents/get.ts';
import { getSupportRequest } from '../../api/routes/support/get.ts';
import { getUserRequest } from '../../api/routes/userRequests/get.ts';
import { annualControlOut } from '../../api/shapes/annualControl.ts';
import { approverChangeOut } from '../../api/shapes/approverChange.ts';
import { incidentOut } from '../../api/shapes/incident.ts';
import { supportOut } from '../../api/shapes/support.ts';
import { userRequestOut } from '../../api/shapes/userRequest.ts';
import { administratorsPath } from '../administrators/page.tsx';
import { changeNames } from '../afas/names.ts';
import { changePath } from '../afas/profilesPage.tsx';
import { controlPath } from '../controls/listPage.tsx';
import { ABOUT_WORDS, givenWords } from '../controls/words.ts';
import { incidentPath } from '../incidents/page.tsx';
import { supportPath } from '../support/pages.tsx';
import { SPEAKER_WORDS, SUPPORT_KIND_WORDS } from '../support/words.ts';
import { requestFacts, requestPath } from '../userRequests/words.ts';
import type { Visit } from './visit.ts';

interface CaseElements {
  facts: (readonly [label: string, value: string])[];
  /** what a gap may be about (EXAMINER_CONTROLE) */
  subjects?: { value: string; label: string }[];
  /** address of its own page */
  home: string;
  /** where what a task of it asks for is done, when that is elsewhere */
  doneAt?: { href: string; label: string };
}

/** What an agent judges a case by; null for a process that is none. `subject`: what a task of it is about, when it is about a part. */
export async function caseElements(visit: Visit, type: string, id: string, subject = ''): Promise<CaseElements | null> {
  if (type === 'supportRequest') return supportElements(visit, id);
  if (type === 'annualControl') return controlElements(visit, id, subject);
  if (type === 'securityIncident') return incidentElements(visit, id);
  if (type === 'userRequest') return userRequestElements(visit, id);
  return type === 'approverChange' ? approverElements(visit, id) : null;
}

/** What was asked and said so far. */
async function supportElements(visit: Visit, id: string): Promise<CaseElements> {
  const request = await visit.read(supportOut, getSupportRequest, { params: { id } });
  const said = request.exchanges.map((one) => [SPEAKER_WORDS[one.by], one.text] as const);
  return {
    facts: [['Objet', request.subject], ['Nature', SUPPORT_KIND_WORDS[request.kind]], ...said],
    home: supportPath(request.id),
    ...(request.state === 'DEPART_SIGNALE'
      ? { doneAt: { href: administratorsPath(request.partnerId), label: "Demander l'annexe 3" } }
      : {}),
  };
}

/** What is asked about whom: completing the task does it. */
async function userRequestElements(visit: Visit, id: string): Promise<CaseElements> {
  const request = await visit.read(userRequestOut, getUserRequest, { params: { id } });
  return { facts: requestFacts(request), home: requestPath(request.id) };
}

/** What was declared; accounts are suspended from the incident's own page. */
async function incidentElements(visit: Visit, id: string): Promise<CaseElements> {
  const incident = await visit.read(incidentOut, getIncident, { params: { id } });
  return {
    facts: [
      ['Les faits', incident.what],
      ['Comptes concernés', incident.accounts.map(({ name }) => name).join(', ')],
      ['Suspendus', String(incident.suspended.length)],
    ],
    home: incidentPath(incident.id),
  };
}

/** Who is proposed; PJ 3 is on the page of the change. */
async function approverElements(visit: Visit, id: string): Promise<CaseElements> {
  const change = await visit.read(approverChangeOut, getApproverChange, { params: { id } });
  const { proposed, former } = await changeNames(visit, change);
  return {
    facts: [
      ['Approbateur proposé', proposed],
      ['Approbateur en fonction', former ?? 'Personne'],
    ],
    home: changePath(change.id),
  };
}

/** What was given about whom; files are saved from the control's own page. */
async function controlElements(visit: Visit, id: string, subject: string): Promise<CaseElements> {
  const control = await visit.read(annualControlOut, getAnnualControl, { params: { id } });
  const labelOf = (item: (typeof control.items)[number]) => `${item.user.name} – ${ABOUT_WORDS[item.about]}`;
  const shown = control.items.filter((item) => subject === '' || item.id === subject);
  return {
    facts: shown.map((item) => [labelOf(item), givenWords(item, control.state)] as const),
    subjects: control.items.map((item) => ({ value: item.id, label: labelOf(item) })),
    home: controlPath(control.id),
  };
}
