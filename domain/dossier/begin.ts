import { type DelegationMode, MODE_WORDS } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { addedProfiles, SERVICES, type ServiceCode } from '../service/services.ts';
import { assertEntitled, type EntitlementGround } from './entitled.ts';
import type { AnyKind, Beginning } from './kind.ts';
import { type Beside, besideObstacle } from './modeChange.ts';
import { CNA, managingCaf, type NewDossier } from './newDossier.ts';
import type { DossierFlag, Facts } from './types.ts';

/** What the system holds of the partner and the business key of a dossier that is to begin. */
export interface Ground {
  /** processes of the business key, oldest first */
  earlier: readonly { id: string; state: string; closed: boolean }[];
  beside: readonly Beside[];
  /** running dossiers of the partner that open services and have not done so, oldest first */
  underWay: readonly UnderWay[];
  /** its active convention with the managing Caf */
  held: { number: string | null; siret: string } | null;
  /** in force with the managing Caf */
  bulletins: readonly { service: ServiceCode; roles: string[] }[];
  /** what decides who is entitled (CONV-1); null: a procedure of its own judges it */
  entitlement: EntitlementGround | null;
}

/** A dossier of the partner that runs beside, and what it says of the mode. */
export interface UnderWay {
  id: string;
  services: readonly ServiceCode[];
  /** of the contrat that it has drafted */
  drafted: DelegationMode | null;
  /** of the contrat that it takes over */
  reprise: DelegationMode | null;
  asked: DelegationMode | null;
  joined: DelegationMode | null;
}

/** Where a dossier is filed, known before anything is asked of the system: its key tells what must not run twice. */
export interface Filing {
  caf: string;
  readerCaf: string | null;
  flags: DossierFlag[];
  changesMode: boolean;
  businessKey: string;
}

/** What is inserted. */
export interface BegunDossier {
  label: string;
  state: string;
  facts: Facts;
  flags: DossierFlag[];
}

/**
 * The managing Caf and the business key; `modeInForce`: of the partner's contrat. Another one that is asked for is a change of mode (DEL-5).
 * `heldBy`: the Caf that manages the partner already.
 */
export function filingOf(
  kind: AnyKind,
  input: NewDossier,
  modeInForce: DelegationMode | null,
  heldBy: string | null = null,
): Filing {
  const { delegationMode } = input;
  const { mayChangeMode, businessKey } = beginningOf(kind);
  const changesMode =
    mayChangeMode === true && modeInForce !== null && delegationMode !== null && delegationMode !== modeInForce;
  const manager = managingCaf(input, heldBy);
  return { ...manager, changesMode, businessKey: businessKey(input, manager.caf, changesMode) };
}

function beginningOf({ type, beginning }: AnyKind): Beginning<Facts> {
  if (beginning === undefined) throw new Error(`${type} is not begun on request`);
  return beginning;
}

/**
 * A dossier begins. Pure. Throws PROCESSUS_EN_COURS with the one that stands (ESAT-26) or runs beside a change of mode (DEL-5),
 * MODE_EN_COURS where the convention under way has another mode (DEL-12), SERVICE_DEJA_OUVERT where nothing is to be signed (CONV-7), and what
 * `assertEntitled` finds of services asked for anew (CONV-1).
 */
export function beginDossier(kind: AnyKind, input: NewDossier, filing: Filing, ground: Ground): BegunDossier {
  refuseTwice(kind, ground);
  const obstacle = besideObstacle(ground.beside, filing.changesMode);
  if (obstacle !== null) throw obstacle;
  if (!filing.changesMode) refuseOpen(input, ground);
  refuseSameService(input, ground);
  const toJudge = ground.entitlement === null ? [] : assertEntitled(input, ground.entitlement);
  const beginning = beginningOf(kind);
  const { facts, flags } = beginning.facts(input, {
    convention: ground.held,
    askedBy: filing.caf === CNA ? null : filing.readerCaf,
    modeUnderWay: joinedMode(input, ground),
    toJudge,
  });
  return {
    label: `${input.partner.raisonSociale} – ${beginning.about(input, filing.changesMode)}`,
    state: kind.begins,
    facts,
    flags: [...filing.flags, ...flags],
  };
}

/** ESAT-26: one running dossier per partner, and a service of Esat is opened once. */
export function refuseTwice(kind: AnyKind, { earlier }: Pick<Ground, 'earlier'>): void {
  const { opensOnce } = beginningOf(kind);
  const standing = earlier.find(
    ({ closed, state }) => !closed || (opensOnce === true && kind.marks[state] === 'opened'),
  );
  if (standing === undefined) return;
  const message = standing.closed
    ? 'Ce partenaire a déjà ce service.'
    : 'Un dossier est déjà en cours pour ce partenaire.';
  throw new DomainError('PROCESSUS_EN_COURS', message, {
    rule: 'ESAT-26',
    faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: standing.id }],
  });
}

/**
 * DEL-12: mode of the convention that another dossier is making, and this one joins; undefined: there is none. What a campaign says of the mode is
 * for partners that have none (§4.3 « Defaults »). Throws MODE_EN_COURS with the other dossier where another mode is asked for.
 */
function joinedMode(
  { delegationMode, campaignId }: NewDossier,
  { held, underWay }: Ground,
): DelegationMode | undefined {
  const [first] = underWay;
  if (held !== null || first === undefined) return undefined;
  const mode = first.drafted ?? first.reprise ?? first.asked ?? first.joined ?? 'DELEGUE';
  if (campaignId === null && delegationMode !== null && delegationMode !== mode)
    throw new DomainError(
      'MODE_EN_COURS',
      `Un dossier de ce partenaire est en cours en mode ${MODE_WORDS[mode]}, et tous ses services ont le même mode : demandez celui-là, ou attendez la fin de l'autre dossier.`,
      { rule: 'DEL-12', faults: [{ path: 'processId', code: 'MODE_EN_COURS', message: first.id }] },
    );
  return mode;
}

/** CONV-2: one bulletin for a service, so one dossier on its way to it, whatever else it brings. */
function refuseSameService({ services }: NewDossier, { underWay }: Ground): void {
  const other = underWay.find((one) => one.services.some((service) => services.includes(service)));
  const same = other?.services.find((service) => services.includes(service));
  if (other === undefined || same === undefined) return;
  throw new DomainError('PROCESSUS_EN_COURS', `Un dossier est déjà en cours pour « ${SERVICES[same]} ».`, {
    rule: 'CONV-2',
    faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: other.id }],
  });
}

/** CONV-7: what is asked for is in force already, profiles included (REQ-17): there is no document to make. */
function refuseOpen({ services, profiles }: NewDossier, { bulletins }: Ground): void {
  const rolesOf = (service: ServiceCode) => bulletins.find((one) => one.service === service)?.roles;
  const isOpen = (service: ServiceCode) => {
    const roles = rolesOf(service);
    return roles !== undefined && addedProfiles(service, profiles, roles).length === 0;
  };
  if (services.length === 0 || !services.every(isOpen)) return;
  const words = services
    .map((service) => `« ${SERVICES[service]} » (${rolesOf(service)?.join(', ') ?? ''})`)
    .join(', ');
  throw new DomainError('SERVICE_DEJA_OUVERT', `Ce partenaire a déjà ${words} : rien n'est à signer.`, {
    rule: 'CONV-7',
  });
}
