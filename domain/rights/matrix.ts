import type { DelegationMode } from '../document/types.ts';
import { notFound } from '../errors.ts';
import { DECLARERS, isDeclarerGroup, type ServiceCode, servicesWhere } from '../service/services.ts';

/** What a person is towards one organisme. `agent` and `cafAdmin` work for the convention's managing Caf; a `cafAdmin` is an `agent` too. */
export type Capacity = 'administrateur' | 'gestionnaire' | 'utilisateur' | 'agent' | 'cafAdmin' | 'afasHabiliter';

export const RIGHTS = [
  'contract.sign',
  'users.create',
  'groups.create',
  'subgroups.create',
  'managers.appoint',
  'roles.attach',
  'members.edit',
  'services.use',
  'accounts.edit',
  'accounts.address',
  'users.read',
  'support.ask',
  'profile.own',
  'afas.configure',
  'services.open',
  'mode.choose',
  'password.other',
  'administrateurs.create',
] as const;
export type Right = (typeof RIGHTS)[number];

/** How far a right goes. */
export type Scope =
  | 'yes'
  | 'no'
  /** in the groups one is gestionnaire of (CON-05) */
  | 'ownGroups'
  /** below those groups, with the switch `subgroupByResponsable`: a sub-group to create (CON-06) … */
  | 'underOwnGroups'
  /** … or one that exists and wants a gestionnaire (CON-07) */
  | 'ownSubgroups'
  /** declarants of AFAS-DECLARER only (ACT-7) */
  | 'afasDeclarer'
  /** in mode centralisé only; the partner's side of such a row holds in mode délégué only (RGT-17) */
  | 'centralised';

export interface RightsRow {
  rule: string;
  right: Right;
  /** services that the row is about; null: all those that no row above names */
  services: readonly ServiceCode[] | null;
  by: Readonly<Record<Capacity, Scope>>;
  /** completes « Votre rôle ne permet pas cette action : … » */
  label: string;
}

type Cells = readonly [adm: Scope, gest: Scope, util: Scope, agent: Scope, cafAdmin: Scope, habiliter: Scope];

function row(rule: string, right: Right, services: RightsRow['services'], cells: Cells, label: string): RightsRow {
  const [administrateur, gestionnaire, utilisateur, agent, cafAdmin, afasHabiliter] = cells;
  return {
    rule,
    right,
    services,
    by: { administrateur, gestionnaire, utilisateur, agent, cafAdmin, afasHabiliter },
    label,
  };
}

/** Of the catalogue: services whose groups, or whose roles, are not given as those of the others (AFAS-1, CON-08). */
const BY_CAF = servicesWhere(({ groups }) => groups.madeBy === 'CAF');
const ROLE_BY_CAF = servicesWhere(({ groups }) => groups.rolesBy === 'CAF');
const ROLE_BY_ADM = servicesWhere(({ groups }) => groups.rolesBy === 'ADMINISTRATEUR');

