import type { PermissionRow } from '../../../contract/operation.ts';
import type { Context } from '../../context.ts';

/** An operation that asks policies, with what its declaration says of them. */
interface AskingOperation {
  readonly name: string;
  readonly summary: string;
  readonly row: PermissionRow & { readonly action: string };
}

/** The services whose actions policies can name, by the first part of those actions, in order. */
export function serviceCodes({ services }: Pick<Context, 'services'>): string[] {
  return [...new Set(asking(services).map(({ row }) => codeOf(row.action)))].sort();
}

/** What the operations of a service ask of policies, in the form of the vendor's summaries. */
export function schemaOf({ services }: Pick<Context, 'services'>, serviceCode: string) {
  const operations = asking(services).filter(({ row }) => codeOf(row.action) === serviceCode);
  const byAction = Map.groupBy(operations, ({ row }) => row.action);
  const types = new Map(
    operations.flatMap(({ row: { resource } }) => (resource ? [[resource.type, resource]] : [])),
  );
  const keys = new Set(operations.flatMap(({ row }) => row.conditionKeys ?? []));
  return {
    version: 'v1',
    actions: [...byAction].map(([name, group]) => actionOf(name, group)),
    resources: [...types.values()].map(({ type, urn }) => ({ type_name: type, urn_template: urn })),
    conditions: [...keys].map((key) => ({
      key,
      value_type: 'string',
      multi_valued: false,
      description: inBoth(key),
    })),
    operations: operations.map(({ name, row: { action, dependencies = [] } }) => ({
      operation_id: name,
      operation_action: action,
      dependent_actions: [...dependencies],
    })),
  };
}

/** One action with all operations that ask for it. */
function actionOf(name: string, operations: readonly AskingOperation[]) {
  const rows = operations.map(({ row }) => row);
  const keys = unique(rows.flatMap((row) => row.conditionKeys ?? []));
  const templates = unique(rows.flatMap(({ resource }) => (resource ? [resource.urn] : [])));
  const summaries = unique(operations.map(({ summary }) => summary));
  const notes = rows.every(({ policy }) => policy === 'may-deny')
    ? ['No identity policy is needed; policies can only deny it']
    : [];
  return {
    name,
    access_level: (rows[0]?.accessLevel ?? 'Write').toLowerCase(),
    permission_only: false,
    description: inBoth(`${[summaries.join('; '), ...notes].join('. ')}.`),
    aliases: unique(rows.flatMap((row) => row.aliases ?? [])),
    resources: templates.map((urn_template) => ({
      urn_template,
      required: true,
      condition_keys: keys,
    })),
    // Keys go with the resource, where there is one.
    condition_keys: templates.length > 0 ? [] : keys,
  };
}

function asking(services: Context['services']): AskingOperation[] {
  return services.flatMap(({ operations }) =>
    operations.flatMap(({ name, summary, permission: { row } }) =>
      row.action === undefined ? [] : [{ name, summary, row: { ...row, action: row.action } }],
    ),
  );
}

function codeOf(action: string): string {
  return action.split(':', 1)[0] ?? action;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Descriptions are written in English alone, which is better than none where both are required. */
function inBoth(text: string) {
  return { en_US: text, zh_CN: text };
}
