// `@jest/globals` is made by jest's own runner only: here it is globals.mjs
import { register } from 'node:module';

const globals = JSON.stringify(new URL('./globals.mjs', import.meta.url).href);
const hook = `export const resolve = (name, context, next) =>
  name === '@jest/globals' ? { url: ${globals}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
