import { createRequire } from 'node:module';

/** The package's version, which stands in package.json two folders up, or one up when built. */
export const version: string = (() => {
  const require = createRequire(import.meta.url);
  const path = import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json';
  return (require(path) as { version: string }).version;
})();
