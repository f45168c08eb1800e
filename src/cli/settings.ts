import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  defaultDeletedDays,
  defaultTreeLimits,
  type TreeKinds,
  type TreeLimits,
  treeKinds,
} from '../domain/tree/index.ts';
import { defaultServingLimits } from '../http/limits.ts';
import type { Address, ServerConfiguration } from '../main.ts';
import type { DataLocation, Premises } from '../open-data.ts';
import { UsageError } from './failure.ts';

/** Everything that `serve` can be told, as commander names it. */
export interface ServeSettings extends DataSettings {
  readonly host: string;
  readonly port: number;
  readonly regions: string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly buildGroupDepth: number;
  readonly buildGroupsPerProject: number;
  readonly strictBuildGroupNames: boolean;
  readonly repositoryGroupDepth: number;
  readonly buildTimeZone: number;
  readonly logLevel: string;
  readonly accessLog: boolean;
  readonly metricsListen?: Address;
  readonly maxConnections: number;
  readonly maxRequests: number;
  readonly headerTimeout: number;
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  readonly gitBody: number;
  readonly gitOverPlainHttp: boolean;
  readonly drain: number;
  readonly stopTimeout: number;
  readonly auditDays: number;
  readonly auditRows: number;
  readonly deletedDays: number;
  readonly demo: boolean;
}

export interface DataSettings {
  readonly data: string;
  readonly database?: string;
  readonly masterKeyFile?: string;
  readonly repositories?: string;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Where the data lies: options of every command. */
export function withDataOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--data <directory>', 'data directory').env('ATELIER_DATA').default('./data'),
    )
    .addOption(
      new Option(
        '--database <url>',
        'PostgreSQL database to keep the data in: postgres://user@host:port/name',
      ).env('ATELIER_DATABASE'),
    )
    .addOption(
      new Option(
        '--master-key-file <file>',
        'key that secrets are sealed under (default: master.key in the data directory)',
      ).env('ATELIER_MASTER_KEY_FILE'),
    )
    .addOption(
      new Option(
        '--repositories <directory>',
        'where the git repositories lie (default: repositories in the data directory)',
      ).env('ATELIER_REPOSITORIES'),
    );
}

/** Where the server listens and which regions it serves. */
export function withServerOptions(command: Command): Command {
  return withDataOptions(command)
    .addOption(
      new Option('--host <host>', 'address to listen on').env('ATELIER_HOST').default('127.0.0.1'),
    )
    .addOption(
      new Option('--port <port>', 'port to listen on; 0 for any free one')
        .env('ATELIER_PORT')
        .default(8080)
        .argParser(integer(0, 65_535)),
    )
    .addOption(
      new Option('--regions <names>', 'served regions, comma-separated, the default first')
        .env('ATELIER_REGIONS')
        .default(['cn-north-4'], 'cn-north-4')
        .argParser(regionNames),
    )
    .addOption(
      new Option('--tls-cert <file>', 'PEM certificate: serve https').env('ATELIER_TLS_CERT'),
    )
    .addOption(new Option('--tls-key <file>', 'PEM key of the certificate').env('ATELIER_TLS_KEY'))
    .addOption(
      new Option('--config <file>', 'JSON file with any of these settings, keys as "logLevel"').env(
        'ATELIER_CONFIG',
      ),
    );
}

/** What only a running server needs. */
export function withServeOptions(command: Command): Command {
  return withTreeOptions(withServingOptions(withServerOptions(command)))
    .addOption(
      new Option('--build-time-zone <offset>', "offset of the times in Build's answers")
        .env('ATELIER_BUILD_TIME_ZONE')
        .default(480, '+08:00')
        .argParser(zoneOffset),
    )
    .addOption(
      new Option('--log-level <level>', 'how much is logged')
        .env('ATELIER_LOG_LEVEL')
        .choices(logLevels)
        .default('info'),
    )
    .addOption(
      new Option('--access-log', 'log a line for each request')
        .env(switchIn(process.env, 'ATELIER_ACCESS_LOG'))
        .default(false),
    )
    .addOption(
      new Option('--metrics-listen <host:port>', 'show metrics for Prometheus on this address')
        .env('ATELIER_METRICS_LISTEN')
        .argParser(address),
    )
    .addOption(
      new Option(
        '--git-over-plain-http',
        'let git send passwords over plain http from other machines, where others can read them',
      )
        .env(switchIn(process.env, 'ATELIER_GIT_OVER_PLAIN_HTTP'))
        .default(defaultServingLimits.gitOverPlainHttp),
    )
    .addOption(
      new Option('--demo', "add the projects and the group that the vendor's examples name")
        .env(switchIn(process.env, 'ATELIER_DEMO'))
        .default(false),
    );
}

