import { sha256 } from '../../adapters/store/ids.ts';
import { type Actor, PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import type { Context } from '../../domain/decision/context.ts';
import { canonicalContent } from '../../domain/document/canonical.ts';
import type { ContractDocument, DocumentContent } from '../../domain/document/types.ts';
import { deadlinesOf as deadlinesOfKind } from '../../domain/dossier/deadlines.ts';
import { type Decision, decide as decideByKind } from '../../domain/dossier/decide.ts';
import type { AnyKind, AnyRoute, Deadline, Standing } from '../../domain/dossier/kind.ts';
import { CNA, managingCaf } from '../../domain/dossier/newDossier.ts';
import type { Dossier } from '../../domain/dossier/types.ts';
import { type Projection, project as projectByKind, stateOf as stateByKind } from '../../domain/dossier/waiting.ts';
import type { EsatAct } from '../../domain/esatOnboarding/acts.ts';
import type { EsatOnboardingFacts } from '../../domain/esatOnboarding/types.ts';
import { DOSSIER_KINDS, type DossierRequest } from '../../domain/kinds.ts';
import { DEFAULT_POLICY, type Policy } from '../../domain/policy/policy.ts';
import type { MailNews, ProcessStep } from '../../domain/process/acts.ts';
import { STORIES } from '../../workflows/stories.ts';

export const AGENT: Actor = { id: 'agent', role: 'agent', label: 'Agent Caf', ip: null };
export const NATIONAL: Actor = { id: 'national', role: 'national', label: 'Cnaf', ip: null };
export const PARTNER: Actor = { id: 'lien', role: 'partner', label: 'Représentant', ip: '127.0.0.1' };

export const ELIGIBILITY_FORM = { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté 2019-12' };

/** O1 of domain.md §16, unless said otherwise. */
export function newDossier(over: Partial<DossierRequest> = {}): DossierRequest {
  return {
    type: 'esatOnboarding',
    partner: {
      siret: '99991041700016',
      raisonSociale: 'ESAT Les Tilleuls',
      address: '1 rue des Tilleuls, 93000 Bobigny',
      email: 'contact@tilleuls.example',
      phone: '+33148000001',
      departments: ['93'],
    },
    caf: '93',
    services: ['ESAT'],
    profiles: [],
    missions: ['ESAT'],
    delegationMode: 'DELEGUE',
    opensOn: '2026-01-01',
    deadline: null,
    campaignId: null,
    createdBy: 'agent',
    startKey: null,
    eligibility: null,
    esat: {
      knownInMcp: false,
      knownInHabtiers: false,
      activeInHabtiers: null,
      conventionNumber: null,
      conventionSiret: null,
      conventionMode: null,
    },
    ...over,
  };
}

/** O6 of domain.md §16. */
export const O6: DossierRequest['partner'] = {
  siret: '99992546400011',
  raisonSociale: 'Crèche associative Les Lutins',
  address: 'x',
  email: 'contact@leslutins.example',
  phone: '+33476000001',
  departments: ['38'],
};

/** It asks for Cdap, profile T2, unless said otherwise. */
export function forO6(over: Partial<DossierRequest> = {}): DossierRequest {
  return newDossier({
    type: 'conventionnement',
    partner: O6,
    caf: '38',
    services: ['CDAP'],
    profiles: ['T2'],
    missions: ['Petite enfance'],
    esat: null,
    ...over,
  });
}

/** A dossier as the store would load it before its first step. */
export function dossierFrom(
  input: DossierRequest,
  inForce: ContractDocument[] = [],
  heldBy: string | null = null,
): Dossier {
  const manager = managingCaf(input, heldBy);
  const askedBy = manager.caf === CNA ? null : manager.readerCaf;
  const held = inForce.find((document) => document.kind === 'CONVENTION');
  const convention = held === undefined ? null : { number: held.number, siret: held.siret };
  const { facts, flags } = DOSSIER_KINDS[input.type].beginning.facts(input, { convention, askedBy, toJudge: [] });
  return {
    id: `esat-onboarding-${input.partner.siret}`,
    type: input.type,
    caf: manager.caf,
    readerCaf: manager.readerCaf,
    label: input.partner.raisonSociale,
    campaignId: null,
    opened: false,
    endedAs: null,
    incident: null,
    flags: [...manager.flags, ...flags],
    linkRef: 'lien12345678',
    linkVersion: 1,
    linkEmail: input.partner.email,
    createdAt: new Date('2026-03-02T09:00:00Z'),
    createdBy: input.createdBy,
    partner: {
      id: 'partner',
      siret: input.partner.siret,
      raisonSociale: input.partner.raisonSociale,
      address: input.partner.address,
      email: input.partner.email,
      phone: input.partner.phone,
      departments: input.partner.departments,
      referenceTiersi: null,
    },
    facts,
    documents: [],
    inForce,
    frames: [],
    services: [],
    tasks: [],
    people: { administrateurs: [], groups: [] },
  };
}

/** Convention and contrat in force before the dossier. */
export function inForce(over: {
  siret: string;
  number?: string;
  mode?: 'DELEGUE' | 'CENTRALISE';
  missions?: string[];
  caf?: string;
}): ContractDocument[] {
  const common = {
    service: null,
    partnerId: 'partner',
    caf: over.caf ?? '93',
    siret: over.siret,
    origin: 'REPRISE' as const,
    state: 'ACTIF' as const,
    version: 1,
    processId: null,
    contratId: null,
    replacesId: null,
    reason: null,
    partnerSince: null,
    motif: null,
    remindersSent: 0,
    sentAt: null,
    completedAt: null,
    signedAt: null,
    activatedAt: new Date('2025-01-01T00:00:00Z'),
    closedAt: null,
    createdAt: new Date('2025-01-01T00:00:00Z'),
    signatures: [],
  };
  return [
    {
      ...common,
      id: 'convention',
      kind: 'CONVENTION',
      conventionId: null,
      number: over.number ?? '22_051',
      content: { missions: over.missions ?? ['ESAT'], departments: ['93'] },
    },
    {
      ...common,
      id: 'contrat',
      kind: 'CONTRAT',
      conventionId: 'convention',
      number: null,
      content: { delegationMode: over.mode ?? 'DELEGUE' },
    },
  ];
}

/** Of a dossier by its type. */
function storyOf({ type }: Dossier): { kind: AnyKind; route: AnyRoute } {
  const story = STORIES[type];
  if (story === undefined) throw new Error(`no kind ${type}`);
  return story;
}

/** A dossier as it is looked at. */
export function standing(dossier: Dossier, policy: Policy = DEFAULT_POLICY, at = new Date(0)): Standing {
  return { kind: storyOf(dossier).kind, dossier, policy, at };
}

export const stateOf = (dossier: Dossier): string => stateByKind(standing(dossier));
export const project = (dossier: Dossier, policy: Policy, at: Date): Projection =>
  projectByKind(standing(dossier, policy, at));
export const deadlinesOf = (dossier: Dossier, policy: Policy, at: Date): Deadline[] =>
  deadlinesOfKind(standing(dossier, policy, at));
export const esatOf = (dossier: Dossier) => (dossier.facts as EsatOnboardingFacts).esat;

/** Whatever a dossier may be told or asked. */
export type Act = EsatAct | ProcessStep | MailNews;

/** Decides by the dossier's own kind, along its own story or another. */
export function decide(dossier: Dossier, act: Act, context: Context, route = storyOf(dossier).route): Decision {
  return decideByKind(storyOf(dossier).kind, route, dossier, act, context);
}

type Administrateur = NonNullable<DocumentContent['administrateur']>;

/** Plays acts on a dossier one after the other, keeping every mail and journal line. */
export class Play {
  dossier: Dossier;
  mails: Decision['mails'] = [];
  resends: Decision['resends'] = [];
  audit: Decision['audit'] = [];
  walked: Decision['walked'] = [];
  transfers: NonNullable<Decision['transfer']>[] = [];
  /** of the last act */
  designation: Decision['designation'] = null;
  at: Date;
  private count = 0;
  private readonly policy: Policy;
  private readonly route: AnyRoute;

  constructor(
    dossier: Dossier,
    at = '2026-03-02T09:00:00Z',
    policy: Policy = DEFAULT_POLICY,
    route = storyOf(dossier).route,
  ) {
    this.route = route;
    this.dossier = dossier;
    this.at = new Date(at);
    this.policy = policy;
  }

  context(actor: Actor = PROCESS_ACTOR): Context {
    return {
      at: this.at,
      actor,
      policy: this.policy,
      newId: () => `id${++this.count}`,
      hash: sha256,
      mailboxOf: (caf) => `agent@caf${caf}.example`,
    };
  }

  act(act: Act, actor: Actor = PROCESS_ACTOR): this {
    const decision = decide(this.dossier, act, this.context(actor), this.route);
    this.walked.push(...decision.walked);
    this.dossier = decision.dossier;
    this.designation = decision.designation;
    if (decision.transfer !== null) this.transfers.push(decision.transfer);
    this.mails.push(...decision.mails);
    this.resends.push(...decision.resends);
    this.audit.push(...decision.audit);
    return this;
  }

  later(at: string): this {
    this.at = new Date(at);
    return this;
  }

  /** Completes the open task of a kind. */
  task(kind: string, outcome: string, fields: Record<string, unknown> = {}): this {
    const task = this.dossier.tasks.find((one) => one.kind === kind && one.state === 'OUVERTE');
    if (task === undefined)
      throw new Error(
        `no open task ${kind}: ${this.dossier.tasks.map((one) => `${one.kind} ${one.state}`).join(', ')}`,
      );
    return this.act({ type: 'completeTask', taskId: task.id, outcome, fields }, AGENT);
  }

  document(kind: string): ContractDocument {
    const found = [...this.dossier.documents].reverse().find((document) => document.kind === kind);
    if (found === undefined) throw new Error(`no ${kind}`);
    return found;
  }

  fillEligibility(): this {
    return this.act({ type: 'fillEligibility', form: ELIGIBILITY_FORM }, PARTNER);
  }

  /** The Caf fills the form and finds the partner eligible (cases 3 and 4, ESAT-5). */
  eligibleByCaf(): this {
    return this.task('VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM });
  }

  completeBulletin(
    {
      confirmed,
      ...over
    }: {
      siret?: string;
      departments?: string[];
      administrateur?: Administrateur | undefined;
      confirmed?: boolean;
    } = {},
    bulletin = this.document('BULLETIN'),
  ): this {
    return this.act(
      {
        type: 'complete',
        documentId: bulletin.id,
        ...(confirmed === undefined ? {} : { confirmed }),
        content: {
          raisonSociale: this.dossier.partner.raisonSociale,
          siret: this.dossier.partner.siret,
          roles: bulletin.content.roles ?? [],
          departments: this.dossier.caf === '93' ? ['93'] : (bulletin.content.departments ?? ['93']),
          administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@tilleuls.example' },
          signatory: { name: 'Anne Roy', function: 'Directrice' },
          ...over,
        },
      },
      PARTNER,
    );
  }

  signAll(): this {
    const documents = this.dossier.documents
      .filter((document) => document.state === 'A_SIGNER')
      .map((document) => ({ id: document.id, version: document.version, hash: sha256(canonicalContent(document)) }));
    return this.act({ type: 'sign', documents, name: 'Anne Roy', function: 'Directrice' }, PARTNER);
  }

  templates(): string[] {
    return this.mails.map((mail) => mail.params.template);
  }
}
