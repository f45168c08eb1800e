/** Median and range of repeated measurements. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const { length } = sorted;
  return {
    median: (at(Math.floor((length - 1) / 2)) + at(Math.floor(length / 2))) / 2,
    min: at(0),
    max: at(length - 1),
  };
}
