import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One address that leads to whichever server is in charge, as a virtual address or a proxy does. */
export interface MovingAddress {
  readonly port: number;
  /** New connections go there; those that stand are reset. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

/** @param target port on this machine */
export async function openMovingAddress(target: number): Promise<MovingAddress> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  let to = target;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    keep(client, upstream);
    keep(upstream, client);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      to = port;
      reset();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      reset();
      await closed;
    },
  };
}
