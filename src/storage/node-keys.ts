import { type RawBuilder, sql } from 'kysely';

/**
 * A node's key is the number of its tree and the node's own number in it, put into one integer: the
 * nodes of a tree then lie side by side, and rows refer to each other by few bytes. Directly under
 * the project the parent's key is that of number 0. See docs/decisions/0010.
 */
export const numbersPerTree = 2 ** 24;

export function nodeKey(tree: number, number: number): number {
  return tree * numbersPerTree + number;
}

export function treeOfKey(key: number): number {
  return Math.floor(key / numbersPerTree);
}

/** What stands for the project as the parent of the tree's top nodes. */
export function topKey(key: number): number {
  return nodeKey(treeOfKey(key), 0);
}

/** The same in a query, for a column that holds the number of a tree. */
export function topKeyOf(column: string): RawBuilder<number> {
  return sql<number>`${sql.ref(column)} * ${sql.lit(numbersPerTree)}`;
}
