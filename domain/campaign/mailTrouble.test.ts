import { describe, expect, it } from '@jest/globals';
import { campaignMailTrouble } from './mailTrouble.ts';

const mail = { id: 'm1', template: 'MAIL-32', recipient: 'agent@caf38.example', recipientName: 'Caf 38' };
const campaign = { type: 'esatCampaign', processId: 'esat-campaign-c1', name: 'Printemps', incident: null } as const;

describe('a mail of a campaign is refused for good (R2)', () => {
  it('it is an incident, a line without an address, and a mail to whoever launched it', () => {
    const { incident, audit, mails } = campaignMailTrouble(campaign, 'refused', mail, 'cnaf@cnaf.example');
    expect(incident).toBe('ENVOI_ECHOUE');
    expect(audit).toEqual([
      expect.objectContaining({
        ...{ action: 'mail.refused', entity: 'esatCampaign', entityId: 'esat-campaign-c1' },
        label: expect.stringMatching(/^Courriel « .+ » refusé/),
        ...{ before: { incident: null }, after: { incident: 'ENVOI_ECHOUE' } },
      }),
    ]);
    expect(JSON.stringify(audit)).not.toContain('@');
    expect(mails).toMatchObject([
      {
        ...{ key: 'MAIL-84:refused:m1', to: 'cnaf@cnaf.example' },
        params: { template: 'MAIL-84', campaign: 'Printemps', recipient: 'Caf 38' },
      },
    ]);
    const nameless = campaignMailTrouble(campaign, 'refused', { ...mail, recipientName: null }, 'cnaf@cnaf.example');
    expect(nameless.mails).toMatchObject([{ params: { recipient: 'son destinataire' } }]);
  });

  it.each(['refused', 'doubted'] as const)('%s: who is gone or not reached himself is told nothing', (trouble) => {
    expect(campaignMailTrouble(campaign, trouble, mail, null).mails).toEqual([]);
    expect(campaignMailTrouble(campaign, trouble, mail, 'Agent@Caf38.example').mails).toEqual([]);
  });
});

describe('a mail of a campaign that may not have arrived (R2)', () => {
  it.each([
    [null, 'ENVOI_INCERTAIN'],
    ['ENVOI_ECHOUE', 'ENVOI_ECHOUE'],
  ])('after %s its incident is %s, a line tells it and its creator is asked', (before, incident) => {
    expect(campaignMailTrouble({ ...campaign, incident: before }, 'doubted', mail, 'marie@cnaf.example')).toMatchObject(
      {
        incident,
        audit: [{ ...{ action: 'mail.doubted', entityId: 'esat-campaign-c1' }, before: { incident: before } }],
        mails: [{ key: 'MAIL-84:doubted:m1', to: 'marie@cnaf.example', params: { doubted: true } }],
      },
    );
  });

  it('of a mail about a mail nobody is told', () => {
    const about = { ...mail, template: 'MAIL-84' };
    expect(campaignMailTrouble(campaign, 'doubted', about, 'marie@cnaf.example').mails).toEqual([]);
  });
});
