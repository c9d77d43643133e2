// The process that parses one uploaded file. It is handed no loader: this one brings it.
import { register } from 'tsx/esm/api';

register();
await import('./parser.ts');
