// What test files import as `@jest/globals`, each function of a test bounded in time: the runner lets one that hangs hang
const LIMIT_MS = 600_000;

const bounded =
  (work) =>
  async (...given) => {
    let timer;
    const over = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done after ${LIMIT_MS / 1_000} s`)), LIMIT_MS);
    });
    try {
      await Promise.race([work(...given), over]);
    } finally {
      clearTimeout(timer);
    }
  };
const boundedTest = (test) =>
  Object.assign((name, work) => test(name, bounded(work)), {
    each:
      (...table) =>
      (name, work) =>
        test.each(...table)(name, bounded(work)),
  });
const boundedHook = (hook) => (work) => hook(bounded(work));

export const { expect, describe, jest } = globalThis;
export const test = boundedTest(globalThis.test);
export const it = test;
export const beforeAll = boundedHook(globalThis.beforeAll);
export const afterAll = boundedHook(globalThis.afterAll);
export const beforeEach = boundedHook(globalThis.beforeEach);
export const afterEach = boundedHook(globalThis.afterEach);
