import type { SdkView } from '../operation.ts';
import type { TArray, TObject, TSchema } from '../schema.ts';
import type { SdkNames, Service } from '../service.ts';

/** A call through an SDK, before it is spelled in a language. */
export interface SdkCall {
  readonly sdk: SdkNames;
  /** `CreateJobGroup`; the class of its request is `CreateJobGroupRequest`. */
  readonly operation: string;
  /** Path, query and header alike: the SDKs hold them all as attributes of the request. */
  readonly parameters: readonly Field[];
  readonly body: Model | readonly Model[] | undefined;
  /** See SdkView. */
  readonly projectFromCredentials: boolean;
}

export interface Field {
  /** As on the wire. */
  readonly name: string;
  /** Whether the SDKs demand it; typed ones hold what they do not demand by reference. */
  readonly required: boolean;
  readonly value: Value;
}

export type Value = string | number | boolean | Word | Model | readonly Value[];

/** One word of an enumeration, which Java and Go keep in a class of its own. */
export interface Word {
  readonly word: string;
  /** The class and the field that the enumeration belongs to. */
  readonly owner: string;
  readonly field: string;
}

/** An object of one of the SDKs' classes. */
export interface Model {
  readonly model: string;
  readonly fields: readonly Field[];
}

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isModel = (value: Value): value is Model =>
  typeof value === 'object' && 'model' in value;
export const isWord = (value: Value): value is Word => typeof value === 'object' && 'word' in value;

/** The call that an operation's example makes; undefined where the SDKs lack the operation. */
export function sdkCall(
  { sdk }: Service<unknown>,
  operation: Service<unknown>['operations'][number],
): SdkCall | undefined {
  const { name, parameters, example, body, bodyModel } = operation;
  if (operation.sdk === 'none') return undefined;
  const view: SdkView = operation.sdk ?? {};
  const fields = (['path', 'query', 'header'] as const).flatMap((where) =>
    fieldsOf(view, `${name}Request`, parameters[where] as TObject, example[where] ?? {}, ''),
  );
  return {
    sdk,
    operation: name,
    parameters: fields,
    body: body && bodyModel ? bodyOf(view, bodyModel, body, example.body as object) : undefined,
    projectFromCredentials: view.projectFromCredentials ?? false,
  };
}

function bodyOf(view: SdkView, bodyModel: string, schema: TSchema, value: object) {
  const model = /^list\[(.+)\]$/.exec(bodyModel)?.[1];
  if (model === undefined) return modelOf(view, bodyModel, schema as TObject, value);
  const items = (schema as TArray).items as TObject;
  return (value as object[]).map((item) => modelOf(view, model, items, item));
}

function modelOf(view: SdkView, model: string, schema: TObject, value: object): Model {
  return { model, fields: fieldsOf(view, model, schema, value, '') };
}

function fieldsOf(
  view: SdkView,
  owner: string,
  schema: TObject,
  values: object,
  within: string,
): Field[] {
  return Object.entries(values).map(([name, value]) => {
    const place = `${within}${name}`;
    const property = schema.properties[name] ?? schema.properties[name.toLowerCase()];
    if (!property) throw new Error(`${owner} has an example for ${place}, which nothing declares`);
    const ours = schema.required?.some((each) => each === name || each === name.toLowerCase());
    return {
      name,
      required: view.required?.[place] ?? ours ?? false,
      value: sampleValue(view, owner, property, value, name, place),
    };
  });
}

function sampleValue(
  view: SdkView,
  owner: string,
  schema: TSchema,
  value: unknown,
  field: string,
  place: string,
): Value {
  if (Array.isArray(value)) {
    const items = (schema as TArray).items as TSchema;
    return value.map((item) => sampleValue(view, owner, items, item, field, place));
  }
  if (typeof value === 'object') {
    const model = view.models?.[place];
    if (!model || !value) throw new Error(`${owner} names no class for ${place}`);
    return { model, fields: fieldsOf(view, model, schema as TObject, value, `${place}.`) };
  }
  if (view.enums?.includes(place)) return { word: String(value), owner, field };
  return value as string | number | boolean;
}
