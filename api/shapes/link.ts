import { z } from 'zod';
import { requestById } from '../../adapters/store/queries/accessRequests.ts';
import { codeOnItsWay, processOfLink } from '../../adapters/store/queries/links.ts';
import { requestHistory } from '../../domain/accessRequest/history.ts';
import { REQUEST_STATES, type RequestState, transitionOf } from '../../domain/accessRequest/transitions.ts';
import { cafName } from '../../domain/caf/cafs.ts';
import { knowsAct } from '../../domain/command/acts.ts';
import type { DoneAct } from '../../domain/decision/done.ts';
import { eventsFor } from '../../domain/document/transitions.ts';
import { live } from '../../domain/dossier/documents.ts';
import { historyOf } from '../../domain/dossier/history.ts';
import { asksOf } from '../../domain/dossier/kind.ts';
import { bulletinDefaults } from '../../domain/dossier/partnerActs.ts';
import type { Dossier } from '../../domain/dossier/types.ts';
import { PROCESS_TYPES, type ProcessType } from '../../domain/process/types.ts';
import { openQuestion } from '../../domain/siretCorrection/question.ts';
import type { SiretCorrectionFacts } from '../../domain/siretCorrection/types.ts';
import { notFound } from '../access.ts';
import { type ResolvedLink, readableUntil } from '../link.ts';
import { dossierOf } from '../linkActs.ts';
import type { Call } from '../route.ts';
import { instant, iso, isoOrNull } from './common.ts';
import { contentOut, documentOut, presentDocument } from './document.ts';
import { waitingForOut } from './process.ts';

export const tokenParams = z.strictObject({ token: z.string().min(1).max(300) });
/** The link's token where it is not in the header X-Link-Token. */
export const tokenInBody = z
  .string()
  .max(300)
  .optional()
  .meta({ description: 'Jeton du lien, s’il n’est pas dans X-Link-Token' });
/** Answer to an act by a link. */
export const linkDone = z.object({ state: z.string(), linkStillValid: z.boolean() }).meta({ id: 'LinkDone' });
const LINK_ACTIONS = ['fillEligibility', 'answerSiret', 'complete', 'sign', 'decline', 'supply', 'withdraw'] as const;
type LinkAction = (typeof LINK_ACTIONS)[number];

