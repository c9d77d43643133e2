import { DomainError } from '../domain/errors.ts';

/** The refusal that this work meets, or null where it meets none; any other error is thrown on. */
export function refused(work: () => unknown): DomainError | null {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return null;
}
