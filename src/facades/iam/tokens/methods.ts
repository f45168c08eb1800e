/**
 * Whether the body names one of these methods, by which the operations of a route are told apart. One
 * that names no method at all, or one that nobody knows, is meant for none of the others: the schema
 * then says what is wrong with it.
 */
export function namesMethodOf(body: unknown, ...wanted: readonly string[]): boolean {
  const sent = body as { auth?: { identity?: { methods?: unknown } } } | null | undefined;
  const methods = sent?.auth?.identity?.methods;
  return Array.isArray(methods) && methods.some((method) => wanted.includes(method));
}
