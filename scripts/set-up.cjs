/**
 * Makes a checkout ready to run: installs the dependencies when package-lock.json has changed and
 * rebuilds dist/ when the sources have. Plain CommonJS without dependencies, because a fresh clone
 * runs it before anything is installed, on whatever Node is at hand.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const at = (...parts) => path.join(root, ...parts);

const installStamp = at('node_modules', '.atelier-installed');
const buildStamp = at('node_modules', '.atelier-built');
const bundledNode = at('node_modules', 'node', 'bin', 'node');

// npx links the checkout before it runs its command, and keeps a broken link if that fails.
const { npm_lifecycle_event: event, npm_command: command } = process.env;
if (event === 'prepare' && command === 'exec') process.exit();

if (npmHasJustInstalled()) {
  fs.writeFileSync(installStamp, digest(['package-lock.json']));
} else if (!holds(installStamp, digest(['package-lock.json']))) {
  // Every dependency is a development one, so they are wanted whatever NODE_ENV says. npm would
  // warn about the Node at hand, package by package, though it brings along the one in use.
  run('npm', ['ci', '--include=dev', '--loglevel=error'], 'npm ci failed');
}

// Installing ends in the `prepare` script, hence in this file: dist/ is usually current by now.
const sources = digest(buildInputs());
if (!fs.existsSync(at('dist')) || !holds(buildStamp, sources)) {
  const node = fs.existsSync(bundledNode) ? bundledNode : process.execPath;
  run(node, [at('scripts', 'build.mjs')], 'the build failed');
  fs.writeFileSync(buildStamp, sources);
}

/** True inside the `prepare` script of an install of this very checkout, dev dependencies included. */
function npmHasJustInstalled() {
  const { npm_config_local_prefix: prefix = '' } = process.env;
  return (
    event === 'prepare' &&
    ['ci', 'install'].includes(command) &&
    fs.existsSync(prefix) &&
    fs.realpathSync(prefix) === fs.realpathSync(root) &&
    fs.existsSync(at('node_modules', 'esbuild'))
  );
}

function buildInputs() {
  const sourceFiles = fs
    .readdirSync(at('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
  return ['package.json', 'package-lock.json', 'scripts/build.mjs', ...sourceFiles];
}

/** One SHA-256 over the names and contents of files: unlike times, it survives a git checkout. */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(fs.readFileSync(at(file)));
  return hash.digest('hex');
}

function holds(stamp, state) {
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === state;
}

function run(command, args, complaint) {
  const { spawnSync } = require('node:child_process'); // Here, as most runs have nothing to do.
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  const reason = error?.message ?? (signal ? `killed by ${signal}` : `exit code ${status}`);
  console.error(`Atelier set-up: ${complaint} (${reason}).`);
  process.exit(1);
}
