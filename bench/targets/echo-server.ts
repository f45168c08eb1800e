/**
 * The yardstick: a bare node:http server that takes each request in whole and gives one fixed
 * answer. Arguments: port, file with the answer as the JSON of a WireAnswer.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { WireAnswer } from '../load/wire.ts';

const [port, file = ''] = process.argv.slice(2);
const { status, headers, body } = JSON.parse(readFileSync(file, 'utf8')) as WireAnswer;

/** Node writes these by itself, for us as for the server. */
const own = /^(date|connection|keep-alive)$/i;
const fixed = headers.flatMap((name, i) =>
  i % 2 === 0 && !own.test(name) ? [name, headers[i + 1] ?? ''] : [],
);

/** A short text goes out in one piece with the headers; a long one is not encoded each time. */
const content = body.length < 4096 ? body : Buffer.from(body);

// The time after which the server closes idle connections: a header of every answer tells it.
createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
  request.resume().on('end', () => response.writeHead(status, fixed).end(content));
}).listen(Number(port), '127.0.0.1');
