import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { recordServiceUse } from '../adapters/store/dossier/serviceUse.ts';
import {
  type Declaration,
  declarationOf,
  declaredElsewhere,
  insertSubmission,
  keepDraft,
} from '../adapters/store/esatDeclaration/declarations.ts';
import { idsFrom } from '../adapters/store/ids.ts';
import { servicesOfPerson } from '../adapters/store/queries/myServices.ts';
import { DomainError } from '../domain/errors.ts';
import { DRAFT, MAX_LINES, type TypedLine } from '../domain/esatDeclaration/columns.ts';
import {
  assertSubmittable,
  faultWords,
  type Judged,
  judgeLines,
  tooMany,
  workerName,
} from '../domain/esatDeclaration/judge.ts';
import type { Received } from '../domain/esatDeclaration/receipt.ts';
import { ESAT_SERVICE } from '../domain/esatDeclaration/service.ts';
import { assertOpen, isOpen, windowOf } from '../domain/esatDeclaration/window.ts';
import { actorOf, notFound } from './access.ts';
import { freshKey } from './idempotency.ts';
import { knownVersion } from './ifMatch.ts';
import { journal } from './perform.ts';
import type { Call } from './route.ts';
import { iso, isoOrNull } from './shapes/common.ts';
import type { esatDeclarationOut, receivedOut } from './shapes/esatDeclaration.ts';

type Asking = Call<{ year: number }, unknown, unknown, Person>;

/** An Esat on whose behalf somebody declares. */
export interface Esat {
  id: string;
  caf: string;
  organisme: string;
}

/**
 * The Esat of whoever asks: in a group of the service with a role, the service open to it now (ESAT-10). Throws SERVICE_NON_OUVERT for everybody
 * else.
 */
export async function esatOf({ deps, person, at }: Pick<Asking, 'deps' | 'person' | 'at'>): Promise<Esat> {
  const services = await servicesOfPerson(deps.db, person.id, at);
  if (person.partnerId === null || !services.some(({ service, open }) => service === ESAT_SERVICE && open))
    throw new DomainError('SERVICE_NON_OUVERT', 'Vous n’avez pas accès aux déclarations des Esat aujourd’hui.', {
      rule: 'ESAT-10',
    });
  const { id, caf, raisonSociale } = await deps.db.partner.findUniqueOrThrow({ where: { id: person.partnerId } });
  return { id, caf, organisme: raisonSociale };
}

/** The declaration of a year with what is wrong with its draft. */
export async function readDeclaration(
  { deps, params: { year }, at }: Asking,
  esat: Esat,
): Promise<{ declaration: Declaration; judged: Judged }> {
  const whose = { year, partnerId: esat.id };
  const declaration = await declarationOf(deps.db, deps.seal, whose);
  const first = judgeLines(declaration.lines, { at });
  const names = first.lines.filter(({ number, caf }) => number !== '' && caf !== '').map(workerName);
  const elsewhere = await declaredElsewhere(deps.db, deps.seal, whose, names);
  return { declaration, judged: elsewhere.size === 0 ? first : judgeLines(declaration.lines, { at, elsewhere }) };
}

/** A declaration as its Esat sees it. */
export async function presentDeclaration(call: Asking, esat: Esat): Promise<z.input<typeof esatDeclarationOut>> {
  const { deps, params, at } = call;
  const { year } = params;
  const { declaration, judged } = await readDeclaration(call, esat);
  const { opensAt, closesAt } = windowOf(year, deps.policy.esatWindow);
  const placed = (faults: Judged['faults']) =>
    faults.map((fault) => ({
      ...{ line: fault.line, column: fault.column, code: fault.code, message: faultWords(fault) },
    }));
  return {
    ...{ year, organisme: esat.organisme, state: stateOf(declaration) },
    window: { opensAt: iso(opensAt), closesAt: iso(closesAt), open: isOpen(year, at, deps.policy.esatWindow) },
    draft: {
      version: declaration.draftVersion,
      savedAt: isoOrNull(declaration.draftAt),
      lines: [...declaration.lines],
    },
    faults: placed(judged.faults),
    doubts: placed(judged.doubts),
    submissions: declaration.submissions.map(presentReceived),
  };
}

