import { connect } from 'node:net';

/** Everything a server says to these bytes until it ends the connection; throws where it does not within five seconds. */
export function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: string[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.setTimeout(5_000, () => socket.destroy(new Error('the server leaves the connection open')));
    socket.on('data', (chunk: string) => chunks.push(chunk));
    socket.on('close', (hadError) => {
      if (!hadError) resolve(chunks.join(''));
    });
    socket.on('error', reject);
  });
}
