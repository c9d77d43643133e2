import { describe, expect, it } from '@jest/globals';
import { CHANGED, changeOf, changesAmong, tellChanges } from './changes.ts';
import type { Personal } from './personal.ts';

const about = { entity: 'user', entityId: 'u' };
const email = { subject: 'u', isPersonal: (field: string) => field === 'email' };
const line = (over: object = {}) => ({ ...about, action: 'user.edit', label: 'Compte modifié', ...over });

describe('what an act changed, before and after (S6)', () => {
  it('is the fields that differ and no others; what is not said is nothing', () => {
    expect(changeOf(about, { a: 1, b: null, c: [1] }, { a: 2, c: [1] })).toEqual([
      { ...about, before: { a: 1 }, after: { a: 2 } },
    ]);
    expect(changeOf(about, { at: new Date(0) }, { at: new Date(0) })).toEqual([]);
    expect(changeOf(about, null, { a: 1, b: null })).toEqual([{ ...about, before: null, after: { a: 1 } }]);
    const row = (id: string, a: number) => ({ id, a });
    const seen: unknown[] = [];
    changesAmong([row('x', 1)], [row('x', 2), row('y', 3)], (was, is) => {
      seen.push([was, is]);
      return [];
    });
    expect(seen).toEqual([
      [row('x', 1), row('x', 2)],
      [null, row('y', 3)],
    ]);
  });

  it('keeps who somebody is apart, and never writes it down unsealed', () => {
    const [change] = changeOf(
      about,
      { email: 'a@x.example', open: true },
      { email: 'b@x.example', open: false },
      email,
    );
    expect(change?.before).toMatchObject({ open: true });
    const personal = change?.before?.personal as Personal;
    expect([personal.subject, personal.reveal()]).toEqual(['u', { email: 'a@x.example' }]);
    expect(JSON.stringify(change)).toBe(
      JSON.stringify({
        ...about,
        before: { open: true, personal: { fields: ['email'] } },
        after: { open: false, personal: { fields: ['email'] } },
      }),
    );
  });

  it('stands on the line about the thing itself, what the act says last', () => {
    const lines = [line({ entityId: 'other' }), line({ before: { a: 'dit' } })];
    expect(tellChanges(lines, [{ ...about, before: { a: 1, b: 1 }, after: { a: 2, b: 2 } }])).toEqual([
      line({ entityId: 'other' }),
      line({ before: { a: 'dit', b: 1 }, after: { a: 2, b: 2 } }),
    ]);
    expect(lines[1]).toEqual(line({ before: { a: 'dit' } }));
  });

  it('stands on the line that tells it of what it belongs to, else on one of its own: never on that of another thing', () => {
    const joined = { entity: 'group', entityId: 'g', action: 'group.join', label: 'Groupe rejoint' };
    const member = { entity: 'membership', entityId: 'm', before: null, after: { userId: 'u' } };
    const toldOf = [{ entity: 'group', entityId: 'g' }, about];
    expect(tellChanges([line(), joined], [{ ...member, toldOf }])).toEqual([
      line(),
      { ...joined, before: { 'membership:m': null }, after: { 'membership:m': { userId: 'u' } } },
    ]);
    expect(
      tellChanges(
        [line()],
        [
          { ...member, toldOf: toldOf.slice(0, 1) },
          { ...member, entityId: 'n' },
        ],
      ),
    ).toEqual([
      line(),
      expect.objectContaining({ action: CHANGED, entity: 'membership', entityId: 'm', after: { userId: 'u' } }),
      expect.objectContaining({ action: CHANGED, entity: 'membership', entityId: 'n', after: { userId: 'u' } }),
    ]);
  });

  it('is kept where the act tells nothing, and is nothing where nothing changed', () => {
    const [kept] = tellChanges([], [{ ...about, before: { a: 1 }, after: { a: 2 } }]);
    expect(kept).toMatchObject({ ...about, action: CHANGED, before: { a: 1 }, after: { a: 2 } });
    expect(tellChanges([], [])).toEqual([]);
    expect(tellChanges([line()], [])).toEqual([line()]);
  });
});