function stateOf({ draftVersion, submissions: [last] }: Declaration): z.input<typeof esatDeclarationOut>['state'] {
  if (last === undefined) return draftVersion === 0 ? 'A_DECLARER' : 'BROUILLON';
  return last.draftVersion === draftVersion ? 'TRANSMISE' : 'A_TRANSMETTRE_DE_NOUVEAU';
}

export function presentReceived({
  number,
  version,
  at,
  workers,
  totalCents,
  byCaf,
}: Received): z.input<typeof receivedOut> {
  return { number, version, at: iso(at), workers, totalCents, byCaf: byCaf.map((one) => ({ ...one })) };
}

/** Keeps the draft of an open year, whatever its lines say. Throws CAMPAGNE_FERMEE, TROP_DE_TRAVAILLEURS, VERSION_PERIMEE. */
export async function saveDraft(call: Asking, esat: Esat, lines: readonly TypedLine[]): Promise<number> {
  const { deps, params, at, ifMatch } = call;
  assertOpen(params.year, at, deps.policy.esatWindow);
  if (lines.length > MAX_LINES) throw tooMany();
  const whose = { year: params.year, partnerId: esat.id };
  const { draftVersion } = await declarationOf(deps.db, deps.seal, whose);
  const known = knownVersion(ifMatch, draftVersion, DRAFT);
  return keepDraft(deps.db, deps.seal, { ...whose, lines, known, at });
}

/**
 * Submits the draft as it was seen: one transaction, and one receipt for one key. Throws CAMPAGNE_FERMEE, VERSION_PERIMEE and what
 * `assertSubmittable` does, the draft being kept as it is.
 */
export async function submitDraft(call: Asking, esat: Esat, confirmed: boolean): Promise<Received> {
  const { deps, person, params, at, ip, key, ifMatch } = call;
  const { year } = params;
  const id = idsFrom(['esat', person.id, year, key ?? freshKey()].join('\n'))();
  const made = await receivedById(call, esat, id);
  if (made !== null) return made;
  assertOpen(year, at, deps.policy.esatWindow);
  const { declaration, judged } = await readDeclaration(call, esat);
  const known = knownVersion(ifMatch, declaration.draftVersion, DRAFT) ?? declaration.draftVersion;
  assertSubmittable(judged, confirmed);
  const wished = { id, year, partnerId: esat.id, known, lines: judged.lines, by: person.id, at };
  return deps.db.$transaction(
    async (tx) => {
      const { received, fresh } = await insertSubmission(tx, deps.seal, wished);
      if (!fresh) return received;
      await recordServiceUse(tx, person.id, ESAT_SERVICE, at);
      const label = `Rémunérations garanties de novembre ${year} transmises : ${received.workers} travailleurs`;
      const line = { action: 'esat.declare', entity: 'partner', entityId: esat.id, rule: 'ESAT-7', label };
      await journal(tx, line, { at, actor: actorOf(person, ip), caf: esat.caf });
      return received;
    },
    { maxWait: 5_000, timeout: 20_000 },
  );
}

async function receivedById({ deps, params }: Asking, esat: Esat, id: string): Promise<Received | null> {
  const row = await deps.db.esatSubmission.findUnique({ where: { id }, select: { number: true } });
  return row === null ? null : receivedOf({ deps, params }, esat, row.number);
}

/** A submission of this Esat and year, by the number of its receipt. Throws INTROUVABLE. */
export async function receivedOf(
  { deps, params }: Pick<Asking, 'deps' | 'params'>,
  esat: Esat,
  number: string,
): Promise<Received> {
  const { submissions } = await declarationOf(deps.db, deps.seal, { year: params.year, partnerId: esat.id });
  const found = submissions.find((one) => one.number === number);
  if (found === undefined) throw notFound();
  return found;
}
