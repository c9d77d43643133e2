import { z } from 'zod';
import { previewOf } from '../../../adapters/mail/mailPreview.ts';
import { shownMail } from '../../../adapters/mail/mailShown.ts';
import { resendOne } from '../../../adapters/store/dossier/retryProcess.ts';
import { countMails, listMails, MAIL_SORTS, mailById, mailParams } from '../../../adapters/store/queries/journal.ts';
import { processById } from '../../../adapters/store/queries/processes.ts';
import { CASE_TYPES } from '../../../domain/case/kinds.ts';
import { DomainError } from '../../../domain/errors.ts';
import { isMailTemplate, mailLabel } from '../../../domain/mail/registry.ts';
import { MAIL_STATES, type MailState } from '../../../domain/mail/states.ts';
import { isAddressRefused, type TroubledMail, troubleWords } from '../../../domain/mail/troubleWords.ts';
import { actorOf, hasRole, mayActOnProcess, mayRead, notFound, scopeOf } from '../../access.ts';
import { type Call, route } from '../../route.ts';
import { id, idParams, instant, iso, isoOrNull, listOf, pageOf, pageQuery, sortedQuery } from '../../shapes/common.ts';
import { mailShownOut } from '../../shapes/mail.ts';

export const mailOut = z
  .object({
    id,
    template: z.string(),
    label: z.string(),
    to: z.string(),
    processId: z.string().nullable(),
    caf: z.string().nullable(),
    state: z.enum(MAIL_STATES),
    attempts: z.int(),
    doubt: z.boolean().meta({ description: "L'envoi a été coupé après le début de la transmission : il a pu arriver" }),
    settled: z.boolean().meta({ description: 'Refusé ou incertain, et réglé depuis : plus rien n’est à faire' }),
    createdAt: instant,
    takenAt: instant.nullable().meta({ description: 'Pris en charge par la messagerie' }),
    nextAttemptAt: instant,
    trouble: z
      .string()
      .nullable()
      .meta({ description: 'Refusé ou incertain : ce qui s’est passé et ce qu’il faut faire' }),
    resendable: z.boolean().meta({ description: 'Peut être renvoyé : son adresse n’a pas été refusée' }),
  })
  .meta({ id: 'Mail' });

export const listMailsRoute = route({
  method: 'get',
  path: '/mails',
  tag: 'Suivi',
  summary: 'Courriels envoyés et à envoyer, sans leur contenu',
  roles: ['cafAdmin', 'operator'],
  query: z.strictObject({
    ...sortedQuery(MAIL_SORTS, '-createdAt'),
    processId: id.optional(),
    state: z.enum(MAIL_STATES).optional(),
    trouble: z.literal('true').optional().meta({ description: 'Seulement ceux qui sont refusés ou incertains' }),
    template: z.string().min(1).max(20).optional(),
  }),
  responses: { 200: { description: 'Courriels', schema: listOf(mailOut) } },
  async handler({ deps, person, query }) {
    const { trouble, ...filter } = query;
    const asked = { ...filter, trouble: trouble === undefined ? undefined : (true as const) };
    const [page, total] = await Promise.all([
      listMails(deps.db, scopeOf(person), asked),
      countMails(deps.db, scopeOf(person), asked),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map(presentMail) } };
  },
});

/** The mails of one dossier, for whoever reads it: what left, what did not and why. */
export const processMails = route({
  method: 'get',
  path: '/processes/{id}/mails',
  tag: 'Dossiers',
  summary: 'Courriels du dossier, sans leur contenu',
  roles: ['agent', 'cafAdmin', 'operator'],
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Courriels', schema: pageOf(mailOut) } },
  async handler({ deps, person, params, query }) {
    const process = mayRead(person, await processById(deps.db, params.id));
    const page = await listMails(deps.db, { all: true }, { ...query, processId: process.id });
    return { status: 200, body: { ...page, items: page.items.map(presentMail) } };
  },
});

