import pg from 'pg';

/** Connections of one server process. */
const poolSize = 10;
/** For a free connection, or a new one. */
const connectTimeoutMs = 5000;
/** For one statement, waiting for locks included. */
const statementTimeoutMs = 10_000;
/**
 * For a client that stops in the middle of a transaction or has lost its network: as long it keeps
 * its locks.
 */
const idleTimeoutMs = 10_000;
/** After which a server that says nothing at all is given up. */
const silenceMs = statementTimeoutMs + 5000;

/** Connections to the database; they are opened when they are wanted, and anew after a loss. */
export function poolAt(url: string): pg.Pool {
  const pool = new pg.Pool({
    ...reaching(url, { statement_timeout: statementTimeoutMs }),
    max: poolSize,
    query_timeout: silenceMs,
    // The first query of a transaction goes out with its BEGIN.
    pipeline: true,
  });
  // A connection that is lost while nobody uses it has been taken out; one in use fails its query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** One connection for what may take long. */
export function longClientAt(url: string): pg.Client {
  const client = new pg.Client(reaching(url, { statement_timeout: 0 }));
  client.on('error', () => undefined);
  return client;
}

/** How to connect. Our session settings come last, and so win over options in the URL. */
function reaching(url: string, settings: Readonly<Record<string, number>>): pg.ClientConfig {
  const parsed = new URL(url);
  const session = {
    synchronous_commit: 'on',
    idle_in_transaction_session_timeout: idleTimeoutMs,
    ...settings,
  };
  const own = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`);
  const options = [parsed.searchParams.get('options') ?? '', ...own].join(' ').trim();
  parsed.searchParams.delete('options');
  // A blank in a query is written as +, which the driver would take for a plus.
  const query = [parsed.searchParams.toString(), `options=${encodeURIComponent(options)}`];
  parsed.search = query.filter((part) => part !== '').join('&');
  return {
    connectionString: parsed.toString(),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  };
}

/** Counts and times come as bigint; all of ours are exact as numbers. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}
