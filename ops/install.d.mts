type Say = (line: string) => void;
/** The part of an npm lockfile that matters here. */
interface Lock {
  packages: Record<string, { version?: string; optional?: boolean; link?: boolean }>;
}
export function requireNode(version?: string, engines?: string): void;
export function dependencies(say: Say): void;
export function isInstalled(lock: Lock, installed: Lock | null): boolean;
export function postgresLibraries(): void;
export function databaseClient(say: Say): void;
