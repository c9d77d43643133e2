import { CATALOGUE } from '../service/services.ts';
import type {
  ContractDocument,
  DocumentContent,
  DocumentVersion,
  EligibilityForm,
  NamedParty,
  Signature,
} from './types.ts';

/** A signature as it is printed; a voided one stays (§4.3 « Signature »). */
export type PrintableSignature = Pick<Signature, 'party' | 'name' | 'function' | 'at' | 'version' | 'contentHash'> & {
  voided: boolean;
};

/** One line of the document's life: French words, no secret and no e-mail address in `who`. */
export interface PrintableEvent {
  at: Date;
  what: string;
  who: string;
}

/** Everything a contractual document needs to be printed, and nothing else: the value that every text of `texts/` is made from. */
export interface PrintableDocument
  extends Pick<ContractDocument, 'kind' | 'origin' | 'service' | 'version' | 'state' | 'siret' | 'createdAt'> {
  /** number of the convention: its own, or that of the convention it hangs on; null while none is given */
  number: string | null;
  content: DocumentContent;
  partner: NamedParty;
  caf: { code: string; name: string };
  /** Esat bulletin: what the eligibility form says (ESAT-5) */
  eligibility: EligibilityForm | null;
  signatures: PrintableSignature[];
  history: PrintableEvent[];
  /** the version in its place, where this one is a former one */
  replacedBy?: number;
}

/** What surrounds a document when it is printed. */
export interface PrintableContext {
  /** as it is today */
  partner: NamedParty;
  caf: { code: string; name: string };
  /** number of the convention that a contrat, bulletin, avenant or annexe hangs on */
  conventionNumber: string | null;
  eligibility: EligibilityForm | null;
  history: PrintableEvent[];
}

/** The printable value of a document among its parties and its history. */
export function printable(document: ContractDocument, context: PrintableContext): PrintableDocument {
  const { kind, origin, service, version, state, siret, createdAt, content } = document;
  return {
    kind,
    origin,
    service,
    version,
    state,
    siret,
    createdAt,
    content,
    number: document.number ?? context.conventionNumber,
    // §4.3 « Signature »: what was signed does not change with the partner's particulars (CONV-16)
    partner: content.partner ?? context.partner,
    caf: context.caf,
    eligibility:
      kind === 'BULLETIN' && service !== null && CATALOGUE[service].ownProcedure?.form ? context.eligibility : null,
    signatures: document.signatures.map(
      ({ voidedAt, party, name, function: role, at, version: signed, contentHash }) => ({
        party,
        name,
        function: role,
        at,
        version: signed,
        contentHash,
        voided: voidedAt !== null,
      }),
    ),
    history: context.history,
  };
}

/** The printable value of one of its versions, with the signatures that this one bears (§4.3 « Signature »). */
export function printableVersion(
  document: ContractDocument,
  { version, siret, content }: DocumentVersion,
  context: PrintableContext,
): PrintableDocument {
  const signatures = document.signatures.filter((signature) => signature.version === version);
  const print = printable({ ...document, version, siret, content, signatures }, context);
  return version === document.version ? print : { ...print, replacedBy: document.version };
}

/**
 * What was signed at `at`, as it stood then: whatever became of it since, the same facts print the same bytes. A mail that brings it twice brings the
 * same (R2).
 */
export function printableAsSigned(
  document: ContractDocument,
  kept: DocumentVersion,
  context: PrintableContext,
  at: Date,
): PrintableDocument {
  const then = ({ at: when }: { at: Date }) => when.getTime() <= at.getTime();
  const { version, siret, content } = kept;
  const signatures = document.signatures
    .filter((signature) => signature.version <= version && then(signature))
    .map((one) => ({ ...one, voidedAt: one.voidedAt !== null && one.voidedAt >= at ? null : one.voidedAt }));
  const asItWas = { ...document, version, siret, content, signatures, state: 'SIGNE_PARTENAIRE' as const };
  return printable(asItWas, { ...context, history: context.history.filter(then) });
}

/** Instant of the last thing that happened to a document: the date its print carries, so that the same facts give the same bytes. */
export function lastChangeOf(document: PrintableDocument): Date {
  const instants = [...document.signatures, ...document.history].map(({ at }) => at.getTime());
  return new Date(Math.max(document.createdAt.getTime(), ...instants));
}