/** The rights matrix, to be read beside domain.md §1.1: the first row of a right that fits the service counts. */
// biome-ignore format: one line per right, in columns
export const RIGHTS_MATRIX: readonly RightsRow[] = [
  //   rule      right                     services     [administrateur, gestionnaire, utilisateur, agent, cafAdmin, afasHabiliter]
  row('RGT-1',  'contract.sign',          null,        ['yes', 'no',             'no',  'yes',         'yes',         'no'],           'gérer la relation contractuelle avec la Caf'),
  row('RGT-2',  'users.create',           null,        ['yes', 'ownGroups',      'no',  'centralised', 'centralised', 'afasDeclarer'], 'créer des utilisateurs'),
  row('AFAS-1', 'groups.create',          BY_CAF,      ['no',  'no',             'no',  'no',          'yes',         'no'],           'créer des groupes Afas, ce que fait un administrateur MCP de la Caf'),
  row('RGT-3',  'groups.create',          null,        ['yes', 'no',             'no',  'centralised', 'centralised', 'no'],           'créer des groupes'),
  row('AFAS-1', 'subgroups.create',       BY_CAF,      ['no',  'no',             'no',  'no',          'yes',         'no'],           'créer des sous-groupes Afas, ce que fait un administrateur MCP de la Caf'),
  row('RGT-4',  'subgroups.create',       null,        ['yes', 'underOwnGroups', 'no',  'centralised', 'centralised', 'no'],           'créer des sous-groupes'),
  row('RGT-5',  'managers.appoint',       null,        ['yes', 'ownSubgroups',   'no',  'centralised', 'centralised', 'no'],           "nommer des gestionnaires d'habilitations"),
  row('CON-08', 'roles.attach',           ROLE_BY_CAF, ['no',  'no',             'no',  'no',          'yes',         'no'],           'donner un rôle à un groupe Afas, ce que fait un administrateur MCP de la Caf'),
  row('CON-08', 'roles.attach',           ROLE_BY_ADM, ['yes', 'no',             'no',  'centralised', 'centralised', 'no'],           'donner un rôle à un groupe de ce service'),
  row('RGT-6',  'roles.attach',           null,        ['yes', 'ownGroups',      'no',  'centralised', 'centralised', 'no'],           'donner un rôle à un groupe'),
  row('RGT-7',  'members.edit',           null,        ['yes', 'ownGroups',      'no',  'centralised', 'centralised', 'afasDeclarer'], 'mettre des utilisateurs dans un groupe'),
  row('RGT-8',  'services.use',           null,        ['no',  'no',             'no',  'no',          'no',          'no'],           "utiliser un service sans être membre d'un groupe qui y a un rôle"),
  row('RGT-9',  'accounts.edit',          null,        ['yes', 'ownGroups',      'no',  'centralised', 'centralised', 'no'],           'modifier, fermer ou réactiver un compte'),
  row('RGT-9',  'accounts.address',       null,        ['yes', 'ownGroups',      'no',  'centralised', 'centralised', 'no'],           "changer le courriel d'un compte, ce que fait l'administrateur de l'organisme si la personne est aussi dans d'autres groupes"),
  row('RGT-10', 'users.read',             null,        ['yes', 'ownGroups',      'no',  'yes',         'yes',         'afasDeclarer'], 'lire la liste des utilisateurs'),
  row('RGT-11', 'support.ask',            null,        ['yes', 'no',             'no',  'no',          'no',          'no'],           "demander l'aide de la Caf, ce que fait l'administrateur de l'organisme"),
  row('RGT-12', 'profile.own',            null,        ['yes', 'yes',            'yes', 'no',          'no',          'yes'],          'consulter et modifier « Mon profil »'),
  row('RGT-13', 'afas.configure',         null,        ['yes', 'yes',            'no',  'no',          'no',          'yes'],          'configurer les rôles Afas'),
  row('RGT-14', 'services.open',          null,        ['no',  'no',             'no',  'yes',         'yes',         'no'],           'ouvrir ou fermer un service ou une convention'),
  row('RGT-15', 'mode.choose',            null,        ['no',  'no',             'no',  'yes',         'yes',         'no'],           'choisir le mode de délégation'),
  row('RGT-16', 'password.other',         null,        ['no',  'no',             'no',  'no',          'no',          'no'],           "lire ou choisir le mot de passe d'une autre personne"),
  row('ADM-10', 'administrateurs.create', null,        ['no',  'no',             'no',  'yes',         'yes',         'no'],           "créer le compte d'un administrateur de l'organisme"),
];

export interface RightsQuestion {
  right: Right;
  capacities: readonly Capacity[];
  /** the object is of the actor's organisme, or of one whose convention the actor's Caf manages */
  sameRoster: boolean;
  /** mode of the convention (DEL-1); null while no contrat gives one: nobody makes anything, the accounts there are either side may end */
  mode: DelegationMode | null;
  service?: ServiceCode;
  groupCode?: string;
  /** the group concerned, or a group of the person concerned, has the actor as gestionnaire; for a sub-group to create: its parent */
  ownGroup?: boolean;
  /** the group concerned stands below a group whose gestionnaire is the actor */
  ownSubgroup?: boolean;
  subgroupByResponsable: boolean;
}

