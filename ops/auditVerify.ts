// npm run audit:verify [-- <file of heads>]: whether the journal is as it was written (S6). Ends with 1 and the first line that is not.
import path from 'node:path';
import { headSigner } from '../adapters/store/audit/head.ts';
import { readKept } from '../adapters/store/audit/heads.ts';
import type { RestoredFault } from '../adapters/store/audit/restores.ts';
import { type AuditFault, verifyAudit } from '../adapters/store/audit/verify.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { operatorSettings } from './operator.ts';

/** Of what is wrong beyond a restore, which has a line of its own. */
type Wrong = Exclude<AuditFault, RestoredFault>;
const WORDS: Record<Wrong['what'], (fault: Wrong) => string> = {
  changed: ({ lineId }) => `line ${lineId} was changed`,
  removed: ({ lineId }) => `line ${lineId} was removed`,
  cutOff: ({ position }) => `what was sealed from place ${position} on is cut off: lines are missing at the end`,
  chainChanged: ({ position, lineId }) =>
    `the chain itself was changed at place ${position} (line ${lineId ?? 'unknown'})`,
  headChanged: ({ position, lineId }) =>
    `what was sealed is not what a signed head vouches for at place ${position} (line ${lineId})`,
  checkpointForged: ({ position }) => `the checkpoint at place ${position} bears no signature of ours`,
  checkpointLost: ({ position }) =>
    `the checkpoint at place ${position} is gone: what was removed by a visa cannot be told from what was cut off`,
  headForged: ({ position }) => `the head at place ${position} bears no signature of ours`,
};

const { databaseUrl, encryptionKeys, auditHeads } = operatorSettings(process.env).config;
const file = path.resolve(process.argv[2] ?? auditHeads);
const database = openDatabase(databaseUrl, 2, { queryMs: 600_000 });
const kept = await readKept(file);
const { sealed, unsealed, unsealedSince, withoutLine, eliminated, formerHeads, fault } = await verifyAudit(
  database,
  headSigner(encryptionKeys),
  kept,
);
await database.$disconnect();
console.log(
  `${kept.heads.length} heads kept in ${file}; ${sealed} lines sealed and as they were; ${unsealed} not sealed yet`,
);
if (unsealedSince !== null)
  console.log(`The oldest that no head vouches for yet was written at ${unsealedSince.toISOString()}.`);
if (withoutLine.length > 0)
  console.log(
    `Numbers given since the newest sealed line that bear none: ${withoutLine.join(', ')}: acts that were undone or are under way, or lines that were cut off before they were sealed.`,
  );
if (eliminated > 0)
  console.log(`${eliminated} lines were removed from the archives, by visas that the checkpoints tell.`);
if (formerHeads > 0)
  console.log(
    `${formerHeads} heads are by keys that are not in ENCRYPTION_KEYS any more; younger ones vouch for what they say.`,
  );
if (fault?.what === 'restored')
  console.error(
    `The journal was restored at ${fault.at.toISOString()} to ${fault.factsOf.toISOString()} (line ${fault.lineId}): ${fault.lost.heads} heads in ${file}, of ${fault.lost.from} to ${fault.lost.to}, the first at place ${fault.position}, vouch for lines that it lost; all else is as it was written. Keep these heads as the proof of that loss, and verify from now on without them (docs/operations.md, « Restore »).`,
  );
else if (fault !== null) console.error(`The journal is not as it was written: ${WORDS[fault.what](fault)}.`);
process.exit(fault === null ? 0 : 1);
