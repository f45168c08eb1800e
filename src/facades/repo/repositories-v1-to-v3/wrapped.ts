import { int32, type TSchema, Type } from '../../../contract/schema.ts';
import type { Page } from '../../../domain/kernel/index.ts';

/** V1 to V3 wrap what they answer. Source: SDK, models of V3. */
export const wrapped = <Result extends TSchema>(result: Result) =>
  Type.Object({ result, status: Type.String({ description: 'success' }) });

export const success = <Result>(result: Result) => ({ result, status: 'success' });

/** Paging of V1 and V2: pages are counted from 1. */
export const pageIndexQuery = {
  page_index: Type.Optional(int32(1, 1_000_000, { description: 'Page. Default: 1.' })),
  page_size: Type.Optional(int32(1, 100, { description: 'Rows of a page. Default: 20.' })),
};

export function pageOfIndex(query: {
  readonly page_index?: number;
  readonly page_size?: number;
}): Page {
  const limit = query.page_size ?? 20;
  return { offset: ((query.page_index ?? 1) - 1) * limit, limit };
}

/** A switch that is a number on the wire. */
export const zeroOrOne = (description: string) => int32(0, 1, { description, accepts: '0 or 1' });

export const visibilityLevel = Type.Integer({
  minimum: 0,
  maximum: 20,
  multipleOf: 20,
  description: '0: private, 20: public. Default: 0.',
  accepts: '0 (private) or 20 (public)',
});
