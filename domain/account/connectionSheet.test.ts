import { describe, expect, test } from '@jest/globals';
import { connectionSheet } from './connectionSheet.ts';

describe('the connection sheet (S2 annexe 1, UI-6)', () => {
  const nadia = { firstName: 'Nadia', lastName: 'Ferrand', login: 'mcp0000nad1', groups: [{ label: 'T2 Crèches' }] };
  const sheet = connectionSheet(nadia, { organisme: 'ESAT Les Peupliers', address: 'https://mcp.example', hours: 24 });
  const words = JSON.stringify(sheet);

  test('says who, by which identifiant, where, in how many hours, and whom to ask', () => {
    for (const one of [
      'Nadia Ferrand',
      'MCP0000NAD1',
      'https://mcp.example/connexion',
      'T2 Crèches',
      '24 heures',
      'votre gestionnaire',
    ])
      expect(words).toContain(one);
  });

  test('ACC-4, ACC-23: two mails; no password stands on it, and it asks for none to be written', () => {
    expect(words).toContain('deux courriels');
    expect(sheet.notices[0]).toContain('aucun mot de passe');
    expect(words).toContain('N’écrivez pas votre mot de passe sur cette fiche');
  });

  test('somebody without a group yet is told so', () => {
    const none = connectionSheet({ ...nadia, groups: [] }, { organisme: 'O', address: 'https://x', hours: 24 });
    expect(JSON.stringify(none)).toContain('Aucun pour l’instant');
  });
});
