/** Which rows of a list: `offset` rows are skipped, at most `limit` follow. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** One page of a list and the number of rows that the whole list has. */
export interface Slice<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** Which rows of a list that is in the order of a key: at most so many, after the row of that key. */
export interface Stretch {
  /** Empty for the first rows. */
  readonly after: string;
  readonly atMost: number;
}
