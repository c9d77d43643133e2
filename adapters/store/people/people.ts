import { loginFrom } from '../../../domain/account/login.ts';
import { type Actor, ANONYMOUS } from '../../../domain/decision/actor.ts';
import { DomainError, notFound } from '../../../domain/errors.ts';
import { INVARIANTS } from '../../../domain/invariants.ts';
import { accountsNamed, addressesNamed, type PeopleAct } from '../../../domain/people/acts.ts';
import { decidePeople } from '../../../domain/people/decide.ts';
import { accountOf, openPeopleDesk } from '../../../domain/people/desk.ts';
import { reissueSecret } from '../../../domain/people/forgotten.ts';
import { type Asker, askerOf } from '../../../domain/people/rights.ts';
import type { PeopleDesk, Roster } from '../../../domain/people/types.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Seal } from '../../identity/sealed.ts';
import { reissueStaffPassword } from '../../identity/staffPassword.ts';
import { newId, sha256 } from '../ids.ts';
import { brokenInvariant } from '../invariants.ts';
import type { Database } from '../prisma.ts';
import { loadRoster, type PeopleNeeded, saveRoster } from './rosterStore.ts';
import { foldLogin } from './users.ts';

/** Who acts on people: the person, and the Caf they work for, if any. */
export type PeopleActor = Actor & { caf: string | null };

/** A partner's people: every act is one transaction under the partner's lock, and needs no worker (ADR 10). */
export interface People {
  /** Returns the id of what was made or changed. Throws a DomainError as the rules say it; INTROUVABLE for another organisme's. */
  act(partnerId: string, act: PeopleAct, actor: PeopleActor, at: Date): Promise<string>;
  /** Tries work on a partner's people and keeps nothing of it: throws what it would be refused for. `needed`: people to load beside. */
  rehearse(
    partnerId: string,
    needed: PeopleNeeded,
    actor: PeopleActor,
    at: Date,
    work: (desk: PeopleDesk) => void,
  ): Promise<void>;
  /** « Mot de passe oublié » of a login, if someone has it; nothing otherwise, and nothing is told (ACC-8, ACC-12). */
  forgotten(login: string, ip: string | null, at: Date): Promise<void>;
  /** What this person is to this organisme, for reading; null when there is no such partner. `accountIds`: people to load beside. */
  view(
    partnerId: string,
    actor: PeopleActor,
    at: Date,
    accountIds?: readonly string[],
  ): Promise<{ roster: Roster; asker: Asker } | null>;
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
            const before = await loadRoster(tx, partnerId, needed);
            if (before === null) throw notFound();
            const { caf: actorCaf, ...who } = actor;
            const decision = decidePeople(before, act, { ...contextOf(who, at), actorCaf });
            await saveRoster(tx, before, decision, { at, actor: who, seal });
            return decision.result;
          },
          { maxWait: 2_500, timeout: 8_000 },
        );
      } catch (error) {
        const broken = brokenInvariant(error);
        throw broken === null || broken === INVARIANTS.once
          ? error
          : new DomainError(broken.code, broken.message, { rule: broken.rule });
      }
    },

    async rehearse(partnerId, needed, { caf: _, ...who }, at, work) {
      const roster = await loadRoster(database, partnerId, needed, 'unlocked');
      if (roster === null) throw notFound();
      work(openPeopleDesk(roster, contextOf(who, at)));
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
        const before = await loadRoster(tx, partnerId, { accountIds: [id], emails: [] });
        if (before === null) return;
        const desk = openPeopleDesk(before, contextOf(actor, at));
        reissueSecret(desk, accountOf(desk.roster, id));
        const { roster, mails, audit, secrets, starts, signedOut } = desk;
        const decision = { roster, mails, audit, secrets, starts, signedOut, result: id };
        await saveRoster(tx, before, decision, { at, actor, seal });
      });
    },

    async view(partnerId, actor, at, accountIds = []) {
      const roster = await loadRoster(
        database,
        partnerId,
        { accountIds: [...accountIds, actor.id], emails: [] },
        'unlocked',
      );
      if (roster === null) return null;
      return { roster, asker: askerOf(roster, actor, at, policy.subgroupByResponsable) };
    },
  };
}
