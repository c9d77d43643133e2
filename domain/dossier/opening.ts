import type { ContractDocument } from '../document/types.ts';
import { SERVICES, type ServiceCode } from '../service/services.ts';
import { askCaf } from './administrateur.ts';
import { type Bench, note } from './bench.ts';
import { servicesClosedWith } from './closing.ts';
import { mailServiceOpened } from './mails.ts';
import { openingRefusal } from './openingRefusal.ts';
import type { Dossier, OpenedService } from './types.ts';

/** Opens what the bulletins in force give, each service on its date; one that was open under a former convention goes on without a gap. */
export function openServices(bench: Bench): void {
  const { dossier, at } = bench;
  const bulletins = dossier.documents.filter((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF');
  for (const bulletin of bulletins) {
    if (bulletin.service === null) continue;
    const requested = dossier.services.find((service) => service.bulletinId === bulletin.id);
    const service = requested ?? requestOpening(bench, bulletin);
    if (service.state !== 'PRETE') continue;
    const refusal = openingRefusal(dossier, bulletin, service.opensOn, at);
    if (refusal?.code === 'ADMINISTRATEUR_MANQUANT')
      askCaf(bench, "Le service n'ouvre pas sans administrateur (ADM-2).");
    if (refusal !== null) continue;
    const former = formerOf(dossier, bulletin);
    if (former === undefined) open(bench, service);
    else carryOn(bench, service, former);
  }
}

function open(bench: Bench, service: OpenedService): void {
  service.state = 'OUVERTE';
  service.openedAt = bench.at;
  note(bench, 'service.open', `Service « ${SERVICES[service.service]} » ouvert`, {
    rule: 'CONV-8',
    entity: 'service',
    entityId: service.id,
  });
  mailServiceOpened(bench, service.service);
}

/** DEL-6: the former opening ends at the instant at which its successor begins; what was suspended stays so. */
function carryOn(bench: Bench, service: OpenedService, former: OpenedService): void {
  service.state = former.state === 'SUSPENDUE' ? 'SUSPENDUE' : 'OUVERTE';
  service.reason = former.state === 'SUSPENDUE' ? former.reason : null;
  service.openedAt = bench.at;
  Object.assign(former, { state: 'FERMEE', closedAt: bench.at, reason: CARRIED_ON });
  note(bench, 'service.carryOn', `Service « ${SERVICES[service.service]} » repris par le nouveau bulletin`, {
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

function requestOpening(bench: Bench, bulletin: ContractDocument): OpenedService {
  const { dossier } = bench;
  if (bulletin.service === null) throw new Error('a bulletin is for one service (CONV-2)');
  const service: OpenedService = {
    id: bench.newId(),
    service: bulletin.service,
    bulletinId: bulletin.id,
    processId: dossier.id,
    state: 'PRETE',
    opensOn: dossier.facts.opensOn,
    openedAt: null,
    closedAt: null,
    reason: null,
  };
  // what waited for its date under the replaced bulletin waits for it still (ESAT-23)
  const waiting = dossier.services.find((one) => one.bulletinId === bulletin.replacesId && one.state === 'PRETE');
  if (waiting !== undefined) {
    if (waiting.opensOn > service.opensOn) service.opensOn = waiting.opensOn;
    Object.assign(waiting, { state: 'FERMEE', closedAt: bench.at, reason: CARRIED_ON });
  }
  dossier.services.push(service);
  note(bench, 'service.ready', `Service « ${SERVICES[service.service]} » prêt à ouvrir`, {
    entity: 'service',
    entityId: service.id,
  });
  return service;
}

/** Nobody waits for the date any more: what was to open does not, what was to be carried on is so at once. */
export function giveUpOpenings(bench: Bench, reason: string): void {
  const { dossier, at } = bench;
  for (const service of dossier.services.filter((one) => one.state === 'PRETE' && one.processId === dossier.id)) {
    const bulletin = dossier.documents.find(({ id }) => id === service.bulletinId);
    const former = bulletin === undefined ? undefined : formerOf(dossier, bulletin);
    if (former === undefined) Object.assign(service, { state: 'FERMEE', closedAt: at, reason });
    else carryOn(bench, service, former);
  }
}

export function closeServices(bench: Bench, documents: readonly ContractDocument[], reason: string): void {
  for (const service of servicesClosedWith(documents, bench.dossier.services)) {
    const before = { state: service.state };
    Object.assign(service, { state: 'FERMEE', closedAt: bench.at, reason });
    note(bench, 'service.close', `Service « ${SERVICES[service.service]} » fermé`, {
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
