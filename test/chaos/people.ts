import { createSecrets, type Secrets } from '../../adapters/identity/secrets.ts';
import { openSession } from '../../adapters/identity/sessions.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import type { Database } from '../../adapters/store/prisma.ts';
import { inventedSiret } from '../people.ts';

const SIGNATORY = { name: 'Anne Roy', function: 'Directrice' };

/**
 * Everyone who acts on a dossier, over HTTP: what is down is asked again with the same Idempotency-Key, so that it happens once (R8).
 * Only what stands in mails is read from the database: tokens and codes are derived from it as the mails' are.
 */
export class People {
  private readonly secrets: Secrets;
  private readonly tokens = new Map<string, string>();

  /** asked by turns, as the proxy before several APIs does */
  private readonly bases: readonly string[];
  private asked = 0;

  constructor(
    base: string | readonly string[],
    private readonly database: Database,
    keys: { id: string; key: Buffer }[],
  ) {
    this.bases = [base].flat();
    this.secrets = createSecrets(keys);
  }

  /** One try; null when nobody answers in time. */
  private async call(method: string, path: string, key: string, body: unknown, token?: string) {
    const response = await fetch(`${this.bases[this.asked++ % this.bases.length]}/api/v1${path}`, {
      method,
      headers: {
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        'idempotency-key': key,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body instanceof FormData ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(8_000),
    }).catch(() => null);
    if (response === null) return null;
    return {
      status: response.status,
      body: (await response.json().catch(() => null)) as { id?: string; processId?: string; code?: string } | null,
    };
  }

  /** A session of someone, opened once: who signs in is not what is tried here. */
  private async tokenOf(userId: string): Promise<string> {
    const known = this.tokens.get(userId);
    if (known !== undefined) return known;
    const { token } = await openSession(this.database, userId, { at: new Date(), ip: null, userAgent: null });
    this.tokens.set(userId, token);
    return token;
  }

  private async agent(): Promise<string> {
    const login = 'agent@caf93.example';
    const person = { login, email: login, firstName: 'Agent', lastName: 'Caf 93', roles: ['agent'], caf: '93' };
    return this.tokenOf(await createUser(this.database, { ...person, password: 'x' }, new Date()));
  }

  /** The Cnaf sends its list; insists until it was taken. Returns the campaign's id. */
  async launch(list: FormData, pause: () => Promise<void>): Promise<string> {
    const login = 'national@cnaf.example';
    const person = { login, email: login, firstName: 'Nora', lastName: 'Cnaf', roles: ['national'], caf: null };
    for (;;) {
      const userId = await createUser(this.database, { ...person, password: 'x' }, new Date()).catch(() => null);
      const token = userId === null ? null : await this.tokenOf(userId).catch(() => null);
      const answer = token === null ? null : await this.call('POST', '/esat/campaigns', 'liste', list, token);
      if (answer?.body?.id !== undefined) return answer.body.id;
      if (answer !== null && answer.status < 500 && answer.status !== 409)
        throw new Error(`The list was refused: ${JSON.stringify(answer.body)}`);
      await pause();
    }
  }

  /** An administrateur opens an account, the nth; true once it is there. */
  async openAccount(partnerId: string, nth: number, token: string): Promise<boolean> {
    const letters = String.fromCharCode(97 + (nth % 26), 97 + (Math.floor(nth / 26) % 26));
    const person = { firstName: 'Ana', lastName: `Essai ${letters}`, email: `ana.essai${nth}@peupliers.example` };
    const answer = await this.call('POST', `/partners/${partnerId}/users`, `compte-${nth}`, person, token);
    if (answer !== null && answer.status < 500 && ![200, 201, 409].includes(answer.status))
      throw new Error(`No account: ${JSON.stringify(answer.body)}`);
    return answer?.status === 201 || answer?.status === 200 || answer?.body?.code === 'COMPTE_EXISTANT';
  }

  /** An agent begins an Esat onboarding; insists until it has begun. Returns the process id. */
  async onboard(seed: number, pause: () => Promise<void>): Promise<string> {
    const body = {
      siret: inventedSiret(seed),
      raisonSociale: `ESAT inventé ${seed}`,
      address: '1 rue des Tilleuls, 93000 Bobigny',
      email: `contact-${seed}@esat.example`,
      phone: '0148000001',
      departments: ['93'],
      knownInMcp: false,
      knownInHabtiers: false,
      opensOn: '2026-01-01',
      confirmed: true,
    };
    for (;;) {
      const token = await this.agent().catch(() => null);
      const answer =
        token === null ? null : await this.call('POST', '/esat/onboardings', `onboard-${seed}`, body, token);
      if (answer?.body?.processId !== undefined) return answer.body.processId;
      await pause();
    }
  }

  /** Does what somebody does next on this dossier; true once it has ended. */
  async next(id: string): Promise<boolean> {
    const process = await this.database.process.findUniqueOrThrow({ where: { id } });
    if (process.closedAt !== null) return true;
    const { linkRef, linkVersion: version, linkEmail, state } = process;
    const recipient = linkEmail ?? '';
    const link = `/links/${this.secrets.linkToken({ kind: 'dossier', linkRef, version, recipient })}`;
    const tasks = await this.database.task.findMany({ where: { processId: id, state: 'OUVERTE' } });
    const complete = async (kind: string, outcome: string) => {
      const task = tasks.find((one) => one.kind === kind);
      if (task !== undefined)
        await this.call('POST', `/tasks/${task.id}/complete`, `${id}:${kind}`, { outcome }, await this.agent());
      return task !== undefined;
    };
    if (state === 'ELIGIBILITE_A_VERIFIER' && !(await complete('VERIFIER_ELIGIBILITE', 'eligible'))) {
      const form = { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté 2019-12' };
      await this.call('POST', link, `${id}:form`, { action: 'fillEligibility', form });
    } else if (state === 'DOCUMENTS_ENVOYES') await this.completeBulletin(id, link);
    else if (state === 'BULLETIN_COMPLETE') await this.sign(id, link, { linkRef, version });
    else if (state === 'DOCUMENTS_SIGNES') await complete('CONTRESIGNER', 'countersign');
    else if (state === 'SERVICE_OUVERT' || state === 'GROUPES_CONFIGURES')
      await this.setUpGroup(process.partnerId ?? '');
    return false;
  }

  private async completeBulletin(id: string, link: string): Promise<void> {
    const bulletin = await this.database.document.findFirst({ where: { processId: id, kind: 'BULLETIN' } });
    const content = {
      raisonSociale: 'ESAT',
      siret: bulletin?.siret ?? '',
      roles: ['ESAT'],
      departments: ['93'],
      administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@esat.example' },
      signatory: SIGNATORY,
    };
    const body = { action: 'complete', documentId: bulletin?.id ?? '', content };
    await this.call('POST', link, `${id}:complete`, body);
  }

  /** With the newest code that is still good; asks for one where there is none. */
  private async sign(
    id: string,
    link: string,
    { linkRef, version }: { linkRef: string; version: number },
  ): Promise<void> {
    const code = await this.database.linkCode.findFirst({
      where: { linkRef, version, usedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { createdAt: 'desc' },
    });
    if (code === null) {
      await this.call('POST', `${link}/code`, `${id}:code:${Date.now()}`, {});
      return;
    }
    const documents = await this.database.document.findMany({
      where: { processId: id, state: 'A_SIGNER' },
      select: { id: true, version: true },
    });
    const typed = this.secrets.signatureCode({ linkRef, version, nonce: code.nonce });
    const body = { action: 'sign', ...SIGNATORY, consent: true, code: typed, documents };
    await this.call('POST', link, `${id}:sign:${code.id}`, body);
  }

  /** The administrateur does what is left of ESAT-17; each step is asked for only while it is not there. */
  private async setUpGroup(partnerId: string): Promise<void> {
    const { id: userId } = await this.database.user.findFirstOrThrow({ where: { partnerId } });
    await this.database.user.update({ where: { id: userId }, data: { passwordHash: 'x', state: 'ACTIF' } });
    const token = await this.tokenOf(userId);
    const group = await this.database.group.findFirst({ where: { partnerId } });
    const made = { service: 'ESAT', code: 'ESAT1', label: 'Esat', managerId: userId };
    if (group === null) await this.call('POST', `/partners/${partnerId}/groups`, `group-${partnerId}`, made, token);
    else if (group.role === null)
      await this.call('PUT', `/groups/${group.id}/role`, `role-${group.id}`, { role: 'ESAT' }, token);
    else await this.call('POST', `/groups/${group.id}/members`, `member-${group.id}`, { userId }, token);
  }
}
