/** What `isPlainName` asks, to follow the field that it is asked of. */
export const plainNameRule =
  'must be 1 to 128 characters without control characters or blanks at either end';

/** Whether a text will do as a name that is only shown. */
export function isPlainName(name: string): boolean {
  const length = [...name].length;
  return length >= 1 && length <= 128 && !/\p{Cc}/u.test(name) && name.trim() === name;
}
