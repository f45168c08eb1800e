/**
 * Lists of values in queries whose text is fixed: each is filled up to a power of two with its last
 * value, so that lists of any length make a few shapes. A list has at least one value.
 */
export type ValueList = Readonly<Record<string, string | number>>;

/** How many places a list of so many values takes. */
export function placesFor(length: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(length, 1)));
}

/** The values as parameters `<name>0`, `<name>1` and so on. */
export function valueList(name: string, values: readonly (string | number)[]): ValueList {
  const last = values.length - 1;
  const places = Array.from({ length: placesFor(values.length) }, (_place, i) => i);
  return Object.fromEntries(places.map((i) => [`${name}${i}`, values[Math.min(i, last)] ?? '']));
}

/** What stands for such a list in a query of that many places. */
export function listed<Value extends string | number>(
  params: ValueList,
  name: string,
  places: number,
): Value[] {
  return Array.from({ length: places }, (_place, i) => params[`${name}${i}`] as Value);
}