/** Limits of the trees, and how long what is deleted from them is kept. */
export function withTreeOptions(command: Command): Command {
  const limits = defaultTreeLimits;
  return command
    .addOption(
      new Option('--build-group-depth <levels>', 'levels of build task groups')
        .env('ATELIER_BUILD_GROUP_DEPTH')
        .default(limits.buildGroupDepth)
        .argParser(integer(1, 20)),
    )
    .addOption(
      new Option('--build-groups-per-project <number>', 'build task groups in one project')
        .env('ATELIER_BUILD_GROUPS_PER_PROJECT')
        .default(limits.buildGroupsPerProject)
        .argParser(integer(1, 1_000_000)),
    )
    .addOption(
      new Option('--strict-build-group-names', 'only Chinese, letters, digits, - and _ in names')
        .env(switchIn(process.env, 'ATELIER_STRICT_BUILD_GROUP_NAMES'))
        .default(limits.strictBuildGroupNames),
    )
    .addOption(
      new Option('--repository-group-depth <levels>', 'levels of repository groups')
        .env('ATELIER_REPOSITORY_GROUP_DEPTH')
        .default(limits.repositoryGroupDepth)
        .argParser(integer(1, 20)),
    )
    .addOption(
      new Option(
        '--deleted-days <days>',
        'how long deleted groups and repositories can be restored',
      )
        .env('ATELIER_DELETED_DAYS')
        .default(defaultDeletedDays)
        .argParser(integer(0, 36_500)),
    );
}

/** The kinds of trees under what `withTreeOptions` was set to. */
export function treeKindsOf(options: Readonly<Record<string, unknown>>): TreeKinds {
  return treeKinds(options as unknown as TreeLimits);
}

/** How much a server takes on and keeps, and how long it waits. */
function withServingOptions(command: Command): Command {
  const limits = defaultServingLimits;
  const numbers: [flags: string, what: string, standard: number, least: number, most: number][] = [
    ['--max-connections <number>', 'connections open at once', limits.maxConnections, 1, 1_000_000],
    ['--max-requests <number>', 'requests worked on at once', limits.maxRequests, 1, 1_000_000],
    ['--header-timeout <seconds>', 'for a head to come in', limits.headerTimeout, 1, 3600],
    [
      '--request-timeout <seconds>',
      'for a whole request to come in, and an answer to be taken',
      limits.requestTimeout,
      1,
      3600,
    ],
    ['--keep-alive-timeout <seconds>', 'between two requests', limits.keepAliveTimeout, 1, 3600],
    ['--git-body <MB>', 'what one push may send', limits.gitBody, 1, 1_000_000],
    ['--drain <seconds>', 'how long to go on unready before stopping', 0, 0, 3600],
    ['--stop-timeout <seconds>', 'for what was accepted to be finished', 30, 1, 3600],
    ['--audit-days <days>', 'how long lines of the audit are kept; 0: always', 400, 0, 36_500],
    ['--audit-rows <number>', 'lines of the audit; 0: any number', 10_000_000, 0, 999_999_999],
  ];
  for (const [flags, what, standard, least, most] of numbers) {
    const option = new Option(flags, what).default(standard).argParser(integer(least, most));
    const name = option.name().toUpperCase().replaceAll('-', '_');
    command.addOption(option.env(`ATELIER_${name}`));
  }
  return command;
}

/**
 * The settings of a command: flags win over the environment, that over the file of `--config`, that
 * over defaults. Throws UsageError for a file that cannot be read or has an unknown or bad value.
 */
export function settingsOf<Settings>(command: Command): Settings {
  const file = command.getOptionValue('config') as string | undefined;
  if (file !== undefined) applyFile(command, file);
  return command.opts() as Settings;
}

/** The server that the settings describe. Throws UsageError where they do not go together. */
export function serverConfiguration(settings: ServeSettings): ServerConfiguration {
  const { host, demo, tlsCert, tlsKey } = settings;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new UsageError('--tls-cert and --tls-key go together');
  }
  if (demo && !isLoopback(host)) {
    throw new UsageError(`--demo is for a loopback address only, and ${host} is none`);
  }
  if (settings.headerTimeout > settings.requestTimeout) {
    throw new UsageError('--header-timeout must not be longer than --request-timeout');
  }
  return {
    ...premises(settings, settings.regions),
    host,
    port: settings.port,
    ...(tlsCert && tlsKey ? { tls: { certFile: tlsCert, keyFile: tlsKey } } : {}),
    limits: settings,
    buildTimeZone: settings.buildTimeZone,
    logLevel: settings.logLevel,
    accessLog: settings.accessLog,
    ...(settings.metricsListen ? { metrics: settings.metricsListen } : {}),
    serving: settings,
    drain: settings.drain,
    audit: { days: settings.auditDays, rows: settings.auditRows },
    deletedDays: settings.deletedDays,
    demo,
  };
}

/** Where the data lies, and the first credentials as far as the environment fixes them. */
export function premises(settings: DataSettings, regions: readonly string[]): Premises {
  return { data: dataLocation(settings), regions, fixed: takeFixedCredentials(process.env) };
}

