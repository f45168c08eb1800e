/**
 * Bundles the sources with all their dependencies into dist/. With --types, adds the declarations
 * of the public API to dist/types instead, which only a package needs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const OLDEST_NODE = 24;

const entries = {
  cli: 'src/cli/index.ts',
  library: 'src/atelier.ts',
  'checkpoint-worker': 'src/storage/sqlite/checkpoint-worker.ts',
};

process.chdir(join(import.meta.dirname, '..'));
try {
  await (process.argv.includes('--types') ? emitTypes() : bundle());
} catch (error) {
  // esbuild and tsc have reported what is wrong with the sources by themselves.
  if (!('errors' in error || 'status' in error)) throw error;
  process.exitCode = 1;
}

async function bundle() {
  const { metafile, outputFiles } = await build({
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
    outdir: 'dist',
    // Chunks stay next to the entries: code in them finds the worker by a URL relative to itself.
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${OLDEST_NODE}`,
    // The CommonJS dependencies still call require() for Node's own modules.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
    },
    metafile: true,
    write: false,
    logLevel: 'warning',
  });

  const files = new Map(
    outputFiles.map(({ path, contents }) => [path.split(/[\\/]/).at(-1), contents]),
  );
  const library = metafile.outputs['dist/library.js'];
  if (library) files.set('atelier.js', guardedLibrary(library.exports));
  files.set('THIRD-PARTY-LICENSES.txt', licences(metafile));

  // What is out of date goes last, so that a program starting meanwhile always finds its files.
  mkdirSync('dist', { recursive: true });
  for (const [name, contents] of files) writeFileSync(join('dist', name), contents);
  for (const name of readdirSync('dist')) {
    if (!files.has(name)) rmSync(join('dist', name), { recursive: true });
  }
}

/**
 * The module users import. It checks the version of Node before it loads the library: a static
 * import would first link node:sqlite, and an old Node would complain about that instead.
 */
function guardedLibrary(names) {
  return `import { createRequire } from 'node:module';

if (Number.parseInt(process.versions.node, 10) < ${OLDEST_NODE}) {
  throw new Error(\`Atelier needs Node ${OLDEST_NODE} or later, this is \${process.version}: see https://nodejs.org/en/download\`);
}

export const { ${names.join(', ')} } = createRequire(import.meta.url)('./library.js');
`;
}

/** The name, version and licence text of every package that has code in the bundle. */
function licences({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap(
    (input) => input.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      const texts = readdirSync(folder)
        .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
        .map((file) => readFileSync(join(folder, file), 'utf8').trim());
      return [`${name} ${version} (${license})`, ...texts].join('\n\n');
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
}

function emitTypes() {
  rmSync('dist/types', { recursive: true, force: true });
  mkdirSync('dist/types', { recursive: true });
  const project = 'dist/types/tsconfig.json';
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: true,
    rootDir: '../../src',
    outDir: '.',
  };
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions,
    files: [`../../${entries.library}`],
    include: [],
  };
  writeFileSync(project, JSON.stringify(config));
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], {
    stdio: 'inherit',
  });
  rmSync(project);
}
