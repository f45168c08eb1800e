import { type Static, type TSchema, Type } from 'typebox';

export { type Static, type TArray, type TObject, type TSchema, Type } from 'typebox';

/** Beside JSON Schema's own: what a value must be, in words that follow "must be". */
export interface Described {
  readonly description?: string;
  readonly accepts?: string;
}

/** A value that may be null in an answer. */
export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** One of a few words. */
export const oneOf = <const Words extends string[]>(
  words: readonly [...Words],
  options: Described = {},
) => Type.Enum(words, { accepts: `one of ${words.join(', ')}`, ...options });

/** A 32-bit integer within bounds. */
export const int32 = (minimum: number, maximum: number, options: Described = {}) =>
  Type.Integer({
    minimum,
    maximum,
    accepts: `an integer from ${minimum} to ${maximum}`,
    ...options,
  });

export const maxInt32 = 2_147_483_647;

export type StaticOf<S extends TSchema | undefined> = S extends TSchema ? Static<S> : undefined;

/** The id of a CodeArts project; not that of an IAM project. Looked up in lower case. */
export const codeArtsProjectId = () =>
  Type.String({
    pattern: '^[0-9a-zA-Z]{32}$',
    description: 'CodeArts project ID.',
    accepts: 'the 32 letters and digits of a CodeArts project ID',
  });

/** Part of a name or text that a list is narrowed to. */
export const searchText = (description: string) =>
  Type.String({ description, maxLength: 1000, accepts: 'a text of at most 1000 characters' });
