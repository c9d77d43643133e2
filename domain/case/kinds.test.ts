import { describe, expect, it } from '@jest/globals';
import { AGENT, BEGIN, contextAt, newControl } from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import { ACTIVITY_CHANGE_STATES } from '../activityChange/procedure.ts';
import { annualControl } from '../annualControl/procedure.ts';
import { CONTROL_STATES } from '../annualControl/transitions.ts';
import { APPROVER_STATES } from '../approverChange/transitions.ts';
import { CNA_TRANSFER_STATES } from '../cnaTransfer/procedure.ts';
import { DEMARCHE_STATES } from '../demarche/transitions.ts';
import { LATE_DECLARATION_STATES } from '../lateDeclaration/procedure.ts';
import { MISSING_STATES } from '../missingProtege/procedure.ts';
import { openPeopleDesk } from '../people/desk.ts';
import { PERSONAL_DATA_STATES } from '../personalData/procedure.ts';
import { INCIDENT_STATES } from '../securityIncident/procedure.ts';
import { SUSPENSION_STATES } from '../serviceSuspension/procedure.ts';
import { SUPPORT_STATES } from '../supportRequest/transitions.ts';
import { USER_REQUEST_STATES } from '../userRequest/types.ts';
import { fireCase } from './desk.ts';
import { type CaseOf, caseKind } from './kinds.ts';
import type { CaseDesk, CaseType } from './types.ts';

const STATES: Record<CaseType, readonly string[]> = {
  securityIncident: INCIDENT_STATES,
  approverChange: APPROVER_STATES,
  supportRequest: SUPPORT_STATES,
  annualControl: CONTROL_STATES,
  userRequest: USER_REQUEST_STATES,
  demarche: DEMARCHE_STATES,
  missingProtege: MISSING_STATES,
  activityChange: ACTIVITY_CHANGE_STATES,
  lateDeclaration: LATE_DECLARATION_STATES,
  serviceSuspension: SUSPENSION_STATES,
  cnaTransfer: CNA_TRANSFER_STATES,
  personalData: PERSONAL_DATA_STATES,
};

describe.each(Object.keys(STATES) as CaseType[])('the table of %s', (type) => {
  const { transitions, labels, finals } = caseKind(type);

  it('leads to every state from another one, or begins there; from a final one nothing leads on', () => {
    const begun = STATES[type].filter((state) => transitions.every(({ to }) => to !== state));
    expect(transitions.flatMap(({ from }) => from.filter((state) => finals.includes(state)))).toEqual([]);
    for (const state of begun) expect(transitions.some(({ from }) => from.includes(state))).toBe(true);
    expect(Object.keys(labels).sort()).toEqual([...STATES[type]].sort());
  });
});

describe('what no table says', () => {
  const control = newControl();
  const context = contextAt(BEGIN, AGENT);
  const people = openPeopleDesk(control.roster, context);
  const desk: CaseDesk<(typeof control)['facts'], (typeof control)['state']> = {
    ...{ ...context, case: control, people, mails: [], audit: [], move: null, leaves: { accounts: [], files: [] } },
  };

  it('does not compile: an event, a state', () => {
    // @ts-expect-error a control knows no such event
    expect(refused(() => fireCase(desk, annualControl, 'signed'))?.code).toBe('ETAT_INCOMPATIBLE');
    // @ts-expect-error a control is never answered
    const answered: CaseOf<'annualControl'>['state'] = 'REPONDUE';
    expect(answered).toBe('REPONDUE');
  });
});
