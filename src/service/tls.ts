import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { KeyAndCertificate } from './certificate.ts';

/** The first byte of a TLS connection, a record of the handshake. No method of HTTP begins with it. */
const handshakeByte = 0x16;

/** For the first byte, and for the handshake after it. */
const patienceMs = 5000;

/**
 * Lets a server of HTTP answer TLS on the same port. Who connects by TLS and checks the certificate knows that it is the
 * holder of the key who answers.
 */
export const alsoTls = (server: Server, { key, certificate }: KeyAndCertificate): void => {
  const answers = server.listeners('connection') as ((socket: Socket) => void)[];
  const answer = (socket: Socket): void => {
    for (const one of answers) one.call(server, socket);
  };
  const secure = createServer({ key, cert: certificate, handshakeTimeout: patienceMs }, answer);
  secure.on('tlsClientError', (_, socket) => socket.destroy());

  const sort = (socket: Socket): void => {
    const late = setTimeout(() => socket.destroy(), patienceMs);
    const drop = (): void => {
      socket.destroy();
    };
    socket.on('error', drop);
    socket.once('close', () => clearTimeout(late));
    socket.once('readable', () => {
      clearTimeout(late);
      socket.off('error', drop);
      const first: Buffer | null = socket.read(1);
      if (!first) return drop();
      socket.unshift(first);
      if (first[0] === handshakeByte) secure.emit('connection', socket);
      else answer(socket);
    });
  };
  server.removeAllListeners('connection');
  server.on('connection', sort);
};
