import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBody, readText } from '../src/contract/read-input.ts';
import type { Service } from '../src/contract/service.ts';
import { build } from '../src/facades/build/index.ts';
import type { Context } from '../src/facades/context.ts';
import { services } from '../src/main.ts';
import { readSources, type Source } from './architecture/source.ts';

const root = join(import.meta.dirname, '..');

/** A rule of the house: what a source does against it, and sources that must be caught. */
interface Rule {
  readonly name: string;
  complaints(source: Source): readonly string[];
  readonly caught: Readonly<Record<string, string>>;
}

const domainRooms = [
  'kernel',
  'audit',
  'access',
  'projects',
  'tree',
  'repositories',
  'builds',
  'installation',
].map((room) => `domain/${room}`);
const signature = 'domain/access/signature';
const domain = ['domain', signature, ...domainRooms];
const below = (room: string) => domainRooms.slice(0, domainRooms.indexOf(room));

/** Which rooms a room may import from, beside itself. */
const rooms: Readonly<Record<string, readonly string[] | 'everything'>> = {
  ...Object.fromEntries(domainRooms.map((room) => [room, below(room)])),
  'domain/access': [...below('domain/access'), signature],
  [signature]: ['domain/kernel'],
  domain: domainRooms,
  contract: ['domain/kernel'],
  facades: ['contract', ...domain],
  'facades/*': ['facades', 'contract', ...domain],
  storage: domain,
  runtime: domain,
  http: ['contract', 'facades', 'facades/gateway', 'facades/git', ...domain],
  cli: 'everything',
  'open-data.ts': ['storage', 'runtime', ...domain],
  'main.ts': 'everything',
  'atelier.ts': 'everything',
  'version.ts': [],
};

