import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Atelier, startAtelier } from '../src/atelier.ts';
import { goSample } from '../src/contract/samples/go.ts';
import { codeSamples } from '../src/contract/samples/index.ts';
import { javaSample } from '../src/contract/samples/java.ts';
import { javaScriptSample } from '../src/contract/samples/node.ts';
import { pythonSample } from '../src/contract/samples/python.ts';
import type { SdkCall } from '../src/contract/samples/sdk-call.ts';
import { camelCase, pascalCase, snakeCase } from '../src/contract/samples/spelling.ts';
import { build } from '../src/facades/build/index.ts';
import { services } from '../src/main.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

const cases = services.flatMap((service) =>
  service.operations.map((operation) => {
    const samples = codeSamples(service, operation).map(({ label, source }) => [label, source]);
    const sources: Readonly<Record<string, string>> = Object.fromEntries(samples);
    return { name: operation.name, service, operation, sources };
  }),
);
const inSdks = cases.filter(({ operation }) => operation.sdk !== 'none');

function sourceOf(name: string, label: string): string {
  return cases.find((each) => each.name === name)?.sources[label] ?? '';
}

/** Files that a tool outside this process reads; gone afterwards. */
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'atelier-samples-'));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Operations that are newer than the published packages. */
const unpublishedOperations: ReadonlySet<string> = new Set(['ShowGroupSummary']);

/** Writes the samples of a label, one file each, and answers their paths. */
function written(label: string, extension: string): string[] {
  const folder = join(directory, extension);
  mkdirSync(folder);
  return inSdks.map(({ name, service, sources }) => {
    const file = join(folder, `${service.sdk.packageName}_${name}.${extension}`);
    writeFileSync(file, sources[label] ?? '');
    return file;
  });
}

test.each(cases)('$name has a sample for every way to call it', ({ operation, sources }) => {
  const sdks = ['Python', 'Java', 'Go', 'Node.js', 'TypeScript'];
  const labels = operation.sdk === 'none' ? ['curl'] : [...sdks, 'curl'];
  expect(Object.keys(sources)).toEqual(labels);
});

describe('the languages take the samples', () => {
  test('Python compiles them', async () => {
    await run('python3', ['-m', 'py_compile', ...written('Python', 'py')]);
  });

  test('JavaScript parses them', () => {
    for (const { name, sources } of inSdks)
      new Script(sources['Node.js'] ?? '', { filename: name });
  });

  test('TypeScript agrees with the published SDKs', async () => {
    const unpublished = services
      .filter(({ sdk }) => !['iam', 'projectman'].includes(sdk.packageName))
      .map(
        ({ sdk }) => `@huaweicloud/huaweicloud-sdk-${sdk.packageName}/${sdk.version}/public-api`,
      );
    const ambient = join(directory, 'unpublished.d.ts');
    writeFileSync(ambient, unpublished.map((name) => `declare module '${name}';\n`).join(''));
    const options = {
      strict: true,
      // Modules that are not published are any.
      noImplicitAny: false,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2022',
      module: 'commonjs',
      moduleDetection: 'force',
      types: ['node'],
    };
    const published = written('TypeScript', 'ts').filter(
      (file) => !unpublishedOperations.has(basename(file, '.ts').replace(/^[^_]*_/, '')),
    );
    const config = { compilerOptions: options, files: [ambient, ...published] };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const checked = run(process.execPath, [tsc, '-p', directory]).catch((failure) => failure);
    expect((await checked).stdout).toBe('');
  });

  test('a shell parses those for curl', async () => {
    const all = cases.map(({ sources }) => sources.curl).join('\n');
    const file = join(directory, 'all.sh');
    writeFileSync(file, all);
    await run('sh', ['-n', file]);
  });

  // There is no toolchain for these two on every machine, so their structure has to do.
  test.each(inSdks)('Java and Go keep to their form in $name', ({ name, service, sources }) => {
    const { Java: java = '', Go: go = '' } = sources;
    for (const source of [java, go]) {
      const bare = source.replace(/"(\\.|[^"\\])*"/g, '""');
      for (const pair of ['()', '{}', '[]']) {
        expect(bare.split(pair.charAt(0)).length).toBe(bare.split(pair.charAt(1)).length);
      }
    }
    expect(java).toMatch(new RegExp(`^public class ${name}Sample \\{$`, 'm'));
    for (const line of java.split('\n').filter((each) => /^ {8}(request|body)\b/.test(each))) {
      expect(line).toMatch(/^ {8}(request|body)\.with[A-Z]\w*\(.*(;|\w\(\))$/);
    }
    const imports = [...go.matchAll(/^\t(?:(\w+) )?"([^"]+)"$/gm)];
    const used = imports.map(([, alias, path = '']) => alias ?? path.split('/').at(-1));
    expect(used).toEqual(
      expect.arrayContaining(['fmt', 'os', service.sdk.packageName, 'model', 'region']),
    );
    for (const library of used) expect(go.split(`${library}.`).length).toBeGreaterThan(1);
    const variables = [...go.matchAll(/^\t(\w+)(?:, err)? := /gm)].map(
      ([, variable = '']) => variable,
    );
    expect(new Set(variables).size).toBe(variables.length);
    for (const variable of variables) expect(go.split(variable).length).toBeGreaterThan(2);
  });
});

