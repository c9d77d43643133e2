// Outlives the process that started it by a moment: when that one is gone (even by `kill -9`), what it left running is stopped.
// CommonJS: it listens before its event loop first turns, so that a parent that leaves at once is noticed too. Messages: { watch: pid, what, signal, first }, { forget: pid }, { folder }, { thaw: pid }.
const { readFileSync, rmSync } = require('node:fs');

const GRACE_MS = 8_000;
const watched = new Map();
const folders = new Set();
const standing = new Set();

process.on('message', (message) => {
  if (message.watch !== undefined) watched.set(message.watch, message);
  if (message.forget !== undefined) watched.delete(message.forget);
  if (message.folder !== undefined) folders.add(message.folder);
  if (message.thaw !== undefined) standing.add(message.thaw);
});
// a signal to the group is for the parent: it stops in order, and this one notices when it is gone
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.once('disconnect', async () => {
  for (const pid of standing) send(pid, 'SIGCONT'); // to one that goes on it says nothing
  // programs before the servers that they use
  for (const first of [true, false])
    await Promise.all([...watched.values()].filter((one) => one.first === first).map(end));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});

async function end({ watch: pid, what, signal }) {
  if (!lives(pid, what)) return;
  send(pid, signal);
  for (const until = Date.now() + GRACE_MS; Date.now() < until; await new Promise((done) => setTimeout(done, 50)))
    if (!lives(pid, what)) return;
  send(pid, 'SIGKILL');
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // it has just ended
  }
}

/** The process lives and is still the one meant: its command line names `what`. */
function lives(pid, what) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(what);
  } catch {
    return true; // no /proc on this system
  }
}