/** `domain/tree`, `facades/build`, `http`; a file that lies in no folder is its own room. */
function roomOf(file: string): string {
  const inside = file.replace(/^src\//, '');
  if (inside.startsWith(`${signature}/`)) return signature;
  return /^((?:domain|facades)\/[^/]+|[^/]+)\//.exec(inside)?.[1] ?? inside;
}

const allowed = (of: string) =>
  rooms[of] ?? (of.startsWith('facades/') ? rooms['facades/*'] : undefined);

const isOurs = (target: string) => target.startsWith('src/');
const isProduct = ({ file }: Source) => isOurs(file) && !file.endsWith('.test.ts');

/** Who may use a package or a module of Node's that not everybody may: folders. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  fastify: ['src/http/'],
  // To import it takes time and memory: see src/contract/status-texts.ts.
  'node:http': ['src/http/'],
  'prom-client': ['src/http/'],
  kysely: ['src/storage/'],
  'node:sqlite': ['src/storage/'],
  pg: ['src/storage/postgres/'],
  typebox: ['src/contract/'],
  'typebox/compile': ['src/contract/'],
  commander: ['src/cli/'],
  re2js: ['src/domain/repositories/'],
  'node:child_process': ['src/runtime/', 'src/storage/sqlite/'],
  'node:worker_threads': ['src/runtime/', 'src/storage/sqlite/'],
};
const domainNeeds = ['node:crypto', 'node:util'];

const vendorFields = ['path_id', 'full_name', 'error_code', 'error_msg', 'create_user', 'group_id'];

const rules: readonly Rule[] = [
  {
    name: 'rooms import only from the rooms that they may see',
    complaints({ file, imports }) {
      if (!isOurs(file)) return [];
      const from = roomOf(file);
      const seen = allowed(from);
      if (seen === undefined) return [`${file} is in no room`];
      return imports
        .filter((target) => isOurs(target) && seen !== 'everything')
        .filter((target) => roomOf(target) !== from && !seen.includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`);
    },
    caught: {
      'src/domain/kernel/a.ts': "import { x } from '../access/index.ts';",
      'src/domain/audit/a.ts': "import type { X } from '../access/index.ts';",
      'src/domain/access/a.ts': "export * from '../projects/index.ts';",
      'src/domain/access/signature/a.ts': "import { x } from '../index.ts';",
      'src/domain/projects/a.ts': "const x = await import('../tree/index.ts');",
      'src/domain/tree/a.ts': "import '../installation/index.ts';",
      'src/domain/tree/b.ts': "import type { Store } from '../store.ts';",
      'src/domain/tree/c.ts': "type X = import('../../contract/service.ts').X;",
      'src/domain/tree/d.ts': "import { x } from '../../storage/index.ts';",
      'src/contract/a.ts': "import { x } from '../domain/tree/index.ts';",
      'src/contract/b.ts': "import { x } from '../facades/context.ts';",
      'src/facades/build/a.ts': "import { x } from '../repo/errors.ts';",
      'src/facades/build/groups/b.ts': "import { x } from '../../gateway/errors.ts';",
      'src/facades/build/groups/c.ts': "import { x } from '../../../storage/index.ts';",
      'src/facades/repo/d.ts': "import { x } from '../../runtime/vault.ts';",
      'src/facades/repo/e.ts': "import { x } from '../../http/server.ts';",
      'src/facades/permissions.ts': "import { x } from './build/index.ts';",
      'src/storage/a.ts': "import { x } from '../contract/service.ts';",
      'src/storage/b.ts': "import { x } from '../runtime/vault.ts';",
      'src/runtime/a.ts': "import { x } from '../storage/index.ts';",
      'src/http/a.ts': "import { x } from '../facades/build/index.ts';",
      'src/http/b.ts': "import { x } from '../storage/index.ts';",
      'src/http/c.ts': "import { x } from '../main.ts';",
      'src/somewhere/a.ts': '',
      'src/else.ts': '',
    },
  },
  {
    name: 'rooms of the domain are entered through their index.ts',
    complaints: ({ file, imports }) =>
      imports
        .filter((target) => isOurs(target) && roomOf(target).startsWith('domain/'))
        .filter((target) => isOurs(file) && roomOf(target) !== roomOf(file))
        .filter((target) => target !== `src/${roomOf(target)}/index.ts`)
        .map((target) => `${file} imports ${target}`),
    caught: {
      'src/domain/tree/a.ts': "import type { Project } from '../projects/model.ts';",
      'src/domain/access/a.ts': "import { verify } from './signature/verify.ts';",
      'src/domain/store.ts': "import type { TreeRecords } from './tree/ports.ts';",
      'src/facades/build/a.ts': "import { createNode } from '../../domain/tree/create-node.ts';",
      'src/main.ts': "import { systemClock } from './domain/kernel/clock.ts';",
    },
  },
  {
    name: 'packages stay in the room that they were taken on for',
    complaints(source) {
      const { file, imports } = source;
      if (!isProduct(source)) return [];
      return imports
        .filter((target) => !isOurs(target))
        .filter((target) => {
          const folders = reserved[target];
          if (folders) return !folders.some((folder) => file.startsWith(folder));
          if (file.startsWith('src/domain/')) return !domainNeeds.includes(target);
          return !target.startsWith('node:');
        })
        .map((target) => `${file} imports ${target}`);
    },
    caught: {
      'src/domain/tree/a.ts': "import { sql } from 'kysely';",
      'src/domain/tree/b.ts': "import { readFileSync } from 'node:fs';",
      'src/domain/tree/c.ts': "import { Type } from 'typebox';",
      'src/main.ts': "import { DatabaseSync } from 'node:sqlite';",
      'src/facades/build/a.ts': "import type { FastifyRequest } from 'fastify';",
      'src/facades/build/b.ts': "import { Type } from 'typebox';",
      'src/storage/a.ts': "import { Worker } from 'node:worker_threads';",
      'src/cli/a.ts': "import { spawn } from 'node:child_process';",
      'src/http/a.ts': "import { Worker } from 'node:worker_threads';",
      'src/http/b.ts': "import helmet from 'some-new-package';",
      'src/http/c.ts': "import fs from 'fs';",
    },
  },
  {
    name: 'names of the wire stay in facades and contract',
    complaints(source) {
      const { file, words } = source;
      if (!isProduct(source) || /^src\/(facades|contract)\//.test(file)) return [];
      const found = vendorFields.filter((field) => words.has(field));
      return found.map((field) => `${file} says ${field}`);
    },
    caught: {
      'src/domain/tree/a.ts': 'export interface Node { path_id: string }',
      'src/storage/a.ts': "const columns = ['group_id'];",
      'src/http/a.ts': `const text = \`{"error_code":"\${1}","error_msg":""}\`;`,
      'src/http/b.ts': 'const { full_name } = body;',
      'src/main.ts': 'const wanted = /"create_user"/;',
    },
  },
  {
    name: 'grants are issued in access, projects and installation alone',
    complaints(source) {
      const { file, values, members } = source;
      const issuers = /^src\/domain\/(kernel|access|projects|installation)\//;
      if (!isProduct(source) || issuers.test(file)) return [];
      const taken = ['Grant', 'ProjectGrant'].filter(
        (name) => values.has(name) || members.has(`${name}.issue`),
      );
      return taken.map((name) => `${file} takes ${name} as a value`);
    },
    caught: {
      'src/domain/tree/a.ts': "import { Grant } from '../kernel/index.ts'; Grant.issue(p, o, 'a');",
      'src/domain/tree/b.ts':
        "import { Grant as G } from '../kernel/index.ts'; G.issue(p, o, 'a');",
      'src/domain/audit/c.ts': "import * as k from '../kernel/index.ts'; k.Grant.issue(p, o, 'a');",
      'src/facades/build/a.ts':
        "import { ProjectGrant } from '../../domain/projects/index.ts'; ProjectGrant.issue(g, p, r);",
      'src/main.ts': "const { Grant } = await import('./x.ts'); Grant.issue(p, o, 'a');",
    },
  },
  {
    name: 'nothing is exported by default',
    complaints: ({ file, exportsDefault }) =>
      exportsDefault && !file.endsWith('.config.ts') ? [`${file} has a default export`] : [],
    caught: {
      'src/http/a.ts': 'export default function serve() {}',
      'src/http/b.ts': 'export default 1;',
      'src/http/c.ts': 'const a = 1; export { a as default };',
      'test/d.ts': "export { default } from './e.ts';",
    },
  },
];

const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');

/** All files of the repository that are, or are about to be, under version control. */
const files = walk('');
const texts = Object.fromEntries(
  files.map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);
const house = readSources(
  Object.fromEntries(Object.entries(texts).filter(([file]) => file.endsWith('.ts'))),
);

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const file = folder === '' ? name : `${folder}/${name}`;
    if (entry.isFile()) return ignored.includes(`*${extname(name)}`) ? [] : [file];
    const passed = name === '.git' || ignored.includes(`${name}/`);
    return entry.isDirectory() && !passed ? walk(file) : [];
  });
}

