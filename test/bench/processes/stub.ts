import { createServer } from 'node:http';

/** Takes every notice at once: 202 and a case number, on the simulator's port. */
export async function run(): Promise<void> {
  let last = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const body = JSON.stringify({ case: `C-${(last += 1)}` });
      response.writeHead(request.method === 'POST' ? 202 : 200, { 'content-type': 'application/json' });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  const port = Number(process.env['UNIFLAG_SIMULATOR_HTTP_PORT']);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}
