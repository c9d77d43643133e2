import { accountChange } from '../account/changes.ts';
import type { Account } from '../account/types.ts';
import { type Change, changeOf, changesAmong, type Fields } from '../decision/changes.ts';
import { type ContractDocument, isOfPeople } from '../document/types.ts';
import { taskChange } from '../task/changes.ts';
import type { Dossier, OpenedService } from './types.ts';

/** What a dossier's facts say of the procedure and of nobody; all else of them may tell who somebody is. */
const OF_NOBODY: ReadonlySet<string> = new Set([
  'phase',
  'services',
  'delegationMode',
  'modeUnderWay',
  'departments',
  'missions',
  'profiles',
  'opensOn',
  'deadline',
  'reprise',
  'siretBlock',
  'otherCafs',
  'toJudge',
  'groupWait',
  'useCase',
  'endedAs',
  'caf',
  'incident',
  'flags',
]);

/**
 * What an act changed of a dossier, before and after, its first step with what it begins with: where it stands and its facts, whom its mails reach, its partner's address and SIRET,
 * documents and what they say, services, tasks, and the account it makes (S6).
 */
export function dossierChanges(before: Dossier, after: Dossier, newcomer: Account | null): Change[] {
  const { partner } = after;
  return [
    ...changeOf({ entity: after.type, entityId: after.id }, before.opened ? standing(before) : null, standing(after), {
      subject: after.id,
      isPersonal: (field, value) => !OF_NOBODY.has(field) && (typeof value === 'string' || typeof value === 'object'),
    }),
    ...changeOf({ entity: 'partner', entityId: partner.id }, contact(before), contact(after), {
      subject: partner.id,
      isPersonal: (field) => field === 'email',
    }),
    ...changesAmong([...before.documents, ...before.inForce], [...after.documents, ...after.inForce], (was, is) =>
      documentChange(was, is, after.id),
    ),
    ...changesAmong(before.services, after.services, serviceChange),
    ...changesAmong(before.tasks, after.tasks, (was, is) => taskChange(was, is, after.id)),
    ...(newcomer === null ? [] : accountChange(null, newcomer)),
  ];
}

function standing({ facts, endedAs, caf, incident, flags, linkEmail }: Dossier): Fields {
  return { ...facts, endedAs, caf, incident, flags, linkEmail };
}

function contact({ partner: { email, siret, referenceTiersi } }: Dossier): Fields {
  return { email, siret, referenceTiersi };
}

function documentChange(was: ContractDocument | null, is: ContractDocument, dossierId: string): Change[] {
  const told = (one: ContractDocument): Fields => {
    const { kind, service, state, version, siret, number, conventionId, contratId, reason, motif, content } = one;
    const said = Object.entries(content).map(([name, value]) => [`content.${name}`, value]);
    const fields = { kind, service, state, version, siret, number, conventionId, contratId, reason, motif };
    return { ...fields, ...Object.fromEntries(said) };
  };
  return changeOf({ entity: 'document', entityId: is.id }, was === null ? null : told(was), told(is), {
    subject: dossierId,
    isPersonal: (field) => isOfPeople(field.replace('content.', '')),
  });
}

function serviceChange(was: OpenedService | null, is: OpenedService): Change[] {
  return changeOf({ entity: 'service', entityId: is.id }, was === null ? null : { ...was }, { ...is });
}
