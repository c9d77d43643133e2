import type { AuditDraft } from './journal.ts';
import { Personal } from './personal.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One thing that an act made or changed: the fields that differ, as they were (null: it was not there) and as they are. */
export interface Change {
  entity: string;
  entityId: string;
  before: Fields | null;
  after: Fields;
  /** whose lines tell it too, where none is about the thing itself: somebody joins a group, which is told of the group */
  toldOf?: readonly Pick<Change, 'entity' | 'entityId'>[];
}

/** Of a line that only keeps what an act changed of a thing of which it tells nothing else: no timeline shows it. */
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
 * An act's lines with what each changed, before and after (S6): on the line about the thing itself; else on the one that tells it of what it
 * belongs to, under the thing's name; else on a line of its own, which only keeps the change. Never on a line about something else.
 */
export function tellChanges(audit: readonly AuditDraft[], changes: readonly Change[]): AuditDraft[] {
  const lines: AuditDraft[] = audit.map((line) => ({ ...line }));
  const about = ({ entity, entityId }: Pick<Change, 'entity' | 'entityId'>) =>
    lines.find((line) => line.entity === entity && line.entityId === entityId);
  for (const change of changes) {
    const own = about(change);
    const teller = own ?? change.toldOf?.map(about).find((line) => line !== undefined);
    const line = teller ?? keptLine(change);
    if (teller === undefined) lines.push(line);
    const under = (fields: Fields | null): Fields | null =>
      own === undefined && teller !== undefined ? { [`${change.entity}:${change.entityId}`]: fields } : fields;
    // what the act says itself comes last: it is as the procedure means it
    const [before, after] = [under(change.before), under(change.after)];
    if (before !== null) line.before = { ...before, ...fieldsOf(line.before) };
    line.after = { ...after, ...fieldsOf(line.after) };
  }
  return lines;
}

function keptLine({ entity, entityId }: Change): AuditDraft {
  return { action: CHANGED, entity, entityId, label: 'Changement par le même acte', rule: 'S6' };
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
