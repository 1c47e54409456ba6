import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

/** Takes every notice at once, on the simulator's ports: over HTTP with 202 and a case number, and every mail. */
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
  const mail = new SMTPServer({
    ...{ name: 'stub.invalid', logger: false, authOptional: true, disableReverseLookup: true },
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => done());
    },
  });
  const mailPort = Number(process.env['UNIFLAG_SIMULATOR_SMTP_PORT']);
  await new Promise<void>((resolve) => mail.listen(mailPort, '127.0.0.1', resolve));
}
