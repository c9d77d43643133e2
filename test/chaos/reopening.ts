import { openSession } from '../../adapters/identity/sessions.ts';
import { newId } from '../../adapters/store/ids.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import type { Database } from '../../adapters/store/prisma.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { knownPartner } from '../../ops/seed/knownPartner.ts';
import { establishment, inventedSiret } from '../people.ts';
import { tiersiCsv } from '../tiersi.ts';
import { LEFT_MS, pause, type Victims } from './victims.ts';

const CAFS = ['13', '31', '59', '69', '75', '93'] as const;
/** What is planted, and how many of each: 120 tuteurs. */
const PLANTED = { CONFORME: 58, MEME_SIREN: 32, MULTI: 10, MULTI_INCONNU: 6, ECART_SIREN: 6, ABSENT: 4, AUCUN: 4 };
type Planted = keyof typeof PLANTED;

/** The tuteurs, each with what is planted in his lines: verdicts are counted from here, not from what the product found. */
export const TUTEURS = (Object.keys(PLANTED) as Planted[])
  .flatMap((kind) => Array.from({ length: PLANTED[kind] }, () => kind))
  .map((kind, nth) => {
    const siret = inventedSiret(3_000 + nth);
    const sister = (one: number) => establishment(siret, one);
    const tiersi: Record<Planted, string[]> = {
      CONFORME: [siret],
      MEME_SIREN: [sister(2)],
      MULTI: [siret, sister(3)],
      MULTI_INCONNU: [sister(2), sister(3)],
      ECART_SIREN: [inventedSiret(6_000 + nth)],
      ABSENT: [],
      AUCUN: [siret],
    };
    return { kind, siret, tiersi: tiersi[kind], name: `Tutelle ${nth}`, caf: CAFS[nth % CAFS.length] ?? '93' };
  });

/** Enough of them to stop it (`POLICY_TUT_STOP`): more than 5 % of those who are open, and three at least. */
export const SIGNALS = TUTEURS.filter(({ kind }) => kind === 'CONFORME').slice(0, 8);

/** Each with Cdap T9 open and the switch of its group on (TUT-5), and one administrateur. */
export async function seedTuteurs(database: Database): Promise<void> {
  for (const { siret, name, caf } of TUTEURS)
    await knownPartner(
      database,
      {
        ...{ caf, siret, raisonSociale: name, address: '1 rue X, 93000 Bobigny', email: `c@${siret}.example` },
        ...{ phone: '+33148000000', typeOrganisme: 'MANDATAIRE_PROTECTION', nature: 'PERSONNE_MORALE' },
        ...{ conventionNumber: `19_${siret.slice(4, 9)}`, missions: ['Protection'] },
        services: [{ service: 'CDAP', roles: ['T9'] }],
        administrateur: { login: `A${siret}`, firstName: 'Anne', lastName: 'Roy', email: `a@${siret}.example` },
        group: { code: 'T9MAJ', label: 'T9 Majeurs', profile: 'T9', members: [] },
      },
      'x',
      new Date(),
    );
  await database.group.updateMany({ data: { exclusiveT9: true } });
}

/** The sums of a reopening. */
export interface Sums {
  state: string;
  tuteurs: number;
  open: number;
  suspended: number;
  /** openings of the space that a partner has beside another one; tuteurs whose standing no table names */
  twice: number;
  unnamed: number;
  t9Taken: number;
  bulletins: number;
  opened: number;
  suspendedOnce: number;
  resumedOnce: number;
  closings: number;
  corrections: number;
  correctionsOpen: number;
  corrected: number;
  rightSirets: number;
}

