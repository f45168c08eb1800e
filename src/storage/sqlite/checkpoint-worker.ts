import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Moves the write-ahead log into the database on a thread of its own, whenever told to.
 * PASSIVE: it waits for no one, and what readers still need stays for the next time.
 */
const database = new DatabaseSync((workerData as { file: string }).file);

parentPort?.on('message', () => {
  database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('done');
});
