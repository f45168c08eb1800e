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

/** Which rows of a list in the order of a key: at most `limit` of those behind `after`. */
export interface Stretch {
  /** Empty: from the first row on. */
  readonly after: string;
  readonly limit: number;
}
