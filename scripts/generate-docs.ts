/**
 * Writes the documents that follow from the declarations: COMPATIBILITY.md, docs/errors.md and
 * docs/actions.md. Run it with `npm run docs`; a test fails while they are out of date.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PermissionRow } from '../src/contract/operation.ts';
import type { Service } from '../src/contract/service.ts';
import {
  type MatrixEntry,
  type PermissionMatrix,
  permissionMatrices,
  projectRoles,
} from '../src/domain/projects/index.ts';
import type { Context } from '../src/facades/context.ts';
import { gatewayErrors } from '../src/facades/gateway/errors.ts';
import { services } from '../src/main.ts';

type Operation = Service<Context>['operations'][number];

/** An operation as the vendor's SDKs have it. */
interface SdkOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

type State = 'absent' | 'answered' | 'proven';

interface Row {
  readonly sdk: SdkOperation;
  readonly operation: Operation | undefined;
  readonly state: State;
}

const root = join(import.meta.dirname, '..');

/** The text of each generated document, by its path in the repository. */
export function generatedDocs(): Record<string, string> {
  return {
    'COMPATIBILITY.md': compatibility(),
    'docs/errors.md': errors(),
    'docs/actions.md': actions(),
  };
}

function compatibility(): string {
  const facts = join(root, 'test/facts/operations.json');
  const recorded = (
    JSON.parse(readFileSync(facts, 'utf8')) as { services: Record<string, SdkOperation[]> }
  ).services;
  const proofs = provenOperations();
  const rows = new Map(
    Object.entries(recorded).map(([key, operations]) => [
      key,
      operations.map((sdk) => rowOf(key, sdk, proofs)),
    ]),
  );
  const whole = ['CodeArtsBuild v3', 'CodeArtsRepo v4', 'CodeArtsRepo v3 (v1-v3 paths)'];
  const known = new Set([...rows.values()].flat().map(({ operation }) => operation));
  const beyond = services.flatMap(({ title, sdk, operations }) =>
    operations
      .filter((each) => !known.has(each))
      .map((each) => {
        const proved = proofs.has(proofOf(`${sdk.product} ${sdk.version}`, each.name));
        return { title, each, state: proved ? 'proven' : 'answered' };
      }),
  );
  return document(
    'Compatibility',
    'Every operation of the vendor, as its SDKs declare them, and what Atelier makes of it.',
    `- **absent**: the route is unknown here and gets a 404 with code \`APIGW.0101\`.
- **answered**: Atelier serves it.
- **proven**: besides, a test in \`test/conformance\` sends it through the vendor's published client core, a success and a refusal, and checks the answers strictly.

The last column says whether the vendor's page prints the permission of the operation (documented) or we named it in the same style (inferred).`,
    table(
      ['Service', 'Operations', 'Answered', 'Proven'],
      [...rows].map(([key, all]) => [
        key,
        all.length,
        count(all, 'answered') + count(all, 'proven'),
        count(all, 'proven'),
      ]),
    ),
    ...whole.map((key) => section(key, operationTable(rows.get(key) ?? []))),
    ...[...rows]
      .filter(([key]) => !whole.includes(key))
      .map(([key, all]) => {
        const answered = all.filter(({ state }) => state !== 'absent');
        const counts = `${answered.length} of ${all.length} operations are answered`;
        return answered.length === 0
          ? section(key, `${counts}.`)
          : section(key, `${counts}; the others are absent.`, operationTable(answered));
      }),
    section(
      'Beyond the recorded SDKs',
      table(
        ['Operation', 'Method and path', 'Service', 'State', 'Permission'],
        beyond.map(({ title, each, state }) => [
          each.name,
          code(`${each.method} ${each.path}`),
          title,
          state,
          each.permission.row.source,
        ]),
      ),
    ),
  );
}

function rowOf(key: string, sdk: SdkOperation, proofs: ReadonlySet<string>): Row {
  const operation = services
    .filter(({ facts }) => facts.includes(key))
    .flatMap(({ operations }) => operations)
    .find(
      ({ name, method, path }) => name === sdk.id && method === sdk.method && path === sdk.path,
    );
  const state = !operation ? 'absent' : proofs.has(proofOf(key, sdk.id)) ? 'proven' : 'answered';
  return { sdk, operation, state };
}

/** What the conformance tests announce with `proven('<service>', '<operation>')`. */
function provenOperations(): Set<string> {
  const files = globSync('test/conformance/**/*.test.ts', { cwd: root });
  const calls = files.flatMap((file) => [
    ...readFileSync(join(root, file), 'utf8').matchAll(/\bproven\(\s*'([^']+)',\s*'(\w+)',?\s*\)/g),
  ]);
  return new Set(calls.map(([, service = '', name = '']) => proofOf(service, name)));
}

/** The SDK facts write `IAM v3` where the SDKs write `Iam`. */
function proofOf(service: string, name: string): string {
  return `${service.toLowerCase()} ${name}`;
}

function count(rows: readonly Row[], state: State): number {
  return rows.filter((row) => row.state === state).length;
}

