import type { Described, TSchema } from '../schema.ts';

/** A piece of the document; plain JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Keywords of JSON Schema whose values are schemas, or lists or maps of them. */
const nesting: Readonly<Record<string, 'one' | 'list' | 'map'>> = {
  items: 'one',
  additionalProperties: 'one',
  anyOf: 'list',
  properties: 'map',
};

/** Named parts that the operations of a document refer to. */
export class Components {
  readonly #schemas = new Map<string, Json>();
  readonly #responses = new Map<string, Json>();

  /** Everything that was added, as `components` wants it. */
  all() {
    return {
      schemas: Object.fromEntries(this.#schemas),
      responses: Object.fromEntries(this.#responses),
    };
  }

  /** A reference to the schema under that name; two schemas of one name are a mistake. */
  schema(family: string, model: string, schema: TSchema): Json {
    return this.#addSchema(`${family}.${model}`, this.plain(family, schema));
  }

  /**
   * The same for what a request holds. Operations may share a model and demand different things of
   * it: later ones then have their own name before the model's.
   */
  requestSchema(family: string, operation: string, model: string, schema: TSchema): Json {
    const plain = this.plain(family, schema);
    const known = this.#schemas.get(`${family}.${model}`);
    const shared = known === undefined || JSON.stringify(known) === JSON.stringify(plain);
    return this.#addSchema([family, ...(shared ? [] : [operation]), model].join('.'), plain);
  }

  /** A reference to the response under that name. */
  response(name: string, describe: () => Json): Json {
    if (!this.#responses.has(name)) this.#responses.set(name, describe());
    return { $ref: `#/components/responses/${name}` };
  }

  /**
   * The schema as other tools read it: our own `accepts` in the description, and what a recursive
   * schema defines inside itself among the components, as `<family>.<name>`.
   */
  plain(family: string, schema: TSchema): Json {
    const { $defs, $id, $ref, accepts, description, ...rest } = schema as Described &
      Readonly<Record<string, unknown>>;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, TSchema>)) {
      this.#addSchema(`${family}.${name}`, this.plain(family, definition));
    }
    if (typeof $ref === 'string') return { $ref: `#/components/schemas/${family}.${$ref}` };
    const keywords = Object.entries(rest).map(([keyword, value]) => [
      keyword,
      this.#nested(family, nesting[keyword], value),
    ]);
    return { ...Object.fromEntries(keywords), ...described(description, accepts, rest) };
  }

  #nested(family: string, form: 'one' | 'list' | 'map' | undefined, value: unknown): unknown {
    const plain = (schema: unknown) => this.plain(family, schema as TSchema);
    if (form === 'list') return (value as unknown[]).map(plain);
    if (form === 'map') {
      const entries = Object.entries(value as object);
      return Object.fromEntries(entries.map(([name, schema]) => [name, plain(schema)]));
    }
    return form === 'one' && typeof value === 'object' ? plain(value) : value;
  }

  #addSchema(name: string, schema: Json): Json {
    const known = this.#schemas.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two schemas are called ${name}`);
    }
    this.#schemas.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }
}

/** What a value must be goes into the words where the keywords beside it do not say it. */
function described(description: string | undefined, accepts: string | undefined, rest: object) {
  const told = 'enum' in rest || 'minimum' in rest;
  const words = [description, accepts === undefined || told ? undefined : `Must be ${accepts}.`];
  const text = words.filter((each) => each !== undefined).join(' ');
  return text === '' ? {} : { description: text };
}
