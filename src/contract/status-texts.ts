/**
 * What HTTP calls each status, `Not Found`. Whoever imports `node:http` as a module has Node load a
 * whole client beside it, for which a start takes a tenth longer and 12 MB more.
 */
export const statusTexts: Readonly<Record<number, string | undefined>> =
  process.getBuiltinModule('node:http').STATUS_CODES;
