#!/usr/bin/env node
/**
 * Starts the bundled command line on Node 24 or later. On an older Node it hands over to the
 * Node 24 that a development checkout carries, and otherwise says what is missing.
 */
// Without the node: prefix, which an old enough Node would stumble over.
const { spawn } = require('child_process');
const { existsSync } = require('fs');
const { join } = require('path');

const OLDEST_NODE = 24;

const root = join(__dirname, '..');
const checkoutNode = join(root, 'node_modules', 'node', 'bin', 'node');

stopWithNpm();
if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) {
  start();
} else if (existsSync(checkoutNode)) {
  handOver();
} else {
  fail(
    `Atelier needs Node ${OLDEST_NODE} or later, this is ${process.version}: ` +
      'see https://nodejs.org/en/download (in a checkout, npm ci is enough).',
  );
}

/**
 * Ends together with npm start or npx. The shell that npm runs a command in dies of a signal
 * without passing it on, and a server would stay behind, holding its port and its data.
 */
function stopWithNpm() {
  if (!['start', 'npx'].includes(process.env.npm_lifecycle_event)) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    // Once: a second signal would mean to stop at once.
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function start() {
  if (!existsSync(join(root, 'dist', 'cli.js'))) {
    fail(`Atelier is not built: run npm ci in ${root}`);
    return;
  }
  const { constants, enableCompileCache } = require('module');
  const { status } = enableCompileCache(join(root, 'node_modules', '.cache', 'atelier'));
  // An installed package may be read-only: Node's default is a directory for temporary files.
  if (status === constants.compileCacheStatus.FAILED) enableCompileCache();
  import('../dist/cli.js');
}

/** Runs this file again under the checkout's Node, as transparently as a parent process can. */
function handOver() {
  // The IPC channel tells the child when this process is gone, however it went.
  const child = spawn(checkoutNode, [__filename].concat(process.argv.slice(2)), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`Atelier cannot run ${checkoutNode}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    // Dying of the same signal, not of a code, is what shells and supervisors expect.
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
