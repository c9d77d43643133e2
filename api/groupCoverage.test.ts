import { describe, expect, it } from '@jest/globals';
import { centralise } from '../test/openPartner.ts';
import { api, claire, omar, openPeupliers, partnerId } from '../test/peupliers.ts';

openPeupliers();

const list = (token: string) => api.call('GET', `/partners/${partnerId}/groups`, { token });
const lacking = async (token = claire) =>
  (await list(token)).body.rolesWithoutGroup.map(
    (one: { service: string; role: string; groupId: string | null }) =>
      `${one.service} ${one.role}${one.groupId === null ? '' : ' waits'}`,
  );

describe('one group per profile of the bulletin in force (CDAP-2, GRP-14)', () => {
  it('says with the groups which roles none carries: from the group on it waits, from the role on it is covered', async () => {
    expect(await lacking()).toEqual(['CDAP T1', 'CDAP T2', 'CDAP T4', 'CDAP T9', 'CDAP T10', 'ESAT ESAT']);
    const made = await api.call('POST', `/partners/${partnerId}/groups`, {
      token: claire,
      body: { service: 'CDAP', code: 'T2CR', label: 'T2 Crèches', manager: omar },
    });
    const path = `/groups/${made.body.id}`;
    expect(await lacking()).toContain('CDAP T2 waits');
    await api.call('PUT', `${path}/role`, { token: claire, body: { role: 'T2' } });
    const covered = ['CDAP T1', 'CDAP T4', 'CDAP T9', 'CDAP T10', 'ESAT ESAT'];
    expect(await lacking()).toEqual(covered);
    for (const kind of ['agent93', 'national'] as const) expect(await lacking(await api.as(kind))).toEqual(covered);
    await api.call('POST', `${path}/close`, { token: claire, body: { reason: 'Regroupement' } });
    expect(await lacking()).toContain('CDAP T2');
  });

  it('says with them who may make the group: the organisme, or the Caf in mode centralisé (RGT-17)', async () => {
    const may = async (token: string) => (await list(token)).body.mayCreate;
    const nothing = { groups: [], subgroups: [] };
    const agent = await api.as('agent93');
    expect([await may(claire), await may(agent)]).toEqual([{ groups: ['CDAP', 'ESAT'], subgroups: [] }, nothing]);
    await centralise(api.deps.db, partnerId);
    expect([await may(claire), await may(agent)]).toEqual([nothing, { groups: ['CDAP', 'ESAT'], subgroups: [] }]);
    expect(await may(await api.as('national'))).toEqual(nothing);
  });
});