describe.each(rules)('$name', ({ complaints, caught }) => {
  test('a source against it is caught', () => {
    const sources = readSources(caught);
    const missed = sources.filter((source) => complaints(source).length === 0);
    expect(missed.map(({ file }) => file)).toEqual([]);
  });

  test('the sources keep to it', () => {
    expect(house.flatMap((source) => complaints(source))).toEqual([]);
  });
});

test('the walk sees the whole house', () => {
  const seen = new Set(house.map(({ file }) => roomOf(file)));
  const expected = Object.keys(rooms).filter((name) => name !== 'facades/*');
  expect(expected.filter((name) => !seen.has(name))).toEqual([]);
});

describe('files and folders are named after what is in them', () => {
  const vague = /(?:^|[/.-])(?:utils?|helpers?|misc|managers?|common)(?=[/.-]|$)/;
  const unnamed = (file: string) => vague.test(file);

  test('a vague name is caught', () => {
    const names = ['src/utils/a.ts', 'src/tree/helpers.ts', 'src/path-util.ts', 'test/common'];
    expect(names.filter((name) => !unnamed(name))).toEqual([]);
    expect(unnamed('src/domain/commons-licence.ts')).toBe(false);
  });

  test('none is there', () => {
    expect(files.filter(unnamed)).toEqual([]);
  });
});

describe('nothing tells where it was made', () => {
  const homes = /(?<![\w.])\/(?:home|root|Users)\/\w/;
  const registry =
    /\bregistry\.[\w-]+\.[a-z]{2,}|"resolved": *"http|\/\/[^/\s"']*(?:nexus|artifactory)/i;
  const tells = (text: string) => homes.test(text) || registry.test(text);

  test('a path or a registry is caught', () => {
    const texts = [
      ['cd ', 'home', 'someone'].join('/'),
      ['https://registry', 'example', 'org/'].join('.'),
      ['"resolved', '": "http://localhost/a.tgz"'].join(''),
      ['https://', 'nexus.example.org/npm'].join(''),
    ];
    expect(texts.filter((text) => !tells(text))).toEqual([]);
  });

  test('no file does', () => {
    expect(files.filter((file) => tells(texts[file] ?? ''))).toEqual([]);
  });
});

