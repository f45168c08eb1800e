import { lowPasswordCost } from '../src/domain/access/index.ts';
import { defaultTreeLimits } from '../src/domain/tree/index.ts';
import type { ServerConfiguration } from '../src/main.ts';

/** A quiet server in memory with cheap passwords, at any port; tests change what they are about. */
export const quietServer: ServerConfiguration = {
  host: '127.0.0.1',
  port: 0,
  regions: ['cn-north-4'],
  fixed: {},
  limits: defaultTreeLimits,
  buildTimeZone: 480,
  logLevel: 'silent',
  demo: false,
  passwordCost: lowPasswordCost,
};
