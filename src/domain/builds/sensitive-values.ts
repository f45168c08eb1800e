import type { Vault } from '../access/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ParameterProperty, TaskDefinition, TaskParameter } from './model.ts';

/** What stands for a sensitive value wherever it would be shown; sent back, it keeps the value. */
export const mask = '******';

/** Properties that tell of a parameter; all others hold what is sensitive. */
const describing: ReadonlySet<string | undefined> = new Set([
  'name',
  'type',
  'description',
  'deletion',
  'defaults',
  'staticVar',
  'sensitiveVar',
]);

/** A task as its sensitive values are sealed for it. */
export interface SealedTask {
  readonly id: string;
  readonly definition: Pick<TaskDefinition, 'parameters'>;
}

/**
 * The definition with the values of sensitive parameters sealed for the task. `earlier` is what the
 * definition is made from, the task itself or the one it is a copy of: its values take the places of
 * masks. Throws Problem `invalid`, where a mask stands for nothing or a sensitive value is one of a
 * list.
 */
export function withSealedValues(
  vault: Vault,
  taskId: string,
  definition: TaskDefinition,
  earlier?: SealedTask,
): TaskDefinition {
  const parameters = definition.parameters.map((parameter, i) => {
    const name = textOf(parameter, 'name');
    const before = earlier?.definition.parameters.find((each) => textOf(each, 'name') === name);
    const sensitive = isSensitive(parameter);
    const properties = parameter.properties.map((property) => {
      if (describing.has(property.name)) return property;
      const kept = keptValue(property, before);
      if (!sensitive) {
        if (kept) throw refused(i, 'the value itself where it is sensitive no longer');
        return property;
      }
      if (property.limits?.length) throw refused(i, 'no list of values where it is sensitive');
      const value = kept && earlier ? opened(vault, earlier.id, name, kept) : property.value;
      if (!kept && value === mask) throw refused(i, 'a value, for there is none to be kept');
      return value ? sealedProperty(vault, taskId, name, property, value) : property;
    });
    return { ...parameter, properties };
  });
  return { ...definition, parameters };
}

/** Names of parameters that are sensitive from now on. */
export function newlySensitive(before: TaskDefinition, after: TaskDefinition): Set<string> {
  const namesIn = ({ parameters }: TaskDefinition) =>
    parameters.filter(isSensitive).map((parameter) => textOf(parameter, 'name'));
  const known = namesIn(before);
  return new Set(namesIn(after).filter((name) => !known.includes(name)));
}

/** A definition from when these parameters of the task were not sensitive, with their values sealed. */
export function withSealedParameters(
  vault: Vault,
  taskId: string,
  definition: TaskDefinition,
  names: ReadonlySet<string>,
): TaskDefinition {
  const parameters = definition.parameters.map((parameter) => {
    const name = textOf(parameter, 'name');
    if (!names.has(name)) return parameter;
    const properties = parameter.properties.map((property) => {
      const { value } = property;
      if (!value || describing.has(property.name)) return property;
      return sealedProperty(vault, taskId, name, property, value);
    });
    return { ...parameter, properties };
  });
  return { ...definition, parameters };
}

/** The property with its value sealed, and without the values that it could have had. */
function sealedProperty(
  vault: Vault,
  taskId: string,
  parameter: string,
  { name }: ParameterProperty,
  value: string,
): ParameterProperty {
  const sealed = vault.seal(value, contextOf(taskId, parameter));
  return { name, sealed: Buffer.from(sealed).toString('base64') };
}

/** The sealed value that a property stands for, of itself or by a mask. */
function keptValue(
  { name, value, sealed }: ParameterProperty,
  before: TaskParameter | undefined,
): string | undefined {
  if (sealed !== undefined || value !== mask) return sealed;
  return before?.properties.find((each) => each.name === name)?.sealed;
}

function isSensitive(parameter: TaskParameter): boolean {
  return textOf(parameter, 'sensitiveVar').toLowerCase() === 'true';
}

function textOf({ properties }: TaskParameter, name: string): string {
  return properties.find((property) => property.name === name)?.value ?? '';
}

function opened(vault: Vault, taskId: string, parameter: string, sealed: string): string {
  return vault.open(Buffer.from(sealed, 'base64'), contextOf(taskId, parameter));
}

/** Binds a sealed value to its task and parameter, so that it cannot be moved to others. */
function contextOf(taskId: string, parameter: string): string {
  return `build-task/${taskId}/${parameter}`;
}

function refused(index: number, accepts: string): Problem {
  return new Problem('invalid', {
    subject: 'build task',
    field: `parameters[${index}].params`,
    reason: `must hold ${accepts}`,
  });
}