/** Throws UsageError for a database that is no URL of PostgreSQL; it may hold a password. */
export function dataLocation(settings: DataSettings): DataLocation {
  const { data, database, masterKeyFile, repositories } = settings;
  if (database !== undefined && !isPostgresUrl(database)) {
    throw new UsageError('--database must be a URL such as postgres://user@host:5432/name');
  }
  return {
    directory: data,
    ...(database === undefined ? {} : { database }),
    ...(masterKeyFile === undefined ? {} : { masterKeyFile }),
    ...(repositories === undefined ? {} : { repositories }),
  };
}

/** For commands on the files of a data directory. Throws UsageError where a database is named. */
export function requireNoDatabase({ database }: DataSettings): void {
  if (database === undefined) return;
  throw new UsageError(
    'this command is for a data directory, and --database names PostgreSQL: use pg_dump there',
  );
}

/** Whether a text is the URL of a PostgreSQL database. */
export function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}

/** Reads the fixed credentials and removes them from the environment, so that no child sees them. */
function takeFixedCredentials(environment: NodeJS.ProcessEnv): Premises['fixed'] {
  const password = take(environment, 'ATELIER_ROOT_PASSWORD');
  const accessKey = take(environment, 'ATELIER_ACCESS_KEY');
  const secretKey = take(environment, 'ATELIER_SECRET_KEY');
  if ((accessKey === undefined) !== (secretKey === undefined)) {
    throw new UsageError('ATELIER_ACCESS_KEY and ATELIER_SECRET_KEY go together');
  }
  if (accessKey !== undefined && !/^\w{16,64}$/.test(accessKey)) {
    throw new UsageError('ATELIER_ACCESS_KEY must be 16 to 64 letters, digits or _');
  }
  if (secretKey !== undefined && !/^[!-~]{16,128}$/.test(secretKey)) {
    throw new UsageError('ATELIER_SECRET_KEY must be 16 to 128 printable ASCII characters');
  }
  if (password !== undefined && password.length < 8) {
    throw new UsageError('ATELIER_ROOT_PASSWORD must be at least 8 characters');
  }
  return {
    ...(password === undefined ? {} : { password }),
    ...(accessKey && secretKey ? { key: { accessKey, secretKey } } : {}),
  };
}

/**
 * The name of an environment variable that switches something on. Commander takes any value for
 * yes, so one that means no is removed. Throws UsageError for a value that means neither.
 */
function switchIn(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === 'false' || value === '0' || value === '') delete environment[name];
  else if (value !== undefined && value !== 'true' && value !== '1') {
    throw new UsageError(`${name} must be true or false`);
  }
  return name;
}

function take(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name];
  delete environment[name];
  return value === '' ? undefined : value;
}

function applyFile(command: Command, file: string): void {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(`${file} must hold a JSON object`);
  }
  for (const [name, value] of Object.entries(content)) {
    const option = command.options.find((each) => each.attributeName() === name);
    if (!option || name === 'config') throw new UsageError(`${file}: unknown setting ${name}`);
    if (
      command.getOptionValueSource(name) !== 'default' &&
      command.getOptionValue(name) !== undefined
    ) {
      continue;
    }
    command.setOptionValueWithSource(name, fileValue(file, option, value), 'config');
  }
}

function fileValue(file: string, option: Option, value: unknown): unknown {
  const name = option.attributeName();
  if (option.isBoolean()) {
    if (typeof value === 'boolean') return value;
    throw new UsageError(`${file}: ${name} must be true or false`);
  }
  const text = Array.isArray(value) ? value.join(',') : value;
  if (typeof text !== 'string' && typeof text !== 'number') {
    throw new UsageError(`${file}: ${name} must be a text or a number`);
  }
  try {
    return option.parseArg ? option.parseArg(String(text), undefined as never) : String(text);
  } catch (error) {
    throw new UsageError(`${file}: ${name}: ${(error as Error).message}`);
  }
}

/** Reads a whole number within bounds. */
export function integer(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be an integer from ${minimum} to ${maximum}.`);
  };
}

function address(text: string): Address {
  const [, host = '', port] = /^(\[[^\]]+\]|[^:[\]]+):(\d{1,5})$/.exec(text) ?? [];
  if (Number(port) <= 65_535) return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  throw new InvalidArgumentError('It must be an address with a port, such as 127.0.0.1:9464.');
}

function regionNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  const wellFormed = names.every((name) => /^[a-z0-9][a-z0-9-]{1,31}$/.test(name));
  if (wellFormed && new Set(names).size === names.length) return names;
  throw new InvalidArgumentError('It must be different region names such as cn-north-4,cn-east-3.');
}

function zoneOffset(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  if (sign !== undefined && offset <= 14 * 60) return sign === '-' ? -offset : offset;
  throw new InvalidArgumentError('It must be an offset from -14:00 to +14:00, such as +08:00.');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