export interface RightRefusal {
  code: 'MODE_CENTRALISE' | 'ACTION_NON_PERMISE' | 'INTROUVABLE';
  rule: string;
  message: string;
}

/** Why a person may not do something, or null when allowed: the one answer to who may do what (§1.1). */
export function rightRefusal(question: RightsQuestion): RightRefusal | null {
  const { right, capacities, mode } = question;
  if (!question.sameRoster) return refusal('INTROUVABLE', 'S5', notFound().message);
  const { rule, by, label } = rowOf(right, question.service);
  const granted = capacities.filter((capacity) => reaches(by[capacity], question));
  if (granted.length === 0) {
    const inOwnGroups = capacities.some((capacity) => isOpen(by[capacity], question));
    const message = inOwnGroups
      ? `Cette action ne vous est ouverte que pour les groupes dont vous avez la charge : ${label}.`
      : `Votre rôle ne permet pas cette action : ${label}.`;
    return refusal('ACTION_NON_PERMISE', rule, message);
  }
  const followsMode = by.agent === 'centralised';
  if (!followsMode || granted.some((capacity) => modeOf(capacity) === mode)) return null;
  // a closed convention deletes nobody (CONV-13): either side ends and corrects the accounts that are left (ACC-14, ACC-16)
  if (mode === null && (right === 'accounts.edit' || right === 'accounts.address')) return null;
  if (mode === 'CENTRALISE')
    return refusal(
      'MODE_CENTRALISE',
      'RGT-17',
      'Votre convention est en mode centralisé : la Caf gère les comptes et les groupes. Votre administrateur lui adresse la demande.',
    );
  const message =
    mode === 'DELEGUE'
      ? `La convention est en mode délégué : l'organisme fait lui-même cette action : ${label}.`
      : `Aucun contrat de services en vigueur ne dit qui peut faire cette action : ${label}.`;
  return refusal('ACTION_NON_PERMISE', 'RGT-17', message);
}

function rowOf(right: Right, service: ServiceCode | undefined): RightsRow {
  const found = RIGHTS_MATRIX.find(
    (one) =>
      one.right === right && (one.services === null || (service !== undefined && one.services.includes(service))),
  );
  if (found === undefined) throw new Error(`No row for the right ${right}`);
  return found;
}

/** Side of the delegation a capacity stands on (DEL-1). */
function modeOf(capacity: Capacity): DelegationMode {
  return capacity === 'agent' || capacity === 'cafAdmin' ? 'CENTRALISE' : 'DELEGUE';
}

function reaches(scope: Scope, question: RightsQuestion): boolean {
  const { ownGroup = false, ownSubgroup = false, subgroupByResponsable, groupCode } = question;
  const service = question.service ?? DECLARERS?.service;
  switch (scope) {
    case 'yes':
    case 'centralised':
      return true;
    case 'no':
      return false;
    case 'ownGroups':
      return ownGroup;
    case 'underOwnGroups':
      return subgroupByResponsable && (ownGroup || ownSubgroup);
    case 'ownSubgroups':
      return subgroupByResponsable && ownSubgroup;
    case 'afasDeclarer':
      return service !== undefined && groupCode !== undefined && isDeclarerGroup({ service, code: groupCode });
  }
}

/** Whether another group would have done: what tells « not here » from « never ». */
function isOpen(scope: Scope, question: RightsQuestion): boolean {
  return reaches(scope, { ...question, ...DECLARERS, ownGroup: true, ownSubgroup: true });
}

function refusal(code: RightRefusal['code'], rule: string, message: string): RightRefusal {
  return { code, rule, message };
}
