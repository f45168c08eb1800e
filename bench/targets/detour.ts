import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** A way to a database that is as long as one likes. */
export interface Detour {
  readonly url: string;
  /** How much later everything arrives there, in ms, at least 1. The way back is not longer. */
  delayMs: number;
  close(): void;
}

/** Opens another way to the database at `url`. */
export async function openDetour(url: string): Promise<Detour> {
  const { hostname, port } = new URL(url);
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    near.on('data', (chunk) => setTimeout(() => far.write(chunk), detour.delayMs));
    far.on('data', (chunk) => near.write(chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => undefined);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  const detour: Detour = { url: through.href, delayMs: 1, close: () => server.close() };
  return detour;
}
