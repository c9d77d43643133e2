import { DefaultFailureConverter } from '@temporalio/common';

/** Failure messages and stack traces travel through the payload codec too (S2). Loaded by path, in and out of workflows. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
