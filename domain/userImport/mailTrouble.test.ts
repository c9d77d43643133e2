import { describe, expect, it } from '@jest/globals';
import { importMailTrouble } from './mailTrouble.ts';

const mail = { id: 'm1', template: 'MAIL-42', recipient: 'lea.morin@peupliers.example', recipientName: 'Léa Morin' };
const about = { type: 'userImport', processId: 'user-import-1', partnerId: 'p1', incident: null } as const;

describe('a mail of an import of users that may not have arrived, or will not (R2)', () => {
  it.each([
    ['doubted', 'ENVOI_INCERTAIN'],
    ['refused', 'ENVOI_ECHOUE'],
  ] as const)('%s: an incident, a line without an address, and a mail to whoever launched it', (trouble, incident) => {
    const told = importMailTrouble(about, trouble, mail, 'claire.aubert@peupliers.example');
    expect(told.incident).toBe(incident);
    expect(told.audit).toMatchObject([
      { action: `mail.${trouble}`, entityId: 'user-import-1', before: { incident: null }, after: { incident } },
    ]);
    expect(JSON.stringify(told.audit)).not.toContain('@');
    expect(told.mails).toMatchObject([
      {
        ...{ key: `MAIL-106:${trouble}:m1`, to: 'claire.aubert@peupliers.example' },
        params: {
          ...{ recipient: 'Léa Morin', doubted: trouble === 'doubted' },
          link: { path: '/partenaires/p1/utilisateurs/import/user-import-1' },
        },
      },
    ]);
  });

  it('who is gone or not reached himself is told nothing, nor anybody of a mail about a mail', () => {
    const mails = (over: object, to: string | null) =>
      importMailTrouble(about, 'doubted', { ...mail, ...over }, to).mails;
    expect(mails({}, null)).toEqual([]);
    expect(mails({}, 'LEA.morin@peupliers.example')).toEqual([]);
    expect(mails({ template: 'MAIL-106' }, 'claire.aubert@peupliers.example')).toEqual([]);
  });
});
