import { expect, test } from '@jest/globals';
import { AGENT, dossierFrom, forO6, O6, Play } from '../../test/builders/dossier.ts';
import type { ContractDocument } from '../document/types.ts';
import { isFrame } from './frame.ts';

const begun = (services: ('CDAP' | 'AFAS')[], frames: ContractDocument[] = []) => {
  const dossier = { ...dossierFrom(forO6({ services })), id: services.join(), frames };
  return new Play(dossier).act({ type: 'open' });
};
const frameOf = (play: Play) => play.dossier.documents.filter(isFrame);
const states = (play: Play) => play.dossier.documents.map(({ kind, state }) => `${kind} ${state}`);
const signed = (play: Play) => play.completeBulletin({ siret: O6.siret, departments: ['38'] }).signAll();

test('a dossier that joins another one waits, signed, for its convention; then the Caf is asked (DEL-12, CONV-8)', () => {
  const first = begun(['CDAP']);
  const second = begun(['AFAS'], frameOf(first));
  expect(second.dossier.documents).toMatchObject([{ kind: 'BULLETIN', conventionId: frameOf(first)[0]?.id }]);
  signed(second);
  expect(second.dossier.tasks).toEqual([]);
  expect(() => second.act({ type: 'countersign', documentIds: [second.document('BULLETIN').id] }, AGENT)).toThrow(
    /Il manque en vigueur/,
  );
  signed(first).task('CONTRESIGNER', 'countersign');
  second.dossier = { ...second.dossier, inForce: frameOf(first), frames: [] };
  second.act({ type: 'tick' }).task('CONTRESIGNER', 'countersign');
  expect(second.dossier.services.map(({ state }) => state)).toEqual(['OUVERTE']);
});

test('of two dossiers that each drafted a convention the second gives its own up, and its signed bulletin stands (CONV-6)', () => {
  const [first, second] = [signed(begun(['CDAP'])), signed(begun(['AFAS']))];
  first.task('CONTRESIGNER', 'countersign');
  const held = frameOf(first).map((document) => ({ ...document, id: `first-${document.kind}` }));
  second.dossier = { ...second.dossier, inForce: held };
  second.act({ type: 'tick' });
  expect(states(second)).toEqual(['CONVENTION ABANDONNE', 'CONTRAT ABANDONNE', 'BULLETIN SIGNE_PARTENAIRE']);
  expect(second.document('BULLETIN')).toMatchObject({ conventionId: 'first-CONVENTION', contratId: 'first-CONTRAT' });
  second.task('CONTRESIGNER', 'countersign');
  expect(second.dossier.services.map(({ state }) => state)).toEqual(['OUVERTE']);
});

test('the other is given up before it is in force: the convention is made here, once, and asked of the partner', () => {
  const first = begun(['CDAP']);
  const second = signed(begun(['AFAS'], frameOf(first)));
  first.act({ type: 'cancel', reason: 'Erreur' }, AGENT);
  second.dossier = { ...second.dossier, frames: frameOf(first) };
  second.act({ type: 'tick' }).act({ type: 'tick' });
  expect(states(second)).toEqual(['BULLETIN SIGNE_PARTENAIRE', 'CONVENTION A_SIGNER', 'CONTRAT A_SIGNER']);
  expect(second.document('BULLETIN').conventionId).toBe(second.document('CONVENTION').id);
  second.signAll().task('CONTRESIGNER', 'countersign');
  expect(second.dossier.services.map(({ state }) => state)).toEqual(['OUVERTE']);
});
