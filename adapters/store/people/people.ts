import { loginFrom } from '../../../domain/account/login.ts';
import { type Actor, ANONYMOUS } from '../../../domain/dossier/types.ts';
import { DomainError } from '../../../domain/errors.ts';
import { accountsNamed, addressesNamed, type PeopleAct } from '../../../domain/organisation/acts.ts';
import { accountOf, openPeopleBench } from '../../../domain/organisation/bench.ts';
import { decidePeople } from '../../../domain/organisation/decide.ts';
import { reissueSecret } from '../../../domain/organisation/forgotten.ts';
import { type Asker, askerOf } from '../../../domain/organisation/rights.ts';
import type { Organisation, PeopleBench } from '../../../domain/organisation/types.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Seal } from '../../identity/sealed.ts';
import { reissueStaffPassword } from '../../identity/staffPassword.ts';
import { newId, sha256 } from '../ids.ts';
import { INVARIANTS } from '../invariants.ts';
import { brokenConstraint, type Database } from '../prisma.ts';
import { loadOrganisation, type PeopleNeeded, saveOrganisation } from './organisationStore.ts';
import { foldLogin } from './users.ts';

/** Who acts on people: the person, and the Caf they work for, if any. */
export type PeopleActor = Actor & { caf: string | null };

/** A partner's people: every act is one transaction under the partner's lock, and needs no worker (ADR 10). */
export interface People {
  /** Returns the id of what was made or changed. Throws a DomainError as the rules say it; INTROUVABLE for another organisation's. */
  act(partnerId: string, act: PeopleAct, actor: PeopleActor, at: Date): Promise<string>;
  /** Tries work on a partner's people and keeps nothing of it: throws what it would be refused for. `needed`: people to load beside. */
  rehearse(
    partnerId: string,
    needed: PeopleNeeded,
    actor: PeopleActor,
    at: Date,
    work: (bench: PeopleBench) => void,
  ): Promise<void>;
  /** « Mot de passe oublié » of a login, if someone has it; nothing otherwise, and nothing is told (ACC-8, ACC-12). */
  forgotten(login: string, ip: string | null, at: Date): Promise<void>;
  /** What this person is to this organisation, for reading; null when there is no such partner. `accountIds`: people to load beside. */
  view(
    partnerId: string,
    actor: PeopleActor,
    at: Date,
    accountIds?: readonly string[],
  ): Promise<{ organisation: Organisation; asker: Asker } | null>;
}

export function createPeople(
  database: Database,
  settings: { policy: Policy; seal: Seal; mailboxOf: (caf: string) => string },
): People {
  const { policy, seal, mailboxOf } = settings;
  const contextOf = (actor: Actor, at: Date) => ({
    at,
    actor,
    policy,
    mailboxOf,
    newId,
    newLogin: () => loginFrom(newId()),
    hash: sha256,
  });
  return {
    async act(partnerId, act, actor, at) {
      try {
        return await database.$transaction(
          async (tx) => {
            const needed = {
              accountIds: [...accountsNamed(act), actor.id],
              emails: addressesNamed(act),
              wholeGroups: act.type === 'closeGroup' ? [act.groupId] : [],
            };
            const before = await loadOrganisation(tx, partnerId, needed);
            if (before === null) throw notThere();
            const { caf: actorCaf, ...who } = actor;
            const decision = decidePeople(before, act, { ...contextOf(who, at), actorCaf });
            await saveOrganisation(tx, before, decision, { at, actor: who, seal });
            return decision.result;
          },
          { maxWait: 2_500, timeout: 8_000 },
        );
      } catch (error) {
        const broken = INVARIANTS[brokenConstraint(error) ?? ''];
        throw broken === undefined ? error : new DomainError(broken.code, broken.message, { rule: broken.rule });
      }
    },

    async rehearse(partnerId, needed, { caf: _, ...who }, at, work) {
      const organisation = await loadOrganisation(database, partnerId, needed, 'unlocked');
      if (organisation === null) throw notThere();
      work(openPeopleBench(organisation, contextOf(who, at)));
    },

    async forgotten(login, ip, at) {
      const user = await database.user.findUnique({
        where: { login: foldLogin(login) },
        select: { id: true, partnerId: true },
      });
      if (user === null) return;
      const { id, partnerId } = user;
      if (partnerId === null) return reissueStaffPassword(database, id, { ip, at, seal });
      const actor: Actor = { ...ANONYMOUS, ip };
      await database.$transaction(async (tx) => {
        const before = await loadOrganisation(tx, partnerId, { accountIds: [id], emails: [] });
        if (before === null) return;
        const bench = openPeopleBench(before, contextOf(actor, at));
        reissueSecret(bench, accountOf(bench.organisation, id));
        const { organisation, mails, audit, secrets, starts, signedOut } = bench;
        const decision = { organisation, mails, audit, secrets, starts, signedOut, result: id };
        await saveOrganisation(tx, before, decision, { at, actor, seal });
      });
    },

    async view(partnerId, actor, at, accountIds = []) {
      const organisation = await loadOrganisation(
        database,
        partnerId,
        { accountIds: [...accountIds, actor.id], emails: [] },
        'unlocked',
      );
      if (organisation === null) return null;
      return { organisation, asker: askerOf(organisation, actor, at, policy.subgroupByResponsable) };
    },
  };
}

function notThere(): DomainError {
  return new DomainError('INTROUVABLE', "Cet élément n'existe pas, ou n'est pas de votre organisme.");
}
