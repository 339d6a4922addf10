import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server for mail that keeps what it takes: as much of SMTP (RFC 5321) as one sender needs. */
export interface MailServer {
  readonly port: number;
  /** Each message as it came, headers and text. */
  readonly messages: readonly string[];
  readonly close: () => Promise<void>;
}

/** What one sender says, line by line; after DATA a whole message. */
async function* spoken(socket: Socket, isMessage: () => boolean): AsyncGenerator<string> {
  let received = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    received += chunk;
    for (;;) {
      const mark = isMessage() ? '\r\n.\r\n' : '\r\n';
      const end = received.indexOf(mark);
      if (end < 0) break;
      yield received.slice(0, end);
      received = received.slice(end + mark.length);
    }
  }
}

const answers: Readonly<Record<string, string>> = { DATA: '354 go on', QUIT: '221 bye' };

const serve = async (socket: Socket, messages: string[]): Promise<void> => {
  let isMessage = false;
  socket.write('220 test\r\n');
  for await (const line of spoken(socket, () => isMessage)) {
    if (isMessage) messages.push(line);
    const command: string = isMessage ? '' : line.toUpperCase();
    isMessage = command === 'DATA';
    socket.write(`${answers[command] ?? '250 test'}\r\n`);
  }
};

export const startMailServer = async (): Promise<MailServer> => {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A sender that goes away in between has not sent a message.
    serve(socket, messages).catch(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
};
