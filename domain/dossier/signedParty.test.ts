import { expect, test } from '@jest/globals';
import { sha256 } from '../../adapters/store/ids.ts';
import { dossierFrom, newDossier, Play } from '../../test/builders/dossier.ts';
import { canonicalContent } from '../document/canonical.ts';
import { printable } from '../document/printable.ts';
import { bulletinSections } from '../document/texts/bulletin.ts';
import { sampleDocument } from '../document/texts/samples.ts';
import type { ContractDocument } from '../document/types.ts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';

const TODAY = { raisonSociale: 'Autre Nom', address: 'Ailleurs', email: 'autre@nom.example', phone: '+33100000000' };
const AT_SENDING = {
  raisonSociale: 'ESAT Les Tilleuls',
  address: '1 rue des Tilleuls, 93000 Bobigny',
  email: 'contact@tilleuls.example',
  phone: '+33148000001',
};

function printedParty(document: ContractDocument) {
  const around = { caf: { code: '93', name: 'Caf' }, conventionNumber: null, eligibility: null, history: [] };
  return printable(document, { ...around, partner: TODAY }).partner;
}

/** A conventionnement whose documents were just sent. */
const sent = () =>
  new Play(dossierFrom(newDossier({ type: 'conventionnement', services: ['ADONIS'], esat: null }))).act({
    type: 'open',
  });

test('who agrees is part of what is signed: the print and the hash stay when the partner is called otherwise (§4.3 « Signature », CONV-16)', () => {
  const play = sent().completeBulletin().signAll();
  Object.assign(play.dossier.partner, TODAY);
  play.task('CONTRESIGNER', 'countersign');
  for (const document of play.dossier.documents) {
    expect(printedParty(document)).toEqual(AT_SENDING);
    const hashes = document.signatures.map(({ contentHash }) => contentHash);
    expect(hashes).toEqual(Array(2).fill(sha256(canonicalContent(document))));
    const otherwise = { ...document, content: { ...document.content, partner: TODAY } };
    expect(canonicalContent(otherwise)).not.toBe(canonicalContent(document));
  }
});

test('a new version names the partner as it then is', () => {
  const play = sent();
  Object.assign(play.dossier.partner, TODAY);
  play.completeBulletin();
  expect(printedParty(play.document('BULLETIN'))).toEqual(TODAY);
  expect(play.document('CONVENTION').content.partner).toEqual(AT_SENDING);
});

test('a document sent before the party was kept is printed with the partner of today', () => {
  const { partner, ...before } = sent().document('CONVENTION').content;
  expect(partner).toEqual(AT_SENDING);
  expect(printedParty({ ...sent().document('CONVENTION'), content: before })).toEqual(TODAY);
});

test('what falls when is part of what is signed: the bulletin says the window that this installation keeps, and a later setting changes no print (ESAT-8)', () => {
  const kept = { from: '11-15', to: '01-31' };
  const opened = (policy: Partial<Policy>) => {
    const dossier = dossierFrom(newDossier({ type: 'conventionnement', services: ['ESAT'], esat: null }));
    return new Play(dossier, '2026-03-02T09:00:00Z', { ...DEFAULT_POLICY, ...policy }).act({ type: 'open' });
  };
  const said = (play: Play) =>
    JSON.stringify(bulletinSections(sampleDocument('BULLETIN', { content: play.document('BULLETIN').content })));
  const play = opened({ esatWindow: kept });
  expect(said(play)).toContain('Chaque année, du 15 novembre au 31 janvier, il déclare');
  play.completeBulletin();
  expect(said(play)).toContain('du 15 novembre au 31 janvier');
  expect(play.document('BULLETIN').content.calendar).toHaveLength(2);
  // as the rule book says: nothing to keep, and the text is the same
  const asWritten = opened({}).completeBulletin();
  expect(said(asWritten)).toContain('du 1er décembre à la fin de février');
  expect(Object.keys(asWritten.document('BULLETIN').content)).not.toContain('calendar');
});
