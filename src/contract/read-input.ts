import { Compile, type Validator } from 'typebox/compile';
import { Problem } from '../domain/kernel/index.ts';
import type { Described, StaticOf, TArray, TObject, TSchema } from './schema.ts';

const validators = new WeakMap<TSchema, Validator>();

/**
 * Reads a JSON value by a schema: null is absent, unknown fields are dropped unless the schema allows
 * none, nothing is converted. Throws Problem `invalid` naming the first field at fault and what it
 * must be.
 */
export function readBody<S extends TSchema>(schema: S, value: unknown): StaticOf<S> {
  return readValue(schema, value, 'body') as StaticOf<S>;
}

/**
 * Reads parameters that travel as text, such as query and path values, into the types that the
 * schema names. Unknown keys are ignored; of a repeated key the first value counts.
 */
export function readText<S extends TObject>(
  schema: S,
  values: Readonly<Record<string, string | undefined>>,
): StaticOf<S> {
  const read: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const text = values[name];
    if (text === undefined) {
      requirePresence(schema, name, name, property);
      continue;
    }
    read[name] = checked(property, typedText(property, text), name);
  }
  return read as StaticOf<S>;
}

function readValue(schema: TSchema, value: unknown, place: string): unknown {
  if ('properties' in schema) return readObject(schema as TObject, value, place);
  if ('items' in schema) {
    const items = (schema as TArray).items as TSchema;
    checked(schema, value, place);
    return (value as unknown[]).map((item, i) => readValue(items, item, `${place}[${i}]`));
  }
  return checked(schema, value, place);
}

function readObject(schema: TObject, value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault(place, 'a JSON object', value === undefined || value === null);
  }
  const read: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const inner = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    const innerPlace = place === 'body' ? name : `${place}.${name}`;
    if (inner === undefined || inner === null) {
      requirePresence(schema, name, innerPlace, property);
      continue;
    }
    read[name] = readValue(property, inner, innerPlace);
  }
  if ('additionalProperties' in schema) refuseUnknown(schema, value, place);
  return read;
}

/** For schemas that say `additionalProperties: false`, where dropping a field would change the rest. */
function refuseUnknown(schema: TObject, value: object, place: string): void {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(propertiesOf(schema), name));
  if (unknown === undefined) return;
  const field = `${place}.${unknown.slice(0, 64)}`;
  throw new Problem('invalid', { subject: 'request', field, reason: 'is not known here' });
}

function typedText(schema: TSchema, text: string): unknown {
  const type = (schema as { type?: string }).type;
  if (type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function checked(schema: TSchema, value: unknown, place: string): unknown {
  let validator = validators.get(schema);
  if (!validator) {
    validator = Compile(withoutEntries(schema));
    validators.set(schema, validator);
  }
  const wellFormed = typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'));
  if (wellFormed && validator.Check(value)) return value;
  throw fault(place, accepted(schema), false);
}

/** A list of objects without what they must be: they are read one by one, so faults have a place. */
function withoutEntries(schema: TSchema): TSchema {
  const { items } = schema as Partial<TArray>;
  const ofObjects = typeof items === 'object' && 'properties' in items;
  return ofObjects ? { ...schema, items: {} } : schema;
}

function requirePresence(schema: TObject, name: string, place: string, property: TSchema): void {
  if (schema.required?.includes(name)) throw fault(place, accepted(property), true);
}

function accepted(schema: TSchema): string {
  const { accepts, type } = schema as Described & { type?: string };
  if (accepts !== undefined) return accepts;
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return 'a text';
  return type === 'object' ? 'a JSON object' : `an ${type ?? 'other value'}`;
}

function propertiesOf(schema: TObject): Readonly<Record<string, TSchema>> {
  return schema.properties as Record<string, TSchema>;
}

function fault(place: string, accepts: string, absent: boolean): Problem {
  const reason = absent ? `is required and must be ${accepts}` : `must be ${accepts}`;
  return new Problem('invalid', { subject: 'request', field: place, reason });
}