/** Whose a mail is: its process's, where it has one, which may have moved to another Caf since (DEL-7). */
async function ownerOf(call: Call<{ id: string }>) {
  const mail = await mailById(call.deps.db, call.params.id);
  if (mail === null) throw notFound();
  const process = mail.processId === null ? null : await processById(call.deps.db, mail.processId);
  return { mail, process, owner: process ?? mail };
}

export const getMailRoute = route({
  method: 'get',
  path: '/mails/{id}',
  tag: 'Suivi',
  summary: 'Un courriel : où en est son envoi, sans son contenu',
  roles: ['cafAdmin', 'operator'],
  params: idParams,
  responses: { 200: { description: 'Le courriel', schema: mailOut } },
  async handler(call) {
    const { mail, owner } = await ownerOf(call);
    mayRead(call.person, owner);
    return { status: 200, body: presentMail(mail) };
  },
});

export const showMailRoute = route({
  method: 'get',
  path: '/mails/{id}/text',
  tag: 'Suivi',
  summary: 'Ce que dit un courriel, ses liens secrets et ses codes masqués',
  description:
    'D’une demande entre un organisme et sa Caf, un opérateur lit le modèle avec des valeurs d’exemple : ce qui s’y écrit n’est pas à lui.',
  roles: ['cafAdmin', 'operator'],
  params: idParams,
  responses: { 200: { description: 'Objet, texte et HTML', schema: mailShownOut } },
  async handler(call) {
    const { deps, person } = call;
    const { mail, process, owner } = await ownerOf(call);
    mayRead(person, owner);
    const ofCase = process !== null && CASE_TYPES.some((type) => type === process.type);
    const params = ofCase && hasRole(person, 'operator') ? null : await mailParams(deps.db, mail.id);
    const shown = params === null ? null : shownMail(params, deps.publicUrl);
    if (shown !== null) return { status: 200, body: { ...shown, example: false } };
    if (!isMailTemplate(mail.template)) throw notFound();
    return { status: 200, body: { ...previewOf(mail.template), example: true } };
  },
});

export const resendMailRoute = route({
  method: 'post',
  path: '/mails/{id}/resend',
  tag: 'Suivi',
  summary: 'Renvoyer un courriel refusé ou incertain de ce dossier',
  description: 'Le même message repart. Rien ne repart vers une adresse refusée : elle se corrige.',
  roles: ['agent', 'cafAdmin', 'operator'],
  params: idParams,
  responses: { 200: { description: 'Le courriel, à envoyer', schema: mailOut } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler(call) {
    const { deps, person, params, ip, at } = call;
    const { process, owner } = await ownerOf(call);
    mayActOnProcess(person, owner);
    if (process === null)
      throw new DomainError('ETAT_INCOMPATIBLE', 'Ce courriel n’est d’aucun dossier : il se règle dans la liste.');
    await resendOne(deps.db, params.id, process, actorOf(person, ip), at);
    const after = await mailById(deps.db, params.id);
    if (after === null) throw notFound();
    return { status: 200, body: presentMail(after) };
  },
});

const TROUBLED = ['ENVOI_ECHOUE', 'DOUTE'] as const;

type MailRow = Awaited<ReturnType<typeof listMails>>['items'][number];

function presentMail({ recipient, lastError, settledAt, ...mail }: MailRow): z.input<typeof mailOut> {
  return {
    ...mail,
    ...troubleOf({ ...mail, recipient, lastError, settledAt }),
    settled: settledAt !== null,
    to: recipient,
    label: mailLabel(mail.template),
    state: mail.state as MailState,
    createdAt: iso(mail.createdAt),
    takenAt: isoOrNull(mail.takenAt),
    nextAttemptAt: iso(mail.nextAttemptAt),
  };
}

function troubleOf(mail: TroubledMail & { settledAt: Date | null }): { trouble: string | null; resendable: boolean } {
  if (mail.settledAt !== null || !(TROUBLED as readonly string[]).includes(mail.state))
    return { trouble: null, resendable: false };
  return { trouble: troubleWords(mail), resendable: !isAddressRefused(mail) };
}
