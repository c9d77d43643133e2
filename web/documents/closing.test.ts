import { expect, it } from '@jest/globals';
import { document, service } from '../../test/builders/hostilePages.ts';
import type { DocumentView } from '../kit/views.ts';
import { closingOf } from './closePage.tsx';

const one = (id: string, over: Partial<DocumentView>): DocumentView => ({
  ...{ ...document, id, state: 'ACTIF', conventionId: 'convention', contratId: null, replacesId: null },
  ...over,
});

it('says of a convention everything that closing it closes, what is still to be carried on by its bulletins too (CONV-13, DEL-6)', () => {
  const convention = one('convention', { kind: 'CONVENTION', conventionId: null });
  const documents = [
    convention,
    one('cdap', { kind: 'BULLETIN', contratId: 'contrat', replacesId: 'former' }),
    one('contrat', { kind: 'CONTRAT' }),
    one('avenant', { kind: 'AVENANT' }),
    one('given up', { kind: 'BULLETIN', state: 'ABANDONNE' }),
    one('elsewhere', { kind: 'BULLETIN', conventionId: 'another' }),
  ];
  const services = [
    { ...service, id: 'its own', bulletinId: 'cdap' },
    { ...service, id: 'to be carried on', bulletinId: 'former' },
    { ...service, id: 'closed', bulletinId: 'cdap', state: 'FERMEE' as const },
    { ...service, id: "another's", bulletinId: 'elsewhere' },
  ];
  const closing = closingOf(convention, documents, services);
  expect(closing.documents.map(({ id }) => id)).toEqual(['contrat', 'cdap']);
  expect(closing.services.map(({ id }) => id)).toEqual(['its own', 'to be carried on']);
});
