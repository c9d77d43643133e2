import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { appendAudit } from '../adapters/store/journal.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import { partnerById, servicesOf } from '../adapters/store/queries/partners.ts';
import { processById } from '../adapters/store/queries/processes.ts';
import { suspendOpened } from '../adapters/store/service/openedServices.ts';
import { DomainError, type Fault, invalid } from '../domain/errors.ts';
import { frenchDate, frenchInstant, startOfParisDate } from '../domain/policy/calendar.ts';
import { SERVICES, type ServiceCode } from '../domain/service/services.ts';
import { actorOf, mayAct } from './access.ts';
import { beginCase } from './cases.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';

type Acting<B> = Call<{ id: string; code: ServiceCode }, unknown, B, Person> & {
  /** the security incident that suspends it (§11) */
  incidentId?: string;
};

/** An end that is told: an instant, or the day as which it begins in Paris; in the future. */
export function endOf(until: string | undefined, at: Date): Date | null {
  if (until === undefined) return null;
  const end = until.length === 10 ? startOfParisDate(until) : new Date(until);
  const fault: Fault = {
    path: 'until',
    code: 'DATE_PASSEE',
    message: 'La suspension prend fin à une date à venir.',
  };
  if (end <= at) throw invalid([fault]);
  return end;
}

/**
 * Suspends an open service of a partner of one's Caf at once (§4.3) and begins the process that holds its end. Throws ETAT_INCOMPATIBLE with what is
 * the case: not open, or suspended already, by whom it may be told. Returns the process id.
 */
export async function suspendService(call: Acting<{ reason: string; until?: string | undefined }>): Promise<string> {
  const { deps, person, params, body, ip, at } = call;
  const { id: partnerId, caf, raisonSociale } = mayAct(person, await partnerById(deps.db, params.id));
  const service = params.code;
  const end = endOf(body.until, at);
  const actor = actorOf(person, ip);
  return beginCase(call, 'serviceSuspension', async (tx) => {
    // one after the other: of two at the same moment the second finds it suspended
    await tx.$queryRaw`SELECT id FROM partner WHERE id = ${partnerId} FOR UPDATE`;
    const own = (await servicesOf(tx, partnerId)).filter((one) => one.service === service);
    if (!own.some(({ state }) => state === 'OUVERTE')) throw notOpen(service, own);
    const by = call.incidentId === undefined ? {} : { incidentId: call.incidentId };
    if (call.incidentId !== undefined) await assertOpen(tx, call.incidentId);
    const facts = { service, reason: body.reason, until: end?.toISOString() ?? null, resumedFor: null, ...by };
    const processId = await insertCase(
      tx,
      {
        ...{
          type: 'serviceSuspension',
          partnerId,
          caf,
          businessKey: `${partnerId}-${service}`,
          state: 'SUSPENDU',
          facts,
        },
        label: `Suspension : ${SERVICES[service]} – ${raisonSociale}`,
        tell: { label: `Service suspendu : ${body.reason}`, rule: 'TUT-4' },
      },
      actor,
      at,
    );
    await suspendOpened(
      tx,
      service,
      [partnerId],
      { by: processId, reason: body.reason, until: end },
      { at, actor, processId },
    );
    if (call.incidentId !== undefined) {
      const told = { action: 'securityIncident.suspendService', entity: 'securityIncident', entityId: call.incidentId };
      const line = { ...told, label: `Service suspendu : ${SERVICES[service]}`, rule: 'OBL-12', after: { processId } };
      await appendAudit(tx, [line], { at, actor, processId: call.incidentId, caf });
    }
    return processId;
  });
}

/** Of an incident that is closed nothing more follows; it cannot close meanwhile, as the partner's turn is taken. */
async function assertOpen(tx: Transaction, incidentId: string): Promise<void> {
  const { closedAt } = await tx.process.findUniqueOrThrow({ where: { id: incidentId }, select: { closedAt: true } });
  if (closedAt !== null) throw new DomainError('DOSSIER_TERMINE', 'Ce dossier est terminé.');
}

/** Ends the suspension of a service of a partner of one's Caf. Throws ETAT_INCOMPATIBLE where no act of the Caf suspends it. */
export async function resumeService(call: Acting<{ reason: string }>): Promise<void> {
  const { deps, person, params, body, ip } = call;
  const partner = mayAct(person, await partnerById(deps.db, params.id));
  const own = (await servicesOf(deps.db, partner.id)).filter((one) => one.service === params.code);
  const by = own.find(({ state }) => state === 'SUSPENDUE')?.suspendedBy ?? null;
  if (by === null) throw notSuspended(params.code);
  const process = await processById(deps.db, by);
  if (process?.type !== 'serviceSuspension')
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      `Le service « ${SERVICES[params.code]} » est fermé pour tous : il rouvrira avec les autres, aucune suspension de votre Caf n'est à lever.`,
      { rule: 'TUT-17' },
    );
  await perform(
    call,
    { id: by, type: 'serviceSuspension' },
    { type: 'resume', reason: body.reason },
    actorOf(person, ip),
  );
}

type Row = Awaited<ReturnType<typeof servicesOf>>[number];

function notOpen(service: ServiceCode, own: readonly Row[]): DomainError {
  const label = SERVICES[service];
  const suspended = own.find(({ state }) => state === 'SUSPENDUE');
  const since = suspended?.suspendedAt == null ? '' : ` depuis le ${frenchDate(suspended.suspendedAt)}`;
  const until = suspended?.suspendedUntil == null ? '' : `, jusqu'au ${frenchInstant(suspended.suspendedUntil)}`;
  return new DomainError(
    'ETAT_INCOMPATIBLE',
    suspended === undefined
      ? `Le service « ${label} » n'est pas ouvert pour ce partenaire : il n'y a rien à suspendre.`
      : `Le service « ${label} » est déjà suspendu${since}${until} : ${suspended.reason ?? 'sans motif'}`,
    { rule: 'TUT-4' },
  );
}

function notSuspended(service: ServiceCode): DomainError {
  return new DomainError(
    'ETAT_INCOMPATIBLE',
    `Le service « ${SERVICES[service]} » n'est pas suspendu pour ce partenaire.`,
    {
      rule: 'TUT-9',
    },
  );
}
