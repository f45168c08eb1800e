import { createRequire } from 'node:module';

/** The package's version. Sources and bundle both lie one folder below package.json. */
export const version: string = (
  createRequire(import.meta.url)('../package.json') as { version: string }
).version;
