import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PROVIDER_SECRETS, PROVIDER_VARIABLES, providerFaults, servicesOf } from './variables.ts';

const SECRET = 'kV2n8Qe5Wz1Yb7Lr4Tg9Pm3Xc6Hd0Sj-';
const CLIENT = {
  PROVIDER_CDAP_SECRET: SECRET,
  PROVIDER_CDAP_REDIRECT_URI: 'https://cdap.caf.fr/retour, https://cdap2.caf.fr/retour',
  PROVIDER_CDAP_ENTRY_URI: 'https://cdap.caf.fr/entrer',
};
const read = (set: Record<string, string>) => servicesOf(z.object(PROVIDER_VARIABLES).parse(set));

describe('services that trust the sign-in, as the environment says (SVC-9)', () => {
  it('one client and one token a service, of those that are set', () => {
    expect(read({})).toEqual({ clients: [], tokens: [] });
    expect(read({ ...CLIENT, PROVIDER_ESAT_TOKEN: SECRET })).toEqual({
      clients: [
        {
          service: 'CDAP',
          secret: SECRET,
          redirectUris: ['https://cdap.caf.fr/retour', 'https://cdap2.caf.fr/retour'],
          entryUri: 'https://cdap.caf.fr/entrer',
          logoutUri: null,
        },
      ],
      tokens: [{ service: 'ESAT', token: SECRET }],
    });
  });

  it('refuses a secret that is short and an address that is none', () => {
    const wrongs: Record<string, string>[] = [
      { PROVIDER_CDAP_SECRET: 'court' },
      { PROVIDER_CDAP_TOKEN: 'court' },
      { PROVIDER_CDAP_REDIRECT_URI: 'https://cdap.caf.fr/retour, ailleurs' },
      { PROVIDER_CDAP_LOGOUT_URI: 'ftp://cdap.caf.fr' },
    ];
    for (const wrong of wrongs) expect(() => read({ ...CLIENT, ...wrong })).toThrow();
  });

  it('tells what is missing of a client, one token for two, and http in production', () => {
    expect(providerFaults(CLIENT)).toEqual([]);
    const { PROVIDER_CDAP_ENTRY_URI: _, ...half } = CLIENT;
    expect(providerFaults(half)).toEqual([expect.stringContaining('PROVIDER_CDAP_ENTRY_URI: missing')]);
    expect(providerFaults({ PROVIDER_CDAP_TOKEN: SECRET, PROVIDER_ESAT_TOKEN: SECRET })).toHaveLength(1);
    expect(providerFaults({ PROVIDER_CDPA_TOKEN: SECRET })).toEqual([
      expect.stringContaining('PROVIDER_CDPA_TOKEN: sets nothing'),
    ]);
    const clear = { ...CLIENT, PROVIDER_CDAP_LOGOUT_URI: 'http://cdap.caf.fr/fin' };
    expect(providerFaults(clear)).toEqual([]);
    expect(providerFaults({ ...clear, NODE_ENV: 'production' })).toEqual([
      'PROVIDER_CDAP_LOGOUT_URI: https in production',
    ]);
  });

  it('knows which of them are secrets', () => {
    expect(PROVIDER_SECRETS).toEqual(expect.arrayContaining(['PROVIDER_CDAP_SECRET', 'PROVIDER_CDAP_TOKEN']));
  });
});
