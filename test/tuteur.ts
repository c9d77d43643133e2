import { hashPassword } from '../adapters/identity/passwords.ts';
import { newId } from '../adapters/store/ids.ts';
import type { Database } from '../adapters/store/prisma.ts';
import type { MeasureCode } from '../domain/protege/measures.ts';
import { searchTextOf } from '../domain/protege/search.ts';
import type { Protege } from '../domain/protege/types.ts';
import { knownPartner, type SeededPartner } from '../ops/seed/knownPartner.ts';
import { PASSWORD, type TestApi } from './api.ts';

/** O5, the Association tutélaire Horizon, with its three establishments, and O14, Tutelles Cap Sud (domain.md §16). */
export const [HEAD, EAST, WEST] = ['99992245300017', '99992245300025', '99992245300033'] as const;
export const CAP_SUD = '99995255900014';

/** A tuteur whose Espace Tuteur is open, and its group of the service. */
export interface OpenTuteur {
  partnerId: string;
  groupId: string;
  /** someone in the group, or of the organisme alone; their id */
  person(login: string, inGroup?: boolean): Promise<string>;
}

/** Opens the Espace Tuteur for an organisme of Caf 93: its bulletin, its group with the role. Facts of the test, not acts. */
export async function openTuteur(api: TestApi, siret: string, raisonSociale: string): Promise<OpenTuteur> {
  const { db } = api.deps;
  const passwordHash = await hashPassword(PASSWORD);
  await knownPartner(db, { ...partnerOf(siret, raisonSociale) }, passwordHash, api.now);
  const { id: partnerId } = await db.partner.findUniqueOrThrow({ where: { siret } });
  const convention = await db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const groupId = await addGroup(db, { partnerId, conventionId: convention.id, code: 'ESPACE', at: api.now });
  return {
    partnerId,
    groupId,
    async person(login, inGroup = true) {
      const id = newId();
      const names = { firstName: login, lastName: 'Essai', email: `${login}@${siret}.example` };
      const data = { ...names, id, login: `mcp-${login}`, roles: [], partnerId, passwordHash, state: 'ACTIF' };
      await db.user.create({ data: { ...data, createdAt: api.now } });
      if (inGroup) await join(db, groupId, id, api.now);
      return id;
    },
  };
}

/** A further group of the service; `establishments`: what it is limited to (TUT-18). */
export async function addGroup(
  db: Database,
  group: { partnerId: string; conventionId: string; code: string; at: Date; establishments?: string[] },
): Promise<string> {
  const { at, ...data } = group;
  const fixed = {
    service: 'TUTEUR',
    label: 'Espace Tuteur',
    role: 'TUTEUR',
    roleSince: at,
    createdBy: 'test',
    createdAt: at,
  };
  return (await db.group.create({ data: { ...data, ...fixed, id: newId() } })).id;
}

export async function join(db: Database, groupId: string, userId: string, since: Date): Promise<void> {
  await db.membership.create({ data: { id: newId(), groupId, userId, since, addedBy: 'test' } });
}

/** The space is open nationally, and searched by this (TUT-9). */
export async function openNationally(db: Database, searchBy: 'SIRET' | 'SIREN' = 'SIREN'): Promise<void> {
  await db.nationalService.update({ where: { service: 'TUTEUR' }, data: { state: 'OUVERT', until: null, searchBy } });
}

/** Signs in, without the entrance of the space. */
export async function signedIn(api: TestApi, login: string): Promise<string> {
  const answer = await api.call('POST', '/auth/login', { body: { login: `mcp-${login}`, password: PASSWORD } });
  return answer.body.token;
}

/** … and comes in by the entrance (TUT-13); once for each instant. */
export async function inSpace(api: TestApi, login: string): Promise<string> {
  const known = `${api.url} ${login} ${api.now.toISOString()}`;
  const token = tokens.get(known) ?? (await signedIn(api, login));
  if (!tokens.has(known)) await api.call('POST', '/tuteur/entrance', { token, body: { password: PASSWORD } });
  tokens.set(known, token);
  return token;
}
const tokens = new Map<string, string>();

let made = 0;

/** An invented protégé in the database; the reference. */
export async function addProtege(db: Database, siret: string, over: Partial<Protege> = {}): Promise<string> {
  made += 1;
  const one = {
    ...{ reference: newId(), number: String(1_000_000 + made), lastName: 'Vautrin', firstName: 'Odette' },
    ...{ birthDate: '1948-02-11', measure: 'TUTELLE' as MeasureCode, measureEndsOn: null },
    ...over,
  };
  const data = { ...one, siret, siren: siret.slice(0, 9), searchText: searchTextOf(one) };
  return (await db.protege.create({ data })).reference;
}

function partnerOf(siret: string, raisonSociale: string): SeededPartner {
  return {
    ...{ siret, raisonSociale, address: '4 rue de la République, 93200 Saint-Denis', phone: '+33149000501' },
    ...{ email: `contact@${siret}.example`, typeOrganisme: 'MANDATAIRE_PROTECTION', nature: 'PERSONNE_MORALE' },
    conventionNumber: `19_${siret.slice(5, 9)}`,
    missions: ['Protection juridique des majeurs'],
    services: [
      { service: 'CDAP', roles: ['T9'] },
      { service: 'TUTEUR', roles: ['TUTEUR'] },
    ],
    administrateur: {
      ...{ login: `MCP-ADM-${siret}`, firstName: 'Adèle', lastName: 'Responsable' },
      email: `adele.responsable@${siret}.example`,
    },
  };
}
