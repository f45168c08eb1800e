import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Ends the connection with this answer where the server is closing, which waits for it to end. */
export function endIfClosing(reply: FastifyReply): void {
  if (!reply.server.server.listening) reply.header('connection', 'close');
}

/** Drops connections on which nothing was asked when the server closes: Node waits for them. */
export function dropSilentConnections(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  const { server } = app;
  // Under TLS the request names the encrypted socket, not the one below it.
  const opened = 'setSecureContext' in server ? 'secureConnection' : 'connection';
  server.on(opened, (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  app.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy();
  });
}
