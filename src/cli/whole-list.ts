import type { Stretch } from '../domain/kernel/index.ts';

/** All of a list that the server answers in pages. */
export const wholeList: Stretch = { after: '', limit: 1_000_000 };
