/** Where this program is: on PATH, in the cache, or made now. Throws one line with the remedy. */
export function program(name: 'kustomize' | 'kubeconform'): string;
/** Folder of Kubernetes' schemas, strict: an unknown key is a fault. Throws one line with the remedy. */
export function schemas(): string;
