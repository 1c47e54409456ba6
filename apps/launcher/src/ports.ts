import { createServer } from 'node:net';

/** What listens, and the port it would like. */
export const preferredPorts = {
  api: 3000,
  inboundSmtp: 3025,
  simulatorHttp: 3050,
  simulatorSmtp: 3051,
} as const;
export type PortName = keyof typeof preferredPorts;
export type Ports = Readonly<Record<PortName, number>>;

/**
 * Gives each listener its preferred port, or the next free one.
 *
 * @param isFree whether nobody listens on a port of 127.0.0.1
 * @throws Error where the next 200 ports are all taken
 */
export async function choosePorts(
  preferred: Ports,
  isFree: (port: number) => Promise<boolean> = isFreePort,
): Promise<Ports> {
  const chosen: Partial<Record<PortName, number>> = {};
  // Preferred ports of the others are left to them.
  const spoken = new Set<number>(Object.values(preferred));
  for (const name of Object.keys(preferred) as PortName[]) {
    const port = await firstFree(preferred[name], spoken, isFree);
    spoken.add(port);
    chosen[name] = port;
  }
  return chosen as Ports;
}

async function firstFree(
  preferred: number,
  spoken: ReadonlySet<number>,
  isFree: (port: number) => Promise<boolean>,
): Promise<number> {
  if (await isFree(preferred)) return preferred;
  const last = Math.min(preferred + 200, 65_535);
  for (let port = preferred + 1; port <= last; port += 1) {
    if (!spoken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`Port ${preferred} is taken, and so is every one up to ${last}`);
}

/** One line for each port that is not the preferred one. */
export function describeMoves(preferred: Ports, chosen: Ports): string[] {
  return (Object.keys(preferred) as PortName[])
    .filter((name) => chosen[name] !== preferred[name])
    .map((name) => `Port ${preferred[name]} is taken; ${labels[name]} uses ${chosen[name]}.`);
}

const labels: Readonly<Record<PortName, string>> = {
  api: 'the API',
  inboundSmtp: 'the mail server for replies',
  simulatorHttp: 'the simulator',
  simulatorSmtp: "the simulator's mail server",
};

export function isFreePort(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
