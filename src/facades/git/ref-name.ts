/** What no name of a ref holds. Source: git's manual, git-check-ref-format. */
const forbidden = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.\/|\.lock(\/|$)|[./]$/;

/** Whether a full name is one that git would give to a ref, so that it is safe as a path, too. */
export function isRefName(ref: string): boolean {
  return /^refs\/[^/]+\/./.test(ref) && ref.length <= 1024 && !forbidden.test(ref);
}
