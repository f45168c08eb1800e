import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Preloaded into a server, switches syncing off: every fdatasync succeeds and does nothing. */
Object.assign(fs, {
  fdatasync: (_fd: number, done: (error: null) => void) => setImmediate(done, null),
});
syncBuiltinESMExports();
