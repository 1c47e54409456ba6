import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A network between a client and a server, with the faults of one. */
export interface TcpProxy {
  readonly port: number;
  /** The same address, reached through this proxy. */
  through(url: string): string;
  /** Connections that clients have open now. */
  connections(): number;
  /** Resets every connection; new ones work. */
  cut(): void;
  /** Resets every connection, and refuses new ones until `heal`. */
  refuse(): Promise<void>;
  /**
   * Lets no byte pass until `heal`, and tells nobody: what one side closes, the other does not hear of. New connections
   * are taken and hear nothing.
   */
  freeze(): void;
  /** What is open now stays silent for ever, as when a firewall has forgotten it; new connections work. */
  forget(): void;
  /** Keeps every byte so long, each way, until `heal`. */
  delay(latencyMs: number): void;
  /** Ends every fault; what was held goes on its way. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  /** Absent while the proxy is frozen. */
  server?: Socket;
}

/** Starts a proxy on a free port of 127.0.0.1. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const forgotten = new Set<Pair>();
  let isFrozen = false;
  let latencyMs = 0;

  const end = (pair: Pair, how: (socket: Socket) => void) => {
    pairs.delete(pair);
    forgotten.delete(pair);
    for (const socket of [pair.client, pair.server]) if (socket) how(socket);
  };
  const reset = (pair: Pair) => end(pair, resetOf);
  const join = (pair: Pair) => {
    const server = connect({ ...target, noDelay: true });
    pair.server = server;
    server.once('error', () => reset(pair));
    const later = (send: () => void) => (latencyMs === 0 ? send() : void setTimeout(send, latencyMs));
    const forward = (from: Socket, to: Socket) => {
      from.on('data', (chunk) =>
        later(() => {
          if (to.writable && !to.write(chunk) && !isFrozen) pausedUntilDrained(from, to, () => isFrozen);
        }),
      );
      from.once('end', () => later(() => to.end()));
    };
    forward(pair.client, server);
    forward(server, pair.client);
    server.once('close', () => end(pair, (socket) => socket.destroy()));
  };
  const accept = (client: Socket) => {
    const pair: Pair = { client };
    pairs.add(pair);
    client.setNoDelay(true);
    client.once('error', () => reset(pair));
    client.once('close', () => pair.server?.end());
    if (isFrozen) client.pause();
    else join(pair);
  };

  let listening: Server | undefined = await listen(accept, 0);
  const { port } = listening.address() as AddressInfo;
  const stopListening = () =>
    new Promise<void>((resolve) => {
      const server = listening;
      listening = undefined;
      for (const pair of [...pairs]) reset(pair);
      if (server) server.close(() => resolve());
      else resolve();
    });
  return {
    port,
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    connections: () => pairs.size,
    cut: () => {
      for (const pair of [...pairs]) reset(pair);
    },
    refuse: stopListening,
    freeze: () => {
      isFrozen = true;
      for (const { client, server } of pairs) [client, server].forEach((socket) => socket?.pause());
    },
    forget: () => {
      for (const pair of pairs) {
        [pair.client, pair.server].forEach((socket) => socket?.pause());
        forgotten.add(pair);
      }
      pairs.clear();
    },
    delay: (ms) => {
      latencyMs = ms;
    },
    heal: async () => {
      isFrozen = false;
      latencyMs = 0;
      for (const pair of pairs) {
        if (!pair.server) join(pair);
        [pair.client, pair.server].forEach((socket) => socket?.resume());
      }
      listening ??= await listen(accept, port);
    },
    close: async () => {
      for (const pair of [...forgotten]) reset(pair);
      await stopListening();
    },
  };
}

/** Node keeps the handle of a socket that was ended and is then reset: nothing would let go of it. */
function resetOf(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

function pausedUntilDrained(from: Socket, to: Socket, isFrozen: () => boolean): void {
  from.pause();
  to.once('drain', () => {
    if (!isFrozen()) from.resume();
  });
}

function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    // A client that ends its side still hears the answer.
    const server = createServer({ allowHalfOpen: true }, accept);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
