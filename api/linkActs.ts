import { z } from 'zod';
import { signedHash } from '../adapters/files/signedHash.ts';
import { loadDossier } from '../adapters/store/dossier/dossierStore.ts';
import { CODE_TRIES, tryCode } from '../adapters/store/queries/links.ts';
import { type ActOf, knowsAct } from '../domain/command/acts.ts';
import { waitsForPartner } from '../domain/document/types.ts';
import type { DossierAct } from '../domain/dossier/acts.ts';
import { documentAmong } from '../domain/dossier/documents.ts';
import type { Dossier } from '../domain/dossier/types.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { eligibilityFormSchema } from '../domain/esatOnboarding/eligibilityForm.ts';
import { line, mailedCode, prose, sought } from '../domain/formats/schemas.ts';
import type { DossierType } from '../domain/kinds.ts';
import { notFound } from './access.ts';
import { linkActor, type ResolvedLink, resolveLink, wayOfAct } from './link.ts';
import { perform, performAgain } from './perform.ts';
import type { Call } from './route.ts';
import { id, meant, reason } from './shapes/common.ts';
import { doneByLink, voidLinkRefusal } from './voidLink.ts';

/** A line as typed, cleaned; the domain says everything that is wrong with it at once (U3). */
const typed = sought(2_000);

export const bulletinContent = z.strictObject({
  raisonSociale: typed,
  siret: typed,
  conventionNumber: typed.optional(),
  roles: z.array(typed).max(50),
  departments: z.array(typed).max(110),
  administrateur: z.strictObject({ firstName: typed, lastName: typed, email: typed }).optional(),
  signatory: z.strictObject({ name: typed, function: typed }),
});

export const signFields = {
  name: line(200).meta({ description: 'Nom du signataire' }),
  function: line(200).meta({ description: 'Fonction du signataire' }),
  consent: z
    .literal(true, 'Cochez la case de votre accord : sans lui, rien n’est signé.')
    .meta({ description: 'Accord exprès pour signer' }),
  code: mailedCode.meta({ description: 'Code reçu par courriel' }),
};
const shownDocuments = z
  .array(z.strictObject({ id, version: z.int().min(1), hash: z.string().max(64).optional() }))
  .min(1)
  .max(50)
  .meta({ description: 'Documents et versions affichés ; absent : tous ceux à signer' });

/** What the holder of a link may ask. */
export const linkActIn = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('fillEligibility'), form: eligibilityFormSchema }),
  z.strictObject({ action: z.literal('complete'), documentId: id, content: bulletinContent, confirmed: meant }),
  z.strictObject({ action: z.literal('sign'), ...signFields, documents: shownDocuments.optional() }),
  z.strictObject({ action: z.literal('decline'), documentIds: z.array(id).min(1).max(50).optional(), reason }),
  z.strictObject({ action: z.literal('answerSiret'), siret: typed, words: prose(2_000).optional() }),
  z.strictObject({ action: z.literal('supply'), answer: prose(4_000) }),
  z.strictObject({ action: z.literal('withdraw'), reason: reason.optional() }),
]);
export type LinkAct = z.output<typeof linkActIn>;

/** Carries out what a link's holder asks, under the same rules as anyone's act. */
export async function actByLink(call: Call, token: string, asked: LinkAct): Promise<ResolvedLink> {
  const link = await resolveLink(call.deps, token);
  const way = await wayOfAct(call, link);
  if (way === null) throw await voidLinkRefusal(call, link, asked, () => dossierOf(call, link));
  const actor = linkActor(link, call.ip);
  if (way === 'again') await performAgain(call, link.process, actor);
  else if (link.kind === 'request') await perform(call, link.process, requestAct(asked), actor);
  else if (asked.action === 'sign') {
    const dossier = await dossierOf(call, link);
    const done = asked.documents === undefined ? null : doneByLink(dossier, asked);
    if (done !== null) throw done;
    const code = await checkCode(call, link, asked.code);
    await perform(call, link.process, { ...signAct(dossier, asked), code }, actor);
  } else await perform(call, link.process, await dossierAct(call, link, asked), actor);
  return link;
}

