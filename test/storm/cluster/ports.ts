import { createServer } from 'node:net';

/**
 * Free TCP ports of 127.0.0.1 below those that the system gives to outgoing connections (32768 and up): a server that
 * is killed must find its port free when it comes back.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found: number[] = [];
  const first = lowest + ((process.pid * 97) % (highest - lowest));
  for (let tried = 0; found.length < count; tried += 1) {
    if (tried > highest - lowest) throw new Error('no free ports');
    const port = lowest + ((first - lowest + tried) % (highest - lowest));
    if (await isFree(port)) found.push(port);
  }
  return found;
}

const lowest = 20_000;
const highest = 32_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
