import { describe, expect, it } from '@jest/globals';
import { campaignMailDoubted } from './mailRefused.ts';

const mail = { id: 'm1', template: 'MAIL-80', recipient: 'caf93@caf.example', recipientName: null };

describe('a mail of a campaign that may not have arrived (R2)', () => {
  it.each([
    [null, 'ENVOI_INCERTAIN'],
    ['ENVOI_ECHOUE', 'ENVOI_ECHOUE'],
  ])('after %s its incident is %s, a line tells it and its creator is asked', (before, incident) => {
    const about = { processId: 'esat-campaign-1', name: 'Campagne', incident: before };
    expect(campaignMailDoubted(about, mail, 'marie@cnaf.example')).toMatchObject({
      incident,
      audit: [{ ...{ action: 'mail.doubted', entityId: 'esat-campaign-1' }, before: { incident: before } }],
      mails: [{ key: 'MAIL-84:doubt:m1', to: 'marie@cnaf.example' }],
    });
    expect(campaignMailDoubted(about, { ...mail, template: 'MAIL-84' }, 'marie@cnaf.example').mails).toEqual([]);
  });
});
