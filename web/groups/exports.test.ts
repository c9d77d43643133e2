import { expect, test } from '@jest/globals';
import { pageOf } from '../../test/forms.ts';
import { api, claire, createGroup, omar, openPeupliers, partnerId } from '../../test/peupliers.ts';
import { mountPages } from '../index.ts';

openPeupliers(mountPages);

test('U5: groups, as the page shows them, are a file for who reads them', async () => {
  const made = await createGroup({ manager: omar });
  expect(made.status).toBe(201);
  const page = await pageOf(api, `/partenaires/${partnerId}/groupes?service=CDAP`, claire);
  const href = /href="(\/api\/v1\/partners\/[^"]*groups\.csv\?service=CDAP)"/.exec(page)?.[1] ?? '';
  const file = await fetch(`${api.url}${href}`, { headers: { authorization: `Bearer ${claire}` } });
  expect(file.status).toBe(200);
  const [head, ...lines] = (await file.text()).replaceAll('"', '').replace('\uFEFF', '').trim().split('\r\n');
  expect(head).toBe('Groupe;Libellé;Sous-groupe de;Service;Rôle;Gestionnaire;Personnes;État;Créé le;Fermé le');
  const line = lines.find((one) => one.startsWith(`${made.body.code};`)) ?? '';
  expect(line.split(';').slice(1, 4)).toEqual(['T2 Service des Crèches', '', 'Consulter dossier (Cdap)']);
  const other = await fetch(`${api.url}${href}`, { headers: { authorization: `Bearer ${await api.as('agent75')}` } });
  expect(other.status).toBe(404);
});

test('U5: requests about people, too', async () => {
  const path = `/api/v1/partners/${partnerId}/user-requests.csv`;
  const file = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${claire}` } });
  expect([file.status, file.headers.get('content-disposition')]).toEqual([
    200,
    expect.stringMatching(/^attachment; filename="demandes-sur-des-personnes-/),
  ]);
  expect(await pageOf(api, `/partenaires/${partnerId}/demandes`, claire)).toContain(`href="${path}"`);
});
