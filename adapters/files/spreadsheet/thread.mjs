// A thread begins without the loader of its process: Node hands on no hooks of modules. This one brings it, then parses.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
