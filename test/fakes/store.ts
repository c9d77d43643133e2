import type { Store, StoredCommand, StoreTx } from '../../activities/store.ts';
import { sha256 } from '../../adapters/store/ids.ts';
import type { AccessRequest } from '../../domain/accessRequest/types.ts';
import type { Followed } from '../../domain/account/followed.ts';
import type { Case } from '../../domain/case/types.ts';
import type { AuditDraft } from '../../domain/decision/journal.ts';
import { usedMeanwhile } from '../../domain/dossier/signatureCode.ts';
import type { Dossier, DossierPeople, ServiceFacts } from '../../domain/dossier/types.ts';
import type { MailDraft } from '../../domain/mail/draft.ts';
import type { Closure } from '../../domain/people/closure.ts';
import type { Roster } from '../../domain/people/types.ts';
import type { CommandOutcome } from '../../domain/process/types.ts';

/** The facts in memory, for time-skipping tests; passes the same contract test as PostgreSQL (activities/store.contract.ts). */
export class FakeStore implements Store {
  dossiers = new Map<string, Dossier>();
  requests = new Map<string, AccessRequest>();
  followed = new Map<string, Followed>();
  closures = new Map<string, Closure>();
  cases = new Map<string, Case>();
  /** people by partner; a partner without any has none */
  rosters = new Map<string, Roster>();
  usedCodes: string[] = [];
  commands = new Map<string, Omit<StoredCommand, 'begun' | 'otherInCharge'>>();
  mails: (MailDraft & { at: Date; processId: string })[] = [];
  audit: (AuditDraft & { at: Date; processId: string })[] = [];
  /** while true every transaction fails, as when the database is away */
  away = false;
  private turn: Promise<unknown> = Promise.resolve();

  /** One at a time; a failure leaves everything as it was. */
  transaction<T>(work: (tx: StoreTx) => Promise<T>): Promise<T> {
    const next = this.turn.then(async () => {
      if (this.away) throw new Error('the database is away');
      const before = structuredClone({
        dossiers: this.dossiers,
        requests: this.requests,
        followed: this.followed,
        closures: this.closures,
        cases: this.cases,
        rosters: this.rosters,
        commands: this.commands,
        usedCodes: this.usedCodes,
        mails: this.mails,
        audit: this.audit,
      });
      try {
        return await work(this.calls());
      } catch (error) {
        Object.assign(this, before);
        throw error;
      }
    });
    this.turn = next.catch(() => undefined);
    return next;
  }

  /** Here too one at a time, so nobody is ever faster. */
  optimistic<T>(work: (tx: StoreTx) => Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  brokenInvariant(): null {
    return null;
  }

  newLogin(): string {
    return 'MCP0000TEST';
  }

  idsFrom(seed: string): () => string {
    let count = 0;
    return () => `${seed}#${count++}`;
  }

  hash(text: string): string {
    return sha256(text);
  }

  /** A dossier with its partner's people as they are now. */
  seen(id: string): Dossier {
    const dossier = structuredClone(this.dossiers.get(id));
    if (dossier === undefined) throw new Error(`no dossier ${id}`);
    return { ...dossier, people: this.peopleOf(dossier) };
  }

  /** As the store reads them beside a dossier. */
  private peopleOf({ partner: { id: partnerId }, facts }: Dossier): DossierPeople {
    const { services = [] } = facts as Partial<ServiceFacts>;
    const { accounts, groups, memberships } = this.rosters.get(partnerId) ?? nobody(partnerId);
    return {
      administrateurs: accounts
        .filter((account) => account.administrateurSince !== null)
        .map(({ firstName, lastName, email, closesOn }) => ({ name: `${firstName} ${lastName}`, email, closesOn })),
      groups: groups
        .filter((group) => services.includes(group.service) && group.closedAt === null)
        .map(({ id, role }) => ({
          role,
          members: memberships.filter((one) => one.groupId === id && one.until === null).length,
        })),
    };
  }

  private calls(): StoreTx {
    const keep = (mails: readonly MailDraft[], audit: readonly AuditDraft[], at: Date, processId: string) => {
      const known = new Set(this.mails.map((mail) => `${mail.processId}:${mail.key}`));
      this.mails.push(
        ...mails.filter((mail) => !known.has(`${processId}:${mail.key}`)).map((mail) => ({ ...mail, at, processId })),
      );
      this.audit.push(...audit.map((line) => ({ ...line, at, processId })));
    };
    return {
      takeCommand: async (id) => {
        const command = this.commands.get(id);
        return command === undefined ? null : { ...command, begun: true, otherInCharge: null };
      },
      lock: async () => {},
      loadDossier: async (id) => (this.dossiers.has(id) ? this.seen(id) : null),
      recordReprise: async () => {},
      saveDossier: async (before, decision, _projection, at) => {
        const { dossier, mails, audit, newcomer, signatureCode } = decision;
        if (signatureCode !== null && this.usedCodes.includes(signatureCode)) throw usedMeanwhile();
        if (signatureCode !== null) this.usedCodes.push(signatureCode);
        this.dossiers.set(before.id, structuredClone(dossier));
        const people = this.rosters.get(dossier.partner.id) ?? nobody(dossier.partner.id);
        if (newcomer !== undefined) people.accounts.push(structuredClone(newcomer.account));
        this.rosters.set(dossier.partner.id, people);
        keep(mails, audit, at, before.id);
      },
      loadPeople: async (partnerId) => structuredClone(this.rosters.get(partnerId) ?? nobody(partnerId)),
      savePeople: async (before, decision, processId, at) => {
        this.rosters.set(before.partner.id, structuredClone(decision.roster));
        keep(decision.mails, decision.audit, at, processId);
      },
      loadRequest: async (id) => structuredClone(this.requests.get(id) ?? null),
      saveRequest: async (before, decision, _projection, at) => {
        this.requests.set(before.id, structuredClone(decision.request));
        keep(decision.mails, decision.audit, at, before.id);
      },
      loadFollowed: async (id) => structuredClone(this.followed.get(id) ?? null),
      saveFollowed: async (before, decision, _projection, at) => {
        this.followed.set(before.id, structuredClone(decision.followed));
        keep(decision.mails, decision.audit, at, before.id);
      },
      loadClosure: async (id) => structuredClone(this.closures.get(id) ?? null),
      saveClosure: async (before, decision, at) => {
        const { roster, mails, audit } = decision.people;
        this.closures.set(before.id, { ...before, roster, ended: decision.projection.ended });
        keep(mails, audit, at, before.id);
      },
      loadCase: async (id) => structuredClone(this.cases.get(id) ?? null),
      saveCase: async (before, decision, _projection, at) => {
        this.cases.set(before.id, structuredClone(decision.case));
        keep(decision.mails, decision.audit, at, before.id);
      },
      finishCommand: async (id, outcome: CommandOutcome) => {
        const command = this.commands.get(id);
        if (command !== undefined && command.outcome === null) command.outcome = outcome;
      },
    };
  }
}

/** A partner of whom no one has an account. */
function nobody(partnerId: string): Roster {
  return {
    partner: { id: partnerId, caf: '93', readerCafs: [], siret: '', raisonSociale: '', email: '' },
    convention: null,
    mode: null,
    bulletins: [],
    closedBulletins: [],
    awaited: [],
    services: [],
    nationals: [],
    accounts: [],
    groups: [],
    creators: [],
    memberships: [],
    afasProfiles: [],
    replacement: null,
  };
}
