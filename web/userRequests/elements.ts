import { getUserRequest } from '../../api/routes/userRequests/get.ts';
import { userRequestOut } from '../../api/shapes/userRequest.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { requestFacts, requestPath } from './words.ts';

/** What is asked about whom: completing the task does it. */
export async function userRequestElements(visit: Visit, id: string): Promise<CaseElements> {
  const request = await visit.read(userRequestOut, getUserRequest, { params: { id } });
  return { facts: requestFacts(request), home: requestPath(request.id) };
}
