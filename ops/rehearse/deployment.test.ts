import { expect, test } from '@jest/globals';
import { stagesOf } from './deployment.ts';

test('what others wait for is started first; services that wait for each other are told', () => {
  const services = [
    { name: 'api', after: ['migrate'] },
    { name: 'migrate', after: ['postgres'] },
    { name: 'postgres', after: [] },
    { name: 'mail', after: [] },
  ];
  expect(stagesOf(services)).toEqual([['postgres', 'mail'], ['migrate'], ['api']]);
  expect(() => stagesOf([...services, { name: 'a', after: ['b'] }, { name: 'b', after: ['a'] }])).toThrow(
    'These wait for each other: a, b.',
  );
});