function requestAct(asked: LinkAct): ActOf<'accessRequest'> {
  switch (asked.action) {
    case 'supply':
      return { type: 'supply', answer: asked.answer };
    case 'withdraw':
      return { type: 'withdraw', reason: asked.reason };
    default:
      throw otherLink();
  }
}

async function dossierAct(
  call: Call,
  link: ResolvedLink,
  asked: Exclude<LinkAct, { action: 'sign' }>,
): Promise<ActOf<DossierType>> {
  switch (asked.action) {
    case 'fillEligibility':
      return { type: 'fillEligibility', form: asked.form };
    case 'complete':
      return { type: 'complete', documentId: asked.documentId, content: asked.content, confirmed: asked.confirmed };
    case 'decline':
      return {
        type: 'decline',
        documentIds: asked.documentIds ?? waitingIds(await dossierOf(call, link)),
        reason: asked.reason,
      };
    case 'withdraw':
      return { type: 'withdraw', reason: asked.reason ?? 'Sans motif' };
    case 'answerSiret':
      if (!knowsAct(link.process.type, 'answerSiret')) throw otherLink();
      return { type: 'answerSiret', siret: asked.siret, words: asked.words ?? '' };
    case 'supply':
      throw otherLink();
  }
}

/** Each kind of link has its own actions; withdrawing is open to both. */
function otherLink(): DomainError {
  return new DomainError('ETAT_INCOMPATIBLE', 'Ce lien ne sert pas à cette action.');
}

export async function dossierOf(call: Pick<Call, 'deps'>, link: ResolvedLink): Promise<Dossier> {
  const dossier = await loadDossier(call.deps.db, link.process.id);
  if (dossier === null) throw notFound();
  return dossier;
}

type SignAct = Extract<DossierAct, { type: 'sign' }>;

/** Exactly what was shown is signed: id, version and hash of each document (§4.3 « Signature »). */
function signAct(dossier: Dossier, asked: Extract<LinkAct, { action: 'sign' }>): SignAct {
  const toSign = dossier.documents.filter((document) => document.state === 'A_SIGNER');
  const shown = asked.documents ?? toSign.map(({ id: documentId, version }) => ({ id: documentId, version }));
  if (shown.length === 0)
    throw new DomainError('ETAT_INCOMPATIBLE', "Il n'y a rien à signer : complétez d'abord les documents demandés.");
  const documents = shown.map((one) => {
    return { hash: signedHash(documentAmong(dossier.documents, one.id)), ...one };
  });
  return { type: 'sign', documents, name: asked.name, function: asked.function };
}

function waitingIds(dossier: Dossier): string[] {
  const waiting = dossier.documents.filter(waitsForPartner).map(({ id }) => id);
  if (waiting.length === 0)
    throw new DomainError('ETAT_INCOMPATIBLE', "Il n'y a rien à refuser : aucun document n'attend votre réponse.");
  return waiting;
}

/** The mailed code, counted before it is compared; returns the id of the one that fits. Throws CODE_REFUSE (422). */
async function checkCode(call: Call, link: ResolvedLink, given: string): Promise<string> {
  const { linkRef, linkVersion } = link.process;
  const code = await tryCode(call.deps.db, { linkRef, version: linkVersion }, call.at);
  if (
    code !== null &&
    call.deps.secrets.verifySignatureCode(given, { linkRef, version: linkVersion, nonce: code.nonce })
  )
    return code.id;
  throw invalid([
    {
      path: 'code',
      code: 'CODE_REFUSE',
      message: `Ce code n'est pas le bon, ou il n'est plus valable (${CODE_TRIES} essais par code). Demandez-en un nouveau.`,
    },
  ]);
}