/** … from the facts alone. */
export async function checkedSums(database: Database): Promise<Sums> {
  const right = JSON.stringify(
    TUTEURS.filter(({ kind }) => kind === 'MEME_SIREN' || kind === 'MULTI_INCONNU').map(({ siret, tiersi }) => ({
      ...{ reference: siret, siret: tiersi[0] },
    })),
  );
  const [sums] = await database.$queryRaw<Sums[]>`
    SELECT coalesce((SELECT state FROM process WHERE type = 'tuteurReopening'), '') AS state,
      (SELECT count(*)::int FROM tuteur_check) AS tuteurs,
      (SELECT count(*)::int FROM opened_service WHERE service = 'TUTEUR' AND state = 'OUVERTE') AS open,
      (SELECT count(*)::int FROM opened_service WHERE service = 'TUTEUR' AND state = 'SUSPENDUE') AS suspended,
      (SELECT count(*)::int - count(DISTINCT partner_id)::int FROM opened_service WHERE service = 'TUTEUR') AS twice,
      (SELECT count(*)::int FROM tuteur_check c WHERE (c.opened_at IS NOT NULL AND c.closed_at IS NULL)
        IS DISTINCT FROM EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = c.partner_id AND o.service = 'TUTEUR' AND o.state = 'OUVERTE')
        OR c.correction_id IS NOT NULL AND c.correction_state NOT IN ('A_DECIDER', 'CORRIGEE', 'SANS_OBJET')) AS unnamed,
      (SELECT count(*)::int FROM user_group WHERE t9_suspended_at IS NOT NULL) AS "t9Taken",
      (SELECT count(*)::int FROM document WHERE kind = 'BULLETIN' AND service = 'TUTEUR' AND origin = 'REPRISE' AND state = 'ACTIF') AS bulletins,
      (SELECT count(DISTINCT entity_id)::int FROM audit_line WHERE action = 'service.open' AND rule = 'TUT-9') AS opened,
      (SELECT count(*)::int FROM audit_line WHERE action = 'service.suspend') AS "suspendedOnce",
      (SELECT count(*)::int FROM audit_line WHERE action = 'service.resume') AS "resumedOnce",
      (SELECT count(*)::int FROM audit_line WHERE action = 'tuteurReopening.closed') AS closings,
      (SELECT count(*)::int FROM process WHERE type = 'siretCorrection') AS corrections,
      (SELECT count(*)::int FROM process WHERE type = 'siretCorrection' AND closed_at IS NULL) AS "correctionsOpen",
      (SELECT count(*)::int FROM tuteur_check WHERE corrected_at IS NOT NULL) AS corrected,
      (SELECT count(*)::int FROM jsonb_to_recordset(${right}::jsonb) AS w (reference text, siret text)
        JOIN partner r ON r.reference_tiersi = w.reference AND r.siret = w.siret
        JOIN document d ON d.partner_id = r.id AND d.kind = 'CONVENTION' AND d.state = 'ACTIF' AND d.siret = w.siret) AS "rightSirets"`;
  if (sums === undefined) throw new Error('no sums');
  return sums;
}

/** How many mails of each template. */
export async function countedMails({ database }: Victims): Promise<Record<string, number>> {
  const counts = await database.mail.groupBy({ by: ['template'], _count: true });
  return Object.fromEntries(counts.map(({ template, _count }) => [template, _count]));
}

/** Kills each of the three in turn while something is done, and twice at the least; after each kill something is looked at. */
export function killingWhile(victims: Victims) {
  let nth = 0;
  return async (what: string, look: () => Promise<void>, work: () => Promise<void>): Promise<void> => {
    let over = false;
    const done = work().finally(() => {
      over = true;
    });
    for (let kills = 0; kills < 3 || (!over && kills < 6); kills += 1) {
      await pause(300 + ((nth * 379) % 900));
      await victims.kill(nth);
      nth += 1;
      await patiently(look, what);
    }
    await done;
  };
}

/** The database may be starting still: what it says then is asked again, what is wrong is told. */
async function patiently<T>(read: () => Promise<T>, what: string): Promise<T> {
  for (const end = Date.now() + LEFT_MS; ; await pause(100)) {
    try {
      return await read();
    } catch (error) {
      if (Date.now() > end || isWrong(error)) throw new Error(`${what}: ${error}`);
    }
  }
}

/** An expectation that does not hold, as against a database that is away. */
const isWrong = (error: unknown) => error instanceof Error && 'matcherResult' in error;

/** The Cnaf and the Cafs over HTTP: what is down is asked again with the same Idempotency-Key, so that it happens once (R8). */
export class Reopening {
  private readonly tokens = new Map<string, Promise<string>>();
  private acts = 0;

  constructor(
    private readonly base: string,
    private readonly database: Database,
  ) {}

