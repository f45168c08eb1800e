import type { Model, Value } from './sdk-call.ts';

/** `CreateProjectV4` -> `create_project_v4`, `X-Subject-Token` -> `x_subject_token`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

/** `parent_id` -> `ParentId`, `X-Subject-Token` -> `XSubjectToken`. */
export function pascalCase(name: string): string {
  return name
    .split(/[-_]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

/** `parent_id` -> `parentId`, `CreateJobGroup` -> `createJobGroup`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/**
 * A model in the form that Java and JavaScript share: `new PwdAuth()` and a setter a line at
 * `indent`. `spell` spells the values, with the indent for setters of theirs.
 */
export function fluent(
  { model, fields }: Model,
  indent: string,
  spell: (value: Value, indent: string) => string,
): string {
  const setters = fields.map(
    ({ name, value }) => `\n${indent}.with${pascalCase(name)}(${spell(value, `${indent}    `)})`,
  );
  return `new ${model}()${setters.join('')}`;
}

/** What every sample says of keys and of the way to this server. */
export const keysComment = 'The keys come from the environment: they belong in no source file.';

/** The variable with which the SDKs of Python, Java and Go are sent elsewhere in one region. */
export function regionVariable(packageName: string): string {
  return `HUAWEICLOUD_SDK_REGION_${packageName.toUpperCase()}_<REGION>`;
}
