import { z } from 'zod';
import { signedHash } from '../../adapters/files/signedHash.ts';
import { AVENANT_OBJECTS, SIRET_GROUNDS } from '../../domain/document/avenant.ts';
import { DOCUMENT_EVENTS, type DocumentActor, eventsFor } from '../../domain/document/transitions.ts';
import {
  CLOSING_MOTIFS,
  type ContractDocument,
  DOCUMENT_KINDS,
  DOCUMENT_STATES,
  type DocumentVersion,
  type Signature,
} from '../../domain/document/types.ts';
import { documentLabel } from '../../domain/dossier/documents.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { delegationMode, id, instant, iso, isoOrNull } from './common.ts';

const person = z.object({ firstName: z.string(), lastName: z.string(), email: z.string() });

/** Missions are one text in avenants made before they were a list. */
const avenantValues = z.object({
  siret: z.string().optional(),
  missions: z.union([z.array(z.string()), z.string()]).optional(),
  departments: z.array(z.string()).optional(),
  caf: z.string().optional().meta({ description: 'Caf qui contracte (DEL-8)' }),
});

export const contentOut = z.object({
  partner: z
    .object({ raisonSociale: z.string(), address: z.string(), email: z.string(), phone: z.string() })
    .optional()
    .meta({ description: 'Le partenaire tel que cette version le nomme ; absent tant que rien n’est envoyé' }),
  missions: z.array(z.string()).optional(),
  departments: z.array(z.string()).optional(),
  contractingCaf: z
    .string()
    .optional()
    .meta({ description: 'Caf qui contracte depuis un avenant ; absente : la signataire' }),
  delegationMode: delegationMode.optional(),
  roles: z.array(z.string()).optional(),
  calendar: z
    .array(z.string())
    .readonly()
    .optional()
    .meta({ description: 'Bulletin : ce qui revient chaque année, là où cette installation le règle autrement' }),
  raisonSociale: z.string().optional(),
  siret: z.string().optional(),
  conventionNumber: z.string().optional(),
  administrateur: person.optional(),
  leavingAdministrateur: person.optional().meta({ description: 'Annexe 3 : qui part (ADM-3)' }),
  signatory: z.object({ name: z.string(), function: z.string() }).optional(),
  avenant: z
    .object({
      object: z.enum(AVENANT_OBJECTS),
      before: avenantValues,
      after: avenantValues,
      ground: z.enum(SIRET_GROUNDS).optional().meta({ description: 'SIRET de Tiersi, ou ancien SIRET rétabli' }),
      byCaf: z.literal(true).optional().meta({ description: 'En vigueur par la seule signature de la Caf' }),
    })
    .optional(),
});

const signatureOut = z.object({
  party: z.enum(['PARTENAIRE', 'CAF']),
  name: z.string(),
  function: z.string(),
  version: z.int(),
  hash: z.string(),
  at: instant,
  voidedAt: instant.nullable(),
});

export const versionOut = z
  .object({
    version: z.int(),
    siret: z.string(),
    hash: z.string().meta({ description: 'SHA-256 de cette version, celui que portent ses signatures' }),
    content: contentOut,
    at: instant,
    signatures: z.array(signatureOut),
  })
  .meta({ id: 'DocumentVersion' });

export const documentOut = z
  .object({
    id,
    kind: z.enum(DOCUMENT_KINDS),
    label: z.string(),
    service: z.enum(SERVICE_CODES).nullable(),
    partnerId: z.string(),
    caf: z.string(),
    siret: z.string(),
    number: z.string().nullable(),
    origin: z.enum(['PASSERELLE', 'REPRISE']),
    state: z.enum(DOCUMENT_STATES),
    version: z.int(),
    hash: z.string().meta({ description: 'SHA-256 de ce qui est signé' }),
    content: contentOut,
    processId: z.string().nullable(),
    conventionId: z.string().nullable(),
    contratId: z.string().nullable(),
    replacesId: z.string().nullable(),
    reason: z.string().nullable(),
    motif: z
      .enum(CLOSING_MOTIFS)
      .nullable()
      .meta({ description: 'Motif codé d’une clôture, quand la procédure en a un' }),
    sentAt: instant.nullable(),
    completedAt: instant.nullable(),
    signedAt: instant.nullable(),
    activatedAt: instant.nullable(),
    closedAt: instant.nullable(),
    createdAt: instant,
    signatures: z.array(signatureOut),
    events: z
      .array(z.enum(DOCUMENT_EVENTS))
      .meta({ description: 'Ce que la personne connectée peut faire maintenant' }),
  })
  .meta({ id: 'Document' });

/** A document as the API shows it; `actor` null: the person may only read. */
export function presentDocument(document: ContractDocument, actor: DocumentActor | null): z.input<typeof documentOut> {
  const {
    kind,
    service,
    partnerId,
    caf,
    siret,
    number,
    origin,
    state,
    version,
    content,
    processId,
    conventionId,
    contratId,
    replacesId,
    reason,
    motif,
  } = document;
  return {
    id: document.id,
    kind,
    label: documentLabel(document),
    service,
    partnerId,
    caf,
    siret,
    number,
    origin,
    state,
    version,
    hash: signedHash(document),
    content,
    processId,
    conventionId,
    contratId,
    replacesId,
    reason,
    motif,
    sentAt: isoOrNull(document.sentAt),
    completedAt: isoOrNull(document.completedAt),
    signedAt: isoOrNull(document.signedAt),
    activatedAt: isoOrNull(document.activatedAt),
    closedAt: isoOrNull(document.closedAt),
    createdAt: iso(document.createdAt),
    signatures: document.signatures.map(presentSignature),
    events: actor === null ? [] : eventsFor(kind, state, actor),
  };
}

/** One version of it, as its signatures cover it. */
export function presentVersion(document: ContractDocument, version: DocumentVersion): z.input<typeof versionOut> {
  const { version: number, siret, content, at } = version;
  return {
    version: number,
    siret,
    hash: signedHash({ ...document, version: number, siret, content }),
    content,
    at: iso(at),
    signatures: document.signatures.filter((one) => one.version === number).map(presentSignature),
  };
}

function presentSignature(one: Signature): z.input<typeof signatureOut> {
  return {
    party: one.party,
    name: one.name,
    function: one.function,
    version: one.version,
    hash: one.contentHash,
    at: iso(one.at),
    voidedAt: isoOrNull(one.voidedAt),
  };
}