describe('the samples name what the SDKs have', () => {
  const models = facts<Readonly<Record<string, unknown>>>('models.json');
  const operations = facts<readonly { id: string }[]>('operations.json');

  function facts<Of>(file: string): Readonly<Record<string, Of>> {
    const text = readFileSync(join(root, 'test/facts', file), 'utf8');
    return (JSON.parse(text) as { services: Record<string, Of> }).services;
  }

  test.each(inSdks)('$name', ({ name, service, sources }) => {
    const key = service.facts.find((each) => operations[each]?.some(({ id }) => id === name));
    const { product } = service.sdk;
    const known = new Set([
      ...Object.keys(models[key ?? ''] ?? {}),
      ...[`${product}Client`, `${product}Region`, `${name}Request`, `${name}Response`],
      ...['BasicCredentials', 'GlobalCredentials'],
      // The SDK of STS was not recorded.
      ...(product === 'Sts' ? ['DecodeAuthorizationMessageReqBody'] : []),
    ]);
    const { Python: python = '', Java: java = '', Go: go = '', 'Node.js': node = '' } = sources;
    const constructed = {
      python: [...python.matchAll(/\b([A-Z]\w+)\(/g)],
      java: [...java.matchAll(/new (\w+)\(/g)],
      go: [...go.matchAll(/model\.(\w+)\{/g)].filter(([before]) => !before.includes('Methods')),
      node: [...node.matchAll(/new (\w+)\(/g)],
    };
    for (const [language, found] of Object.entries(constructed)) {
      for (const [, model = ''] of found) expect(known, `${language}: ${model}`).toContain(model);
    }
    expect(python).toContain(`client.${snakeCase(name)}(request)`);
    expect(java).toContain(`${name}Response response = client.${camelCase(name)}(request);`);
    expect(go).toContain(`client.${name}(request)`);
  });

  test.each([
    ['CreateProjectV4', 'create_project_v4', 'createProjectV4', 'CreateProjectV4'],
    ['ListSSHKeys', 'list_ssh_keys', 'listSSHKeys', 'ListSSHKeys'],
    ['parent_id', 'parent_id', 'parentId', 'ParentId'],
    ['X-Subject-Token', 'x_subject_token', 'xSubjectToken', 'XSubjectToken'],
  ])('%s is spelled as each language has it', (name, snake, camel, pascal) => {
    expect([snakeCase(name), camelCase(name), pascalCase(name)]).toEqual([snake, camel, pascal]);
  });
});

describe("the samples make the calls of the vendor's pages", () => {
  test.each([
    ['CreateJobGroup', 'Python', 'ak = os.environ["CLOUD_SDK_AK"]'],
    ['CreateJobGroup', 'Python', 'CodeArtsBuildRegion.value_of("<YOUR REGION>")'],
    ['CreateJobGroup', 'Python', 'from huaweicloudsdkcodeartsbuild.v3 import *'],
    ['CreateJobGroup', 'Python', 'request.body = JobGroupRequestBody('],
    ['CreateJobGroup', 'Java', 'JobGroupRequestBody body = new JobGroupRequestBody();'],
    ['CreateJobGroup', 'Java', 'body.withParentId("626c66e962e44ce680b168c409d0502a");'],
    ['CreateJobGroup', 'Go', 'request := &model.CreateJobGroupRequest{}'],
    // Optional in the SDK, hence by pointer.
    ['CreateJobGroup', 'Go', 'nameJobGroupRequestBody := "New group-53994140"'],
    ['CreateJobGroup', 'Go', 'Name:      &nameJobGroupRequestBody,'],
    // Required in the SDK, hence by value.
    ['CreateGroup', 'Go', 'Name:        "TG2",'],
    ['CreateGroup', 'Go', 'model.GetCreateGroupRequestBodyVisibilityEnum().PRIVATE'],
    ['CreateGroup', 'Java', 'CreateGroupRequestBody.VisibilityEnum.fromValue("private")'],
    ['CreateGroup', 'Python', 'visibility="private"'],
    ['ListGroups', 'Go', 'limitRequest := int32(20)'],
    ['ListProjectsV4', 'Go', 'request.Limit = 10'],
    ['KeystoneValidateToken', 'Python', 'request.x_subject_token = "'],
    ['KeystoneValidateToken', 'curl', '-H "X-Subject-Token: '],
    ['KeystoneListProjects', 'Python', 'GlobalCredentials(ak, sk)'],
    ['KeystoneListProjects', 'Go', 'auth := global.NewCredentialsBuilder().'],
    ['KeystoneCreateUserTokenByPassword', 'Python', 'methods=["password"],'],
    [
      'KeystoneCreateUserTokenByPassword',
      'Java',
      'Arrays.asList(PwdIdentity.MethodsEnum.fromValue("password"))',
    ],
    [
      'KeystoneCreateUserTokenByPassword',
      'Go',
      '[]model.PwdIdentityMethods{model.GetPwdIdentityMethodsEnum().PASSWORD},',
    ],
  ])('%s in %s: %s', (name, label, line) => {
    expect(sourceOf(name, label)).toContain(line);
  });
});

describe('values of every kind', () => {
  const call: SdkCall = {
    sdk: build.sdk,
    operation: 'RunJob',
    parameters: [
      { name: 'dry_run', required: false, value: true },
      { name: 'X-Times', required: false, value: 3 },
    ],
    body: {
      model: 'RunJobBody',
      fields: [
        {
          name: 'steps',
          required: true,
          value: [{ model: 'Step', fields: [{ name: 'no', required: false, value: 1 }] }],
        },
        { name: 'tags', required: false, value: ['a"b', 'c'] },
        { name: 'limits', required: true, value: { model: 'Limits', fields: [] } },
      ],
    },
    projectFromCredentials: false,
  };

  test.each([
    ['Python', pythonSample, 'request.dry_run = True\n        request.x_times = 3\n'],
    ['Python', pythonSample, 'steps=[Step(\n                no=1\n            )],'],
    ['Python', pythonSample, 'tags=["a\\"b", "c"],\n            limits=Limits()\n'],
    ['Java', javaSample, 'request.withDryRun(true);\n        request.withXTimes(3);'],
    ['Java', javaSample, 'body.withSteps(Arrays.asList(new Step()\n                .withNo(1)));'],
    ['Java', javaSample, 'body.withTags(Arrays.asList("a\\"b", "c"));'],
    ['Java', javaSample, 'body.withLimits(new Limits());'],
    ['Go', goSample, 'dryRunRequest := true\n\trequest.DryRun = &dryRunRequest\n'],
    ['Go', goSample, 'xTimesRequest := int32(3)\n\trequest.XTimes = &xTimesRequest\n'],
    ['Go', goSample, 'Steps: []model.Step{model.Step{\n\t\t\tNo: &noStep,\n\t\t}},'],
    ['Go', goSample, 'tagsRunJobBody := []string{"a\\"b", "c"}\n'],
    ['Go', goSample, 'Tags:   &tagsRunJobBody,\n\t\tLimits: &model.Limits{},\n'],
    ['Node.js', javaScriptSample, 'body.withSteps([new Step()\n    .withNo(1)]);'],
    ['Node.js', javaScriptSample, '    RunJobBody,\n    Step,\n    Limits\n}'],
  ])('in %s', (_language, write, text) => {
    expect(write(call)).toContain(text);
  });
});

describe('the samples work', () => {
  let atelier: Atelier;
  beforeAll(async () => {
    atelier = await startAtelier({ demo: true });
  });
  afterAll(() => atelier.stop());

  test.each([
    ['KeystoneListProjects', '"name":"cn-north-4"'],
    ['KeystoneListRegions', '"id":"cn-north-4"'],
    ['ListProjectsV4', '"total":3'],
    ['CreateProjectV4', '"project_name":"demo_project"'],
    ['ShowCurUserInfo', '"user_type":"User"'],
    ['KeystoneShowProject', '"name":"cn-north-4"'],
    // Of its user no server knows.
    ['KeystoneCreateUserTokenByPassword', 'IAM.0062'],
  ])('%s through the SDK for Node', async (name, shown) => {
    const file = join(directory, `${name}.cjs`);
    const source = sourceOf(name, 'Node.js');
    writeFileSync(file, source.replace('0605767b5780d5762fc5c0118072a564', atelier.iamProjectId));
    const env = {
      PATH: process.env.PATH,
      ATELIER: atelier.endpoint,
      CLOUD_SDK_AK: atelier.accessKey,
      CLOUD_SDK_SK: atelier.secretKey,
    };
    const ran = await run(process.execPath, [file], { env }).catch((failure) => failure);
    expect(ran.stdout + ran.stderr).toContain(shown);
  });

  test.each([
    ['CreateJobGroup', '"name":"New group-53994140"'],
    ['ListGroupTree', '"id":"626c66e962e44ce680b168c409d0502a"'],
    ['CreateGroup', '"full_name":"0b234373cf3f4b04ab2d8a245155e12b / TG2"'],
    ['ListGroups', 'x-total: 1'],
    ['KeystoneCreateUserTokenByPassword', 'IAM.0062'],
  ])('%s with curl', async (name, shown) => {
    const user = { domain: { name: atelier.domainName }, name: atelier.userName };
    const password = { user: { ...user, password: atelier.password } };
    const identity = { methods: ['password'], password };
    const login = await fetch(`${atelier.endpoint}/v3/auth/tokens`, {
      method: 'POST',
      body: JSON.stringify({ auth: { identity, scope: { project: { name: atelier.region } } } }),
    });
    const token = login.headers.get('x-subject-token') ?? '';
    const env = { PATH: process.env.PATH, ATELIER: atelier.endpoint, TOKEN: token };
    const { stdout } = await run('sh', ['-c', sourceOf(name, 'curl')], { env });
    expect(stdout).toContain(shown);
  });
});
