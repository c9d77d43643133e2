import { expect, test } from '@jest/globals';
import { readStaff } from './staff.ts';

const ANNE = { email: 'Anne.Roy@caf93.example ', firstName: 'Anne', lastName: 'Roy' };

test('an account of the staff is read from what an operator wrote, whatever its role', () => {
  const read = { email: 'anne.roy@caf93.example', firstName: 'Anne', lastName: 'Roy' };
  expect(readStaff({ ...ANNE, role: 'cafAdmin', caf: '93' })).toEqual({
    ...read,
    roles: ['agent', 'cafAdmin'],
    caf: '93',
  });
  expect(readStaff({ ...ANNE, role: 'agent', caf: 'CNA' })).toEqual({ ...read, roles: ['agent'], caf: 'CNA' });
  expect(readStaff({ ...ANNE, role: 'national' })).toEqual({ ...read, roles: ['national'], caf: null });
});

test('every fault is told at once', () => {
  expect(readStaff({ email: 'x', role: 'agent', caf: '00' })).toHaveLength(4);
  expect(readStaff({ ...ANNE, role: 'chef' })).toEqual([expect.stringContaining('--role')]);
  expect(readStaff({ ...ANNE, role: 'operator', caf: '93' })).toEqual([expect.stringContaining('--caf')]);
});
