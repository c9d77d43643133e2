import { expect, test } from '@jest/globals';
import { sha256 } from '../../adapters/store/ids.ts';
import { dossierFrom, newDossier, Play } from '../../test/builders/dossier.ts';
import { canonicalContent } from '../document/canonical.ts';
import { printable } from '../document/printable.ts';
import type { ContractDocument } from '../document/types.ts';

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
