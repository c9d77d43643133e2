import { contractingCaf } from '../document/avenant.ts';
import { type ContractDocument, type DocumentKind, isOpen } from '../document/types.ts';
import { addedProfiles, defaultRoles, type ServiceCode } from '../service/services.ts';
import { live } from './documents.ts';
import { endDossier } from './ending.ts';
import { fire } from './fire.ts';
import { type Desk, own } from './kind.ts';
import { mailDocuments } from './mails.ts';
import type { Dossier, Facts, PlannedDocument, ServiceFacts } from './types.ts';

/** What is in force before the dossier. */
function heldBefore({ facts, inForce }: Dossier<ServiceFacts>) {
  const active = (kind: DocumentKind) =>
    inForce.find((document) => document.kind === kind && document.state === 'ACTIF') ?? null;
  const convention = active('CONVENTION');
  const contrat = active('CONTRAT');
  const changesMode =
    contrat !== null && facts.delegationMode !== null && contrat.content.delegationMode !== facts.delegationMode;
  return { convention, contrat, changesMode };
}

/**
 * The convention on which the dossier builds, in force or on its way in another dossier (DEL-12); null: it makes one, the partner being new or
 * changing its mode.
 */
export function conventionKept(dossier: Dossier<ServiceFacts>): ContractDocument | null {
  const { convention, contrat, changesMode } = heldBefore(dossier);
  if (changesMode) return null;
  if (contrat !== null && convention !== null) return convention;
  const onItsWay = (kind: DocumentKind) => dossier.frames.find((one) => one.kind === kind && isOpen(one)) ?? null;
  return onItsWay('CONTRAT') === null ? null : onItsWay('CONVENTION');
}

/**
 * Which documents a dossier that opens services needs (CONV-2, CONV-7, DEL-5):
 * new partner: convention, contrat, one bulletin per service; known partner: bulletins only, the one in force being replaced where profiles are
 * added to it (REQ-17, REQ-21); another delegation mode: everything anew, the former documents being closed at the hand-over.
 */
export function planServices(dossier: Dossier<ServiceFacts>): PlannedDocument[] {
  const { facts, inForce } = dossier;
  const { convention, contrat, changesMode } = heldBefore(dossier);
  const known = conventionKept(dossier) !== null;

  const bulletinOf = (service: ServiceCode) =>
    inForce.find(
      (document) => document.kind === 'BULLETIN' && document.service === service && document.state === 'ACTIF',
    ) ?? null;
  const carried = changesMode
    ? inForce.filter((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF')
    : [];
  const services = [
    ...new Set([
      ...facts.services,
      ...carried.flatMap((document) => (document.service === null ? [] : [document.service])),
    ]),
  ];

  const frame: PlannedDocument[] = known
    ? []
    : [
        {
          kind: 'CONVENTION',
          service: null,
          content: {
            missions: facts.missions.length > 0 ? facts.missions : (convention?.content.missions ?? []),
            departments: facts.departments,
          },
          replaces: convention,
        },
        {
          kind: 'CONTRAT',
          service: null,
          content: { delegationMode: facts.delegationMode ?? facts.modeUnderWay ?? 'DELEGUE' },
          replaces: contrat,
        },
      ];
  const rolesOf = (service: ServiceCode) => bulletinOf(service)?.content.roles ?? [];
  const added = (service: ServiceCode) =>
    facts.services.includes(service) ? addedProfiles(service, facts.profiles, rolesOf(service)) : [];
  const bulletins = services
    .filter((service) => !known || bulletinOf(service) === null || added(service).length > 0)
    .map(
      (service): PlannedDocument => ({
        kind: 'BULLETIN',
        service,
        content: {
          roles:
            bulletinOf(service) === null
              ? defaultRoles(service, facts.profiles)
              : [...rolesOf(service), ...added(service)],
          departments: bulletinOf(service)?.content.departments ?? facts.departments,
        },
        replaces: bulletinOf(service),
      }),
    );
  return [...frame, ...bulletins];
}

/** Drafts one document in `BROUILLON`; CONV-9: a contrat points at its convention, a bulletin at both. */
export function draftDocument(desk: Desk, planned: PlannedDocument): ContractDocument {
  const { dossier, at } = desk;
  const parent = (kind: 'CONVENTION' | 'CONTRAT') =>
    (
      dossier.documents.find((document) => document.kind === kind && document.state === 'BROUILLON') ??
      dossier.documents.find((document) => document.kind === kind) ??
      dossier.inForce.find((document) => document.kind === kind && document.state === 'ACTIF') ??
      dossier.frames.find((document) => document.kind === kind && isOpen(document))
    )?.id ?? null;
  const contracted = live(dossier, 'CONVENTION');
  const document: ContractDocument = {
    id: desk.newId(),
    kind: planned.kind,
    service: planned.service,
    partnerId: dossier.partner.id,
    // who contracts stays who signed the convention, whoever manages it since, until an avenant says another (DEL-8)
    caf: planned.kind === 'CONVENTION' || contracted === undefined ? dossier.caf : contractingCaf(contracted),
    // an avenant may have corrected the convention's since (CONV-16); a bulletin bears what the partner writes (CONV-17)
    siret:
      (planned.kind === 'BULLETIN' ? planned.replaces : live(dossier, 'CONVENTION'))?.siret ?? dossier.partner.siret,
    number: null,
    origin: 'PASSERELLE',
    state: 'BROUILLON',
    version: 1,
    content: planned.content,
    processId: dossier.id,
    conventionId: planned.kind === 'CONVENTION' ? null : parent('CONVENTION'),
    contratId: planned.kind === 'BULLETIN' ? parent('CONTRAT') : null,
    replacesId: planned.replaces?.id ?? null,
    reason: null,
    motif: null,
    partnerSince: null,
    remindersSent: 0,
    sentAt: null,
    completedAt: null,
    signedAt: null,
    activatedAt: null,
    closedAt: null,
    createdAt: at,
    signatures: [],
  };
  dossier.documents.push(document);
  return document;
}

/** Drafts and sends what the plan asks for: the partner gets everything in one mail, for one visit. */
export function draftAndSend(desk: Desk, planned: readonly PlannedDocument[]): ContractDocument[] {
  const drafted = planned.map((one) => draftDocument(desk, one));
  for (const document of drafted) fire(desk, document, 'send', { as: 'process' });
  return drafted;
}

/** Drafts and mails what the kind plans, once: a story that comes back to its documents finds them there. */
export function produceDocuments(desk: Desk<Facts>): void {
  const { dossier, kind } = desk;
  if (dossier.documents.length > 0) return;
  const planned = kind.plan(own(desk).dossier);
  if (planned.every((one) => one.kind === 'AVENANT'))
    return endDossier(desk, 'ABANDONNE', 'Ce que demande le dossier est déjà ouvert à ce partenaire.');
  mailDocuments(desk, draftAndSend(desk, planned));
}
