import { expect } from 'vitest';
import type { Answer } from '../../strict-answers.ts';

/** A list's names in order, and its X-Total. */
export function namesIn({ status, headers, body, text }: Answer): [names: string[], total: number] {
  expect(status, text).toBe(200);
  const names = (body as { name: string }[]).map(({ name }) => name);
  return [names, Number(headers['x-total'])];
}

/** Queries of every paged list that are refused, and the parameter at fault. */
export const refusedPages = [
  [{ offset: -1 }, '\\[offset\\] must be an integer from 0 to 2147483647'],
  [{ offset: 'a' }, '\\[offset\\] must be an integer'],
  [{ offset: 2 ** 31 }, '\\[offset\\] must be an integer'],
  [{ limit: 0 }, '\\[limit\\] must be an integer from 1 to 100'],
  [{ limit: 101 }, '\\[limit\\] must be an integer from 1 to 100'],
  [{ limit: '' }, '\\[limit\\] must be an integer from 1 to 100'],
  [{ limit: '1.0' }, '\\[limit\\] must be an integer from 1 to 100'],
  [{ order_by: 'size' }, '\\[order_by\\] must be one of '],
  [{ sort: 'up' }, '\\[sort\\] must be one of asc, desc'],
] as const;