function operationTable(rows: readonly Row[]): string {
  return table(
    ['Operation', 'Method and path', 'State', 'Permission'],
    rows.map(({ sdk, operation, state }) => [
      sdk.id,
      code(`${sdk.method} ${sdk.path}`),
      state,
      operation?.permission.row.source ?? '',
    ]),
  );
}

function errors(): string {
  return document(
    'Errors',
    'Every failure carries `error_code` and `error_msg` at the top of its body, and `X-Request-Id` in its headers.',
    'Where the fourth column says so, the text goes on with the field at fault and the rule that refused it. Codes and statuses that the vendor documents for the case are marked documented, our choice among its codes inferred.',
    section(
      'In front of all services',
      table(
        ['Status', 'Code', 'Text', 'When'],
        Object.values(gatewayErrors).map(({ status, code: errorCode, text, when }) => [
          status,
          code(errorCode),
          text,
          when,
        ]),
      ),
    ),
    ...services.map(({ title, errors }) =>
      section(
        title,
        table(
          ['Status', 'Code', 'Text', 'Field and rule', 'When', 'Source'],
          errors.map(({ status, code: errorCode, text, explains, when, source }) => [
            status,
            code(errorCode),
            text,
            explains ? 'yes' : 'no',
            when,
            source,
          ]),
        ),
      ),
    ),
  );
}

const policyRules: Readonly<Record<PermissionRow['policy'], string>> = {
  'must-allow': 'must allow',
  'may-deny': 'may deny',
  none: 'not asked',
};

function pointOf({ point, groupPoint, beyond }: PermissionRow): string {
  if (point === undefined) return '-';
  const further = groupPoint && `${code(groupPoint)} in the project or the group`;
  return [code(point), further, beyond].filter((each) => each !== undefined).join(' and ');
}

function listed(names: readonly string[] | undefined): string {
  return names === undefined || names.length === 0 ? '-' : names.map(code).join(', ');
}

function actions(): string {
  return document(
    'Actions and roles',
    'What a caller must be for each operation. The root user of an account may do everything in it.',
    `- **Policy**: *must allow* means that an identity policy of the user has to allow the action; *may deny*, that policies can only forbid it; *not asked*, that they have no say.
- **Role point**: what the user's role in the project must include, see the matrices below.
- **Source**: whether the vendor's page prints the action or we named it in the same style.`,
    ...services.map(({ title, operations }) =>
      section(
        title,
        table(
          [
            'Operation',
            'Action',
            'Access level',
            'Resource type',
            'Condition key',
            'Alias',
            'Dependencies',
            'Policy',
            'Role point',
            'Source',
          ],
          operations.map(({ name, permission: { row } }) => [
            name,
            row.action === undefined ? '-' : code(row.action),
            row.accessLevel ?? '-',
            row.resource === undefined ? '-' : `${row.resource.type} *`,
            listed(row.conditionKeys),
            listed(row.aliases),
            listed(row.dependencies),
            row.open ? 'no credential needed' : policyRules[row.policy],
            pointOf(row),
            row.source,
          ]),
        ),
      ),
    ),
    section(
      'Project roles',
      'Numbers marked * are ours: the vendor names the role and prints no number.',
      table(
        ['Role', 'Number', 'Repo access level'],
        projectRoles.map((role) => [
          role.name,
          `${role.id}${role.inferredNumber ? ' *' : ''}`,
          role.accessLevel,
        ]),
      ),
    ),
    section(
      'What project roles may do',
      'A: has it, and it cannot be taken away. B: has it, and it can be taken away. C: lacks it, and can be given it. D: can never be given it. Entries marked * are ours: the vendor does not print them.',
    ),
    ...permissionMatrices.map(matrixSection),
  );
}

function matrixSection({ title, points, entry }: PermissionMatrix): string {
  const shown = ({ standing, inferred }: MatrixEntry) => `${standing}${inferred ? ' *' : ''}`;
  return section(
    `Roles in ${title}`,
    table(
      ['Permission', ...projectRoles.map(({ name }) => name)],
      points.map((point) => [
        code(point),
        ...projectRoles.map(({ id }) => shown(entry(point, id))),
      ]),
    ),
  );
}

function document(title: string, ...blocks: string[]): string {
  const note = '<!-- Generated by `npm run docs`: change the declarations, not this file. -->';
  return `${[`# ${title}`, note, ...blocks].join('\n\n')}\n`;
}

function section(title: string, ...blocks: string[]): string {
  return [`## ${title}`, ...blocks].join('\n\n');
}

/** A Markdown table whose columns also line up as plain text. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((cells) =>
    cells.map((cell) => `${cell}`.replaceAll('|', '\\|')),
  );
  const widths = head.map((_, at) => Math.max(3, ...lines.map((cells) => cells[at]?.length ?? 0)));
  const [first = [], ...others] = lines;
  const rule = widths.map((width) => '-'.repeat(width));
  return [first, rule, ...others]
    .map((cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`)
    .join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(generatedDocs())) writeFileSync(join(root, path), text);
}
