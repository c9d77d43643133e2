import type { AuditDraft } from './journal.ts';
import { Personal } from './personal.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One thing that an act made or changed: the fields that differ, as they were (null: it was not there) and as they are. */
export interface Change {
  entity: string;
  entityId: string;
  before: Fields | null;
  after: Fields;
}

/** Of a line that only keeps what changed with an act of which nothing else is told: no timeline shows it. */
export const CHANGED = 'changed';

/**
 * What differs between two looks at one thing; nothing where nothing does. `secret`: whose key seals the fields that tell who somebody is, and
 * which these are (S6).
 */
export function changeOf(
  about: Pick<Change, 'entity' | 'entityId'>,
  before: Fields | null,
  after: Fields,
  secret?: { subject: string; isPersonal: (field: string, value: unknown) => boolean },
): Change[] {
  const differing = Object.keys({ ...before, ...after }).filter((field) =>
    before === null ? after[field] != null : differ(before[field], after[field]),
  );
  if (differing.length === 0) return [];
  const isPersonal = (field: string) =>
    secret !== undefined && (secret.isPersonal(field, before?.[field]) || secret.isPersonal(field, after[field]));
  const told = (row: Fields): Fields => {
    const clear = differing.filter((field) => !isPersonal(field)).map((field) => [field, row[field] ?? null]);
    const sealed = differing.filter(isPersonal).map((field) => [field, row[field] ?? null]);
    return {
      ...Object.fromEntries(clear),
      ...(secret === undefined || sealed.length === 0
        ? {}
        : { personal: new Personal(secret.subject, Object.fromEntries(sealed)) }),
    };
  };
  return [{ ...about, before: before === null ? null : told(before), after: told(after) }];
}

/** The same of things with an id: those that are new and those that differ. */
export function changesAmong<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  change: (was: T | null, is: T) => Change[],
): Change[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return after.flatMap((one) => change(known.get(one.id) ?? null, one));
}

/**
 * An act's lines with what each changed, before and after (S6): on the line about the thing itself, else on the act's first line, under the
 * thing's name. An act that tells nothing gets a line that only keeps the change.
 */
export function tellChanges(audit: readonly AuditDraft[], changes: readonly Change[]): AuditDraft[] {
  if (changes.length === 0) return [...audit];
  const lines: AuditDraft[] = audit.length > 0 ? audit.map((line) => ({ ...line })) : [keptLine(changes)];
  for (const change of changes) {
    const own = lines.find(({ entity, entityId }) => entity === change.entity && entityId === change.entityId);
    const line = own ?? lines[0];
    if (line === undefined) continue;
    const under = (fields: Fields | null): Fields | null =>
      own === undefined ? { [`${change.entity}:${change.entityId}`]: fields } : fields;
    // what the act says itself comes last: it is as the procedure means it
    const [before, after] = [under(change.before), under(change.after)];
    if (before !== null) line.before = { ...before, ...fieldsOf(line.before) };
    line.after = { ...after, ...fieldsOf(line.after) };
  }
  return lines;
}

function keptLine([first]: readonly Change[]): AuditDraft {
  const { entity = '', entityId = '' } = first ?? {};
  return { action: CHANGED, entity, entityId, label: 'Changement sans autre acte', rule: 'S6' };
}

function fieldsOf(told: unknown): Fields {
  return typeof told === 'object' && told !== null ? (told as Fields) : {};
}

function differ(before: unknown, after: unknown): boolean {
  return before !== after && textOf(before) !== textOf(after);
}

/** Nothing, null and an unsaid field are the same. */
function textOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
