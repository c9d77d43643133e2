import type { Person } from '../adapters/identity/sessions.ts';
import { newId } from '../adapters/store/ids.ts';
import { enqueueMails } from '../adapters/store/journal.ts';
import { sendersOf } from '../adapters/store/queries/support.ts';
import { cafName } from '../domain/caf/cafs.ts';
import { assertNever } from '../domain/errors.ts';
import type { MailParams } from '../domain/mail/registry.ts';
import { type Routed, routeSupport } from '../domain/supportRequest/route.ts';
import { parseSubject } from '../domain/supportRequest/subject.ts';
import type { SupportKind } from '../domain/supportRequest/types.ts';
import { actorOf, ownCaf } from './access.ts';
import { openIncident } from './incidents.ts';
import { journal } from './perform.ts';
import type { Call } from './route.ts';
import type { SupportRouted } from './shapes/support.ts';
import { startSupport } from './support.ts';

type Asking = Call<unknown, unknown, unknown, Person>;

export interface ReceivedMail {
  from: string;
  subject: string;
  text: string;
  kind: SupportKind;
  aboutBeneficiary: boolean;
  /** accounts that an incident concerns, where the mail tells */
  userIds: readonly string[];
}

/** What came by mail, entered by an agent of the Caf: routed by the table of domain.md §12. */
export async function enterMail(call: Asking, mail: ReceivedMail): Promise<SupportRouted> {
  const caf = ownCaf(call.person);
  const { subject, kind, aboutBeneficiary } = mail;
  const senders = await sendersOf(call.deps.db, caf, mail.from, call.at);
  const routed = routeSupport({ kind, subject, aboutBeneficiary, senders });
  const { outcome, sender } = routed;
  if (outcome === 'REFUSEE_EXPEDITEUR' || sender === null) return turnAway(call, caf, mail, routed);
  const partner = await call.deps.db.partner.findUniqueOrThrow({
    where: { id: sender.partnerId },
    select: { id: true, caf: true, raisonSociale: true },
  });
  switch (outcome) {
    case 'HORS_CANAL':
      return turnAway(call, caf, mail, routed, partner.raisonSociale);
    case 'SIGNALE': {
      const incident = { declaredBy: sender.userId, what: mail.text, userIds: mail.userIds };
      const actor = actorOf(call.person, call.ip);
      const processId = await openIncident(call, partner.id, incident, actor, call.at);
      return { outcome, reason: null, id: null, processId };
    }
    case 'DEPART_SIGNALE':
    case 'DEPART_GESTIONNAIRE':
    case 'PRIORITAIRE':
    case 'NON_PRIORITAIRE': {
      const id = await startSupport(call, partner, {
        askedBy: sender.userId,
        channel: 'COURRIEL',
        kind,
        outcome,
        service: parseSubject(subject)?.service ?? null,
        subject,
        reason: routed.reason,
        userId:
          outcome === 'DEPART_GESTIONNAIRE' && sender.gestionnaire && !sender.administrateur ? sender.userId : null,
        text: mail.text,
      });
      return { outcome, reason: routed.reason, id, processId: id };
    }
    default:
      return assertNever(outcome);
  }
}

/** Not handled: the sender is told where to go, the journal that it happened; what was written is not kept (MAIL-39, MAIL-10). */
async function turnAway(
  call: Asking,
  caf: string,
  mail: ReceivedMail,
  { outcome, reason }: Routed,
  organisme = '',
): Promise<SupportRouted> {
  const { deps, person, ip, at } = call;
  const link = { kind: 'page', path: '/connexion' } as const;
  const params: MailParams =
    outcome === 'HORS_CANAL'
      ? { template: 'MAIL-77', organisme, verdict: 'HORS_CANAL', subject: '', reason, link }
      : { template: 'MAIL-39', caf: cafName(caf), link };
  const id = newId();
  const words = outcome === 'HORS_CANAL' ? "hors canal : dossier d'un allocataire" : 'expéditeur non administrateur';
  await deps.db.$transaction(async (tx) => {
    await journal(
      tx,
      {
        action: 'support.turnedAway',
        entity: 'support',
        entityId: id,
        label: `Courriel de support non traité, ${words}`,
        rule: outcome === 'HORS_CANAL' ? 'SUP-17' : 'SUP-15',
      },
      { at, actor: actorOf(person, ip), caf },
    );
    const draft = { key: `${params.template}:${id}`, to: mail.from, toName: null, params };
    await enqueueMails(tx, [draft], { at, processId: null, caf });
  });
  return { outcome, reason, id: null, processId: null };
}
