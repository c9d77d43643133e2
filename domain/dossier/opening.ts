import type { WaitingFor } from '../decision/waiting.ts';
import { type ContractDocument, isOpen } from '../document/types.ts';
import { frenchDate, startOfParisDate } from '../policy/calendar.ts';
import { heldForReopening, type NationalService } from '../service/national.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import { askCaf } from './administrateur.ts';
import { servicesClosedWith } from './closing.ts';
import { note } from './desk.ts';
import type { DeadlineRule, Desk, Standing } from './kind.ts';
import { mailServiceOpened } from './mails.ts';
import { openingRefusal } from './openingRefusal.ts';
import type { Dossier, OpenedService, ServiceFacts } from './types.ts';

/** Opens what the bulletins in force give, each service on its date; one that was open under a former convention goes on without a gap. */
export function openServices(desk: Desk<ServiceFacts>): void {
  const { dossier } = desk;
  const bulletins = dossier.documents.filter((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF');
  for (const bulletin of bulletins) {
    if (bulletin.service === null) continue;
    const requested = dossier.services.find((service) => service.bulletinId === bulletin.id);
    const service = requested ?? requestOpening(desk, bulletin);
    if (service.state !== 'PRETE') continue;
    const refusal = openingRefusal(desk, bulletin, service.opensOn);
    if (refusal?.code === 'ADMINISTRATEUR_MANQUANT') askCaf(desk, "Le service n'ouvre pas sans administrateur.");
    if (refusal !== null) continue;
    const former = formerOf(dossier, bulletin);
    const held = heldForReopening(dossier.nationals ?? [], service.service, desk.at);
    if (former !== undefined) carryOn(desk, service, former);
    else if (held === null) open(desk, service);
    else hold(desk, service, held);
  }
}

/** TUT-17, CONV-8: in force while the service is closed for everyone: suspended from the start, as the reopening has suspended the others, and it opens him with them. */
function hold(desk: Desk, service: OpenedService, { reason, processId }: NationalService): void {
  Object.assign(service, { state: 'SUSPENDUE', reason, openedAt: desk.at, suspendedAt: desk.at });
  Object.assign(service, { suspendedUntil: null, suspendedBy: processId });
  note(desk, 'service.suspend', `Service « ${SERVICES[service.service]} » suspendu jusqu’à sa réouverture nationale`, {
    rule: 'TUT-17',
    entity: 'service',
    entityId: service.id,
  });
}

function open(desk: Desk, service: OpenedService): void {
  service.state = 'OUVERTE';
  service.openedAt = desk.at;
  note(desk, 'service.open', `Service « ${SERVICES[service.service]} » ouvert`, {
    rule: 'CONV-8',
    entity: 'service',
    entityId: service.id,
  });
  mailServiceOpened(desk, service.service);
}

/** DEL-6: the former opening ends at the instant at which its successor begins; what was suspended stays so. */
function carryOn(desk: Desk, service: OpenedService, former: OpenedService): void {
  service.state = former.state === 'SUSPENDUE' ? 'SUSPENDUE' : 'OUVERTE';
  service.reason = former.state === 'SUSPENDUE' ? former.reason : null;
  const { suspendedAt, suspendedUntil, suspendedBy } = former;
  Object.assign(service, { suspendedAt, suspendedUntil, suspendedBy });
  service.openedAt = desk.at;
  Object.assign(former, { state: 'FERMEE', closedAt: desk.at, reason: CARRIED_ON });
  note(desk, 'service.carryOn', `Service « ${SERVICES[service.service]} » repris par le nouveau bulletin`, {
    rule: 'DEL-6',
    entity: 'service',
    entityId: service.id,
  });
}

const CARRIED_ON = 'Repris par le bulletin qui remplace le précédent';

/** The service as the replaced bulletin opened it, if it is open or suspended today. */
function formerOf(dossier: Dossier, { replacesId }: ContractDocument): OpenedService | undefined {
  return dossier.services.find(
    (one) => one.bulletinId === replacesId && (one.state === 'OUVERTE' || one.state === 'SUSPENDUE'),
  );
}

function requestOpening(desk: Desk<ServiceFacts>, bulletin: ContractDocument): OpenedService {
  const { dossier } = desk;
  if (bulletin.service === null) throw new Error('a bulletin is for one service (CONV-2)');
  const service: OpenedService = {
    id: desk.newId(),
    service: bulletin.service,
    bulletinId: bulletin.id,
    processId: dossier.id,
    state: 'PRETE',
    opensOn: dossier.facts.opensOn,
    openedAt: null,
    closedAt: null,
    reason: null,
    suspendedAt: null,
    suspendedUntil: null,
    suspendedBy: null,
  };
  // what waited for its date under the replaced bulletin waits for it still (ESAT-23)
  const waiting = dossier.services.find((one) => one.bulletinId === bulletin.replacesId && one.state === 'PRETE');
  if (waiting !== undefined) {
    if (waiting.opensOn > service.opensOn) service.opensOn = waiting.opensOn;
    Object.assign(waiting, { state: 'FERMEE', closedAt: desk.at, reason: CARRIED_ON });
  }
  dossier.services.push(service);
  note(desk, 'service.ready', `Service « ${SERVICES[service.service]} » prêt à ouvrir`, {
    entity: 'service',
    entityId: service.id,
  });
  return service;
}

/** Nobody waits for the date any more: what was to open does not, what was to be carried on is so at once. */
export function giveUpOpenings(desk: Desk, reason: string): void {
  const { dossier, at } = desk;
  for (const service of dossier.services.filter((one) => one.state === 'PRETE' && one.processId === dossier.id)) {
    const bulletin = dossier.documents.find(({ id }) => id === service.bulletinId);
    const former = bulletin === undefined ? undefined : formerOf(dossier, bulletin);
    if (former === undefined) Object.assign(service, { state: 'FERMEE', closedAt: at, reason });
    else carryOn(desk, service, former);
  }
}

export function closeServices(desk: Desk, documents: readonly ContractDocument[], reason: string): void {
  for (const service of servicesClosedWith(documents, desk.dossier.services)) {
    const before = { state: service.state };
    Object.assign(service, { state: 'FERMEE', closedAt: desk.at, reason });
    note(desk, 'service.close', `Service « ${SERVICES[service.service]} » fermé`, {
      entity: 'service',
      entityId: service.id,
      rule: 'CONV-13',
      before,
      after: { state: service.state },
    });
  }
}

/** Services that have been opened and are not closed: a suspended one is to be opened again. */
function openedIn({ services }: Dossier): Set<ServiceCode> {
  return new Set(
    services.filter(({ state }) => state === 'OUVERTE' || state === 'SUSPENDUE').map(({ service }) => service),
  );
}

/** Services that an act has opened, and those it has closed; what is carried on is neither (DEL-6). */
export function openingsChanged(before: Dossier, after: Dossier): { opened: ServiceCode[]; closed: ServiceCode[] } {
  const [was, is] = [openedIn(before), openedIn(after)];
  return { opened: [...is].filter((one) => !was.has(one)), closed: [...was].filter((one) => !is.has(one)) };
}

/** What this dossier opens: its own services. */
function ownServices(dossier: Dossier): OpenedService[] {
  return dossier.services.filter((service) => service.processId === dossier.id);
}

/** Every service this dossier asked for has opened. */
export function hasOpened(dossier: Dossier): boolean {
  const own = ownServices(dossier);
  return !dossier.documents.some(isOpen) && own.length > 0 && own.every((service) => service.state !== 'PRETE');
}

/** Every service it opened is closed again, and nothing carries one on (CONV-13, DEL-5). */
export function openingIsOver(dossier: Dossier): boolean {
  const goesOn = ({ service }: OpenedService) =>
    dossier.services.some((other) => other.service === service && other.state !== 'FERMEE');
  return !ownServices(dossier).some(goesOn);
}

/** ESAT-23: a service is requested and nothing but its date is awaited. Whatever else is missing comes by an act, which looks again. */
export const OPENING_DATE: DeadlineRule<ServiceFacts> = {
  of: (standing) => {
    const { dossier } = standing;
    const ready = ownServices(dossier).filter((service) => {
      if (service.state !== 'PRETE') return false;
      const bulletin = dossier.documents.find(({ id }) => id === service.bulletinId);
      return bulletin !== undefined && openingRefusal(standing, bulletin, service.opensOn)?.code === 'AVANT_DATE';
    });
    const dates = [...new Set(ready.map(({ opensOn }) => opensOn))];
    return dates.map((opensOn) => ({ at: startOfParisDate(opensOn), what: 'open', rule: 'ESAT-23' }));
  },
  fall: () => {}, // what is due opens as the phase goes on
};

/** Only its date is awaited (U2). */
export function awaitsDate(standing: Standing<ServiceFacts>): WaitingFor | null {
  const [first] = OPENING_DATE.of(standing).sort((a, b) => a.at.getTime() - b.at.getTime());
  if (first === undefined) return null;
  return {
    who: 'SYSTEME',
    what: `la date d'ouverture (${frenchDate(first.at)})`,
    until: first.at,
    then: 'Le service ouvre, le partenaire est prévenu.',
  };
}