  /** A session of someone, opened once: who signs in is not what is tried here. */
  private async token(role: 'national' | 'agent', caf: string | null): Promise<string> {
    const login = `${role}${caf ?? ''}@caf.example`;
    const open = async () => {
      const person = { login, email: login, firstName: 'Agent', lastName: 'Caf', roles: [role], caf, password: 'x' };
      const id = await createUser(this.database, person, new Date());
      return (await openSession(this.database, id, { at: new Date(), ip: null, userAgent: null })).token;
    };
    return patiently(async () => {
      const known = this.tokens.get(login) ?? open();
      this.tokens.set(login, known);
      return known.catch((error) => {
        this.tokens.delete(login);
        throw error;
      });
    }, login);
  }

  private async post(path: string, key: string, token: string, body: BodyInit, json: boolean) {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method: 'POST',
      headers: {
        ...(json ? { 'content-type': 'application/json' } : {}),
        'idempotency-key': key,
        authorization: `Bearer ${token}`,
      },
      body,
      signal: AbortSignal.timeout(30_000),
    }).catch(() => null);
    if (response === null) return null;
    return { status: response.status, body: (await response.json().catch(() => null)) as { code?: string } | null };
  }

  /** Until it is answered: done, or refused by a rule. */
  private async insist(path: string, key: string, token: string, body: () => BodyInit, json = true) {
    for (const end = Date.now() + LEFT_MS; Date.now() < end; await pause(150)) {
      const answer = await this.post(path, key, token, body(), json);
      if (answer !== null && answer.status < 500) return answer;
    }
    throw new Error(`${path} was never answered`);
  }

  /** The file of Tiersi; a second one at the same time is refused, or is the same request. */
  async upload(key: string): Promise<void> {
    const lines = TUTEURS.flatMap(({ kind, siret, tiersi, name }) =>
      tiersi.map((one) => ({ siret: one, mcp: siret, name, proteges: kind === 'AUCUN' ? 0 : 10 })),
    );
    const form = () => {
      const body = new FormData();
      body.append('opensOn', parisDate(new Date()));
      body.append('file', new Blob([new Uint8Array(tiersiCsv(lines))]), 'tiersi.csv');
      return body;
    };
    const answer = await this.insist('/tuteur/reopenings', key, await this.token('national', null), form, false);
    if (answer.status !== 202 && answer.body?.code !== 'PROCESSUS_EN_COURS') throw new Error(JSON.stringify(answer));
  }

  private async id(): Promise<string> {
    const find = () => this.database.process.findFirstOrThrow({ where: { type: 'tuteurReopening' } });
    return (await patiently(find, 'the reopening')).id;
  }

  async act(action: string, body: object = {}): Promise<void> {
    const path = `/tuteur/reopenings/${await this.id()}/${action}`;
    const key = `${action}-${++this.acts}`;
    const answer = await this.insist(path, key, await this.token('national', null), () => JSON.stringify(body));
    if (answer.status !== 200) throw new Error(`${action}: ${JSON.stringify(answer)}`);
  }

  /** Every Caf confirms together what is sure of its own; whoever asks again finds what is left. */
  readonly confirm = async (): Promise<void> => {
    const path = `/tuteur/reopenings/${await this.id()}/corrections`;
    for (const caf of CAFS)
      await this.post(path, `bulk-${caf}-${++this.acts}`, await this.token('agent', caf), '{}', true);
  };

  /** Tuteurs say that they miss a protégé; how it is compared is tested with its form. */
  async signal(tuteurs: typeof TUTEURS): Promise<void> {
    await patiently(async () => {
      const partners = await this.database.partner.findMany({
        where: { raisonSociale: { in: tuteurs.map(({ name }) => name) } },
      });
      await this.database.missingProtege.createMany({
        data: partners.map(({ id: partnerId, caf }) => ({
          ...{ id: newId(), at: new Date(), userId: 'u', partnerId, caf, found: 'INCONNU', signal: true },
        })),
      });
    }, 'signals');
  }

  /** Until the sums are so, doing something meanwhile. */
  async until(so: (sums: Sums) => boolean, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    for (const end = Date.now() + LEFT_MS; Date.now() < end; await pause(200)) {
      if (so(await patiently(() => checkedSums(this.database), 'sums'))) return;
      await meanwhile();
    }
    throw new Error(`it never came to it: ${JSON.stringify(await checkedSums(this.database))}`);
  }
}
