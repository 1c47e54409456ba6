import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to PostgreSQL on which a server that is being stopped is met at the worst moment. */
export interface CurtPostgres {
  /** The same database, reached this way. */
  readonly url: string;
  /** How many of the next answers end their connection in the same breath, as happens on a busy machine. */
  sendAway(answers: number): void;
  /** How many were sent away. */
  readonly sentAway: number;
  close(): Promise<void>;
}

/** Ends every answer, the one to a client that is let in as well: `ReadyForQuery`, idle. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** What PostgreSQL says to every client when it is stopped (57P01). */
const farewell = (() => {
  const fields = 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0';
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, Buffer.from(fields, 'latin1')]);
})();

export async function startCurtPostgres(url: string): Promise<CurtPostgres> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let left = 0;
  let sentAway = 0;
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    for (const [socket, other] of [[client, upstream] as const, [upstream, client] as const]) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        other.destroy();
      });
      // A broken connection is closed as well, which is told above.
      socket.on('error', () => undefined);
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (left === 0 || !chunk.includes(ready)) return void client.write(chunk);
      left -= 1;
      sentAway += 1;
      client.end(Buffer.concat([chunk, farewell]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) };
  return {
    url: Object.assign(new URL(url), own).href,
    sendAway: (answers) => {
      left = answers;
    },
    get sentAway() {
      return sentAway;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