describe('every operation is declared whole, in a file of its name', () => {
  type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

  /** What is wrong with a service's declarations, and with the files that they are in. */
  function complaints(service: Service<Context>, modules: Modules): string[] {
    const names = service.operations.map(({ name }) => name);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    return [
      ...twice.map((name) => `${name} is there twice`),
      ...service.operations.flatMap((operation) => {
        const { name, permission } = operation;
        const words = name.split(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
        const file = `${words.join('-').toLowerCase()}.ts`;
        const homes = Object.entries(modules).filter(([, exported]) =>
          Object.values(exported).includes(operation),
        );
        const [home] = homes;
        return [
          ...(home && homes.length === 1 ? [] : [`${name} is in ${homes.length} files`]),
          ...(home && basename(home[0]) !== file ? [`${name} is in ${home[0]}`] : []),
          ...(home && Object.keys(home[1]).length > 1 ? [`${home[0]} exports more`] : []),
          ...(permission?.row ? [] : [`${name} has no permission`]),
          ...exampleFaults(operation).map((fault) => `${name}, example: ${fault}`),
        ];
      }),
    ];
  }

  function exampleFaults(operation: Service<Context>['operations'][number]): string[] {
    const { parameters, body, example } = operation;
    if (!example) return ['there is none'];
    const asText = (values: object = {}, nameOf = (name: string) => name) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [nameOf(name), String(value)]),
      );
    const lowerCase = (name: string) => name.toLowerCase();
    try {
      if (parameters.path) readText(parameters.path, asText(example.path));
      if (parameters.query) readText(parameters.query, asText(example.query));
      if (parameters.header) readText(parameters.header, asText(example.header, lowerCase));
      if (body) readBody(body, example.body);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  }

  /** Files that declare operations, with what they export. */
  async function declarations(): Promise<Modules> {
    const declaring = house.filter(
      ({ file, values, imports }) =>
        isOurs(file) && values.has('operation') && imports.includes('src/facades/context.ts'),
    );
    const loaded = declaring.map(async ({ file }) => [file, await import(join(root, file))]);
    return Object.fromEntries(await Promise.all(loaded));
  }

  test('the services keep to it, and every declaration is mounted', async () => {
    const modules = await declarations();
    expect(services.flatMap((service) => complaints(service, modules))).toEqual([]);
    const mounted = new Set<unknown>(services.flatMap(({ operations }) => operations));
    const idle = Object.entries(modules).filter(
      ([, exported]) => !Object.values(exported).every((value) => mounted.has(value)),
    );
    expect(idle.map(([file]) => file)).toEqual([]);
  });

  test('a declaration against it is caught', () => {
    const [operation] = build.operations;
    if (!operation) throw new Error('Build has no operation');
    const file = 'src/facades/build/groups/create-job-group.ts';
    const declared = (changes: object, modules?: Modules) => {
      const changed = { ...operation, ...changes };
      const service = { ...build, operations: [changed] };
      return complaints(service, modules ?? { [file]: { createJobGroup: changed } });
    };
    expect(declared({})).toEqual([]);
    expect(declared({}, {})).not.toEqual([]);
    expect(declared({ name: 'MakeJobGroup' })).not.toEqual([]);
    expect(declared({ permission: undefined })).not.toEqual([]);
    expect(declared({ example: undefined })).not.toEqual([]);
    expect(declared({ example: { ...operation.example, path: {} } })).not.toEqual([]);
    expect(declared({ example: { ...operation.example, body: {} } })).not.toEqual([]);
    const module = { createJobGroup: operation };
    const one = { ...build, operations: [operation] };
    expect(complaints(one, { [file]: { ...module, more: 1 } })).not.toEqual([]);
    expect(complaints(one, { [file]: module, 'src/other.ts': module })).not.toEqual([]);
    const two = { ...build, operations: [operation, operation] };
    expect(complaints(two, { [file]: module })).toEqual(['CreateJobGroup is there twice']);
  });
});
