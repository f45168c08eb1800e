import { type TSchema, Type } from '../../contract/schema.ts';

/** The envelope around what succeeds, in most of Build's answers. */
export function envelope<Result extends TSchema>(result: Result) {
  return Type.Object({ result, error: Type.Null(), status: Type.Literal('success') });
}

/** The values of `envelope`. */
export function succeeded<Result>(result: Result): {
  result: Result;
  error: null;
  status: 'success';
} {
  return { result, error: null, status: 'success' };
}
