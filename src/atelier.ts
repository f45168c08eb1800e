import { lowPasswordCost } from './domain/access/index.ts';
import { defaultTreeLimits, type TreeLimits } from './domain/tree/index.ts';
import { startServer } from './main.ts';

export interface AtelierOptions {
  /** Served regions, the first one the default. Default: `cn-north-4`. */
  readonly regions?: readonly string[];
  /** Adds the projects and the group that the vendor's examples name. */
  readonly demo?: boolean;
  readonly limits?: Partial<TreeLimits>;
  /** Makes the ids of stored things: 32 lower-case hexadecimal characters each. */
  readonly ids?: { next(): string };
  /** Stamps the data, in ms. Signatures and tokens always go by the real clock. */
  readonly clock?: { now(): number };
}

/** A private server with the credentials of its root user. */
export interface Atelier {
  /** `http://127.0.0.1:<free port>`, for all services alike. */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** The account; its root user has the same name. */
  readonly domainName: string;
  readonly domainId: string;
  readonly userName: string;
  readonly password: string;
  readonly region: string;
  /** The IAM project of the region: for `X-Project-Id` and token scopes. */
  readonly iamProjectId: string;
  /** The CodeArts project: for paths. */
  readonly projectId: string;
  /** Closes the server; nothing of it is left. */
  stop(): Promise<void>;
}

/** Starts a server in this process, in memory, on a free port of the loopback address. */
export async function startAtelier(options: AtelierOptions = {}): Promise<Atelier> {
  const { endpoint, data, stop } = await startServer({
    host: '127.0.0.1',
    port: 0,
    regions: options.regions ?? ['cn-north-4'],
    demo: options.demo ?? false,
    limits: { ...defaultTreeLimits, ...options.limits },
    buildTimeZone: 480,
    logLevel: 'silent',
    fixed: {},
    passwordCost: lowPasswordCost,
    ...(options.ids ? { ids: options.ids } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  if (!data.first) throw new Error('a server in memory always starts for the first time');
  return { endpoint, ...data.first, stop };
}