export const linkOut = z
  .object({
    kind: z.enum(['dossier', 'request']),
    type: z.enum(PROCESS_TYPES).meta({ description: 'Nature du dossier' }),
    organisme: z.string(),
    caf: z.object({ code: z.string(), name: z.string() }),
    state: z.string(),
    phase: z.string().nullable().meta({ description: 'Étape où se trouve un dossier de documents' }),
    waitingFor: waitingForOut.nullable(),
    current: z.boolean().meta({ description: 'Faux : ce lien a servi ou a été remplacé ; il se lit encore' }),
    ended: z.boolean(),
    readableUntil: instant.nullable().meta({ description: 'Jusqu’à quand ce lien montre un dossier terminé' }),
    done: z
      .array(z.object({ at: instant, what: z.string(), by: z.string() }))
      .meta({ description: 'Ce qui a été fait, quand et par qui' }),
    codeSentTo: z.string().meta({ description: 'Adresse, en partie masquée, où part le code de signature' }),
    code: z
      .object({ sentAt: instant, expiresAt: instant })
      .nullable()
      .meta({ description: 'Le dernier code parti, tant qu’il sert' }),
    actions: z.array(z.enum(LINK_ACTIONS)),
    eligibilityExpected: z.boolean(),
    siretQuestion: z
      .object({
        text: z.string().meta({ description: 'Ce que la Caf demande' }),
        conventionSiret: z.string(),
        choices: z.array(z.string()).meta({ description: 'SIRET connus de Tiersi' }),
        open: z.boolean().meta({ description: 'La réponse est attendue' }),
        answer: z.object({ at: instant, siret: z.string(), words: z.string() }).nullable(),
      })
      .nullable()
      .meta({ description: "Question sur le SIRET d'un tuteur, et ce qui y a été répondu" }),
    documents: z.array(
      documentOut.omit({ events: true }).extend({
        actions: z.array(z.enum(['complete', 'sign', 'decline'])),
        defaults: contentOut.nullable().meta({ description: 'Ce qui remplit déjà le bulletin' }),
      }),
    ),
    request: z
      .object({
        reference: z.string(),
        state: z.enum(REQUEST_STATES),
        question: z.string().nullable().meta({ description: 'Ce que la Caf demande' }),
        profiles: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Link' });

/** What a link's holder may see and do now. Reads only. */
export async function describeLink(
  call: Pick<Call, 'deps' | 'at'>,
  link: ResolvedLink,
): Promise<z.input<typeof linkOut>> {
  const { process } = link;
  const common = {
    kind: link.kind,
    type: process.type as ProcessType,
    caf: { code: process.caf, name: cafName(process.caf) },
    state: process.state,
    waitingFor: (process.waitingFor ?? null) as z.input<typeof waitingForOut> | null,
    current: link.current,
    ended: process.closedAt !== null,
    readableUntil: isoOrNull(readableUntil(link, call.deps.policy)),
    codeSentTo: maskedAddress(link.recipient),
  };
  if (link.kind === 'dossier') {
    const { linkRef, linkVersion: version } = process;
    const code = link.current ? await codeOnItsWay(call.deps.db, { linkRef, version }, call.at) : null;
    return {
      ...common,
      code: code === null ? null : { sentAt: iso(code.createdAt), expiresAt: iso(code.expiresAt) },
      ...describeDossier(call, await dossierOf(call, link), link.current),
      request: null,
    };
  }
  const request = await requestById(call.deps.db, process.id);
  if (request === null) throw notFound();
  const state = request.state as RequestState;
  const actions = (['supply', 'withdraw'] as const).filter(
    (event) => link.current && typeof transitionOf(state, event, 'applicant') === 'object',
  );
  return {
    ...common,
    phase: null,
    code: null,
    organisme: request.form.raisonSociale,
    actions,
    eligibilityExpected: false,
    done: requestHistory({ ...request, state, endedAt: process.closedAt }).map(presentAct),
    siretQuestion: null,
    documents: [],
    request: {
      reference: request.reference,
      state,
      question: state === 'COMPLEMENT_DEMANDE' ? (request.exchanges.at(-1)?.what ?? null) : null,
      profiles: request.form.profiles,
    },
  };
}

function describeDossier({ deps, at }: Pick<Call, 'deps' | 'at'>, dossier: Dossier, current: boolean) {
  const ended = dossier.endedAs !== null || !current;
  const kind = deps.stories[dossier.type]?.kind;
  // a form is asked for that is no document (ESAT-5)
  const formExpected =
    current &&
    kind !== undefined &&
    asksOf({ kind, dossier, policy: deps.policy, at }).some(({ documentId }) => documentId === null);
  const documents = dossier.documents
    .filter((document) => document.state !== 'BROUILLON' && document.state !== 'ABANDONNE')
    .map((document) => {
      const { events: _, ...shown } = presentDocument(document, null);
      const actions = ended
        ? []
        : eventsFor(document.kind, document.state, 'representative').filter(
            (event) => event === 'complete' || event === 'sign' || event === 'decline',
          );
      return {
        ...shown,
        actions,
        defaults: document.kind === 'BULLETIN' ? bulletinDefaults(dossier.partner, document) : null,
      };
    });
  const offered = new Set<LinkAction>(documents.flatMap((document) => document.actions));
  const type = dossier.type as ProcessType;
  const eligibilityExpected = formExpected && knowsAct(type, 'fillEligibility');
  if (eligibilityExpected) offered.add('fillEligibility');
  const siretQuestion = knowsAct(type, 'answerSiret')
    ? siretQuestionOf(dossier as Dossier<SiretCorrectionFacts>)
    : null;
  if (formExpected && siretQuestion !== null) offered.add('answerSiret');
  // a correction is the Caf's own work: its partner answers, signs or refuses
  if (!ended && siretQuestion === null) offered.add('withdraw');
  return {
    phase: dossier.facts.phase,
    organisme: dossier.partner.raisonSociale,
    actions: LINK_ACTIONS.filter((action) => offered.has(action)),
    eligibilityExpected,
    done: historyOf(dossier).map(presentAct),
    siretQuestion: siretQuestion?.text === '' ? null : siretQuestion,
    documents,
  };
}

const presentAct = ({ at, what, by }: DoneAct) => ({ at: iso(at), what, by });

/** What the Caf asked about the SIRET, and what was answered: done is not dead, a used link says so. */
function siretQuestionOf(dossier: Dossier<SiretCorrectionFacts>) {
  const { question, answers } = dossier.facts.correction;
  const last = answers.at(-1) ?? null;
  return {
    text: question?.text ?? '',
    conventionSiret: live(dossier, 'CONVENTION')?.siret ?? '',
    choices: (dossier.tuteur?.check?.sirets ?? []).map(({ siret }) => siret),
    open: openQuestion(dossier.facts) !== null,
    answer: question !== null && last !== null && last.at === question.closedAt ? last : null,
  };
}

/** Where the process stands after an act, and whether the link may be used again. */
export async function stateOf(
  call: Pick<Call, 'deps'>,
  link: ResolvedLink,
): Promise<{ state: string; linkStillValid: boolean }> {
  const now = await processOfLink(call.deps.db, link.process.linkRef);
  if (now === null) throw notFound();
  return { state: now.state, linkStillValid: link.current && now.linkVersion === link.process.linkVersion };
}

/** 'co*****@esat.example': enough to recognise one's own address. */
export function maskedAddress(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 2)}*****@${domain}`;
}
