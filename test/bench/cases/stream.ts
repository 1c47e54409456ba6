import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchOptions, Figures } from '../case.js';
import { Filing } from '../filing.js';
import { openInstallation, until, type Installation } from '../installation.js';
import { percentile, rounded } from '../load.js';
import { processorSeconds } from '../measured.js';

const clients = 200;
/** Between two reports, of six events each: what is measured is telling, not a backlog. */
const everyMs = 100;
const warming = 20;

/** From the time of an event, which is just before its commit, until each of 200 browsers has it; no worker runs. */
export async function stream(options: BenchOptions): Promise<Figures> {
  const { backend, reports = 200 } = options;
  const installation = await openInstallation({ backend, workers: 1, platforms: 'partners' });
  const filing = new Filing(installation);
  const delaysMs: number[] = [];
  const hear = (event: { readonly timestamp: string }) =>
    delaysMs.push(Date.now() - Date.parse(event.timestamp));
  const readers: IncomingMessage[] = [];
  const file = async (count: number) => {
    for (let number = 0; number < count; number += 1) {
      await filing.file();
      await pause(everyMs);
    }
    await until(async () => delaysMs.length >= count * eventsEach * clients);
  };
  try {
    for (let number = 0; number < clients; number += 1) readers.push(await read(installation, hear));
    await file(warming);
    delaysMs.length = 0;
    const before = processorSeconds(installation.pids())['api'] ?? 0;
    await file(reports);
    const cpuS = (processorSeconds(installation.pids())['api'] ?? 0) - before;
    return {
      ...{ reports, clients, messages: delaysMs.length },
      p50_ms: rounded(percentile(delaysMs, 0.5)),
      p99_ms: rounded(percentile(delaysMs, 0.99)),
      max_ms: rounded(percentile(delaysMs, 1)),
      api_cpu_s_per_1000_reports: rounded((cpuS * 1_000) / reports),
    };
  } finally {
    for (const reader of readers) reader.destroy();
    filing.close();
    await installation.stop();
  }
}

/** Filed, and one for each of five submissions that wait to be sent. */
const eventsEach = 6;

/** One reader of the stream; resolves once it is open. */
async function read(
  { apiUrl, authorization }: Installation,
  hear: (event: { readonly timestamp: string }) => void,
): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${apiUrl}/v1/stream`, { headers: authorization, agent: false }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`the stream answered ${String(response.statusCode)}`);
  let unread = '';
  response.setEncoding('utf8');
  response.on('error', () => undefined);
  response.on('data', (part: string) => {
    const messages = (unread + part).split('\n\n');
    unread = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.+)$/m.exec(message)?.[1];
      if (message.startsWith('id: ') && data !== undefined) hear(JSON.parse(data) as { timestamp: string });
    }
  });
  return response;
}
