/**
 * The yardstick: a bare node:http server that takes each request in whole and gives one fixed
 * answer. Arguments: port, answer as the JSON of a WireAnswer.
 */
import { createServer } from 'node:http';
import type { WireAnswer } from './wire.ts';

const [port, answer] = process.argv.slice(2);
const { status, headers, body } = JSON.parse(answer ?? '') as WireAnswer;

/** Node writes these by itself, for us as for the server. */
const own = /^(date|connection|keep-alive)$/i;
const fixed = headers.flatMap((name, i) =>
  i % 2 === 0 && !own.test(name) ? [name, headers[i + 1] ?? ''] : [],
);

// The time after which the server closes idle connections: a header of every answer tells it.
createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
  request.resume().on('end', () => response.writeHead(status, fixed).end(body));
}).listen(Number(port), '127.0.0.1');
