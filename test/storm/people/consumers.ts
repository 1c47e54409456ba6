import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { consumerFaultOf, type ConsumerFault } from '../plan/messages.js';

/** One delivery that reached a consumer. */
export interface Delivery {
  readonly consumer: number;
  readonly webhookId: string;
  readonly reportId: string;
  readonly sequence: number;
  /** What the event says the report stood at. */
  readonly status: string;
  /** Order of arrival at this consumer. */
  readonly arrivedAs: number;
  readonly isGenuine: boolean;
  /** Order in which this consumer answered 2xx; null where it did not. */
  acceptedAs: number | null;
}

/** Webhook consumers of the storm: they verify as any consumer would, and now and then fail, hang or close. */
export class Consumers {
  readonly deliveries: Delivery[] = [];
  readonly faultsByKind = new Map<ConsumerFault, number>();
  private readonly servers: Server[] = [];
  private readonly attempts = new Map<string, number>();
  private order = 0;
  private isCalm = false;

  constructor(
    private readonly seed: number,
    private readonly ports: readonly number[],
  ) {}

  /** Opens them and asks the API for their deliveries. */
  async start(apiUrl: string, apiKey: string): Promise<void> {
    for (const [index, port] of this.ports.entries()) {
      const secret = await register(apiUrl, apiKey, `http://127.0.0.1:${port}/hook`);
      const server = createServer((request, response) => {
        this.take(index, new Webhook(secret), request, response).catch(() => response.destroy());
      });
      this.servers.push(server);
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    }
  }

  /** From now on every delivery is taken. */
  calm(): void {
    this.isCalm = true;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private async take(
    consumer: number,
    webhook: Webhook,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const headers = request.headers as Record<string, string>;
    const webhookId = headers['webhook-id'] ?? '';
    const { type, data } = JSON.parse(body) as {
      type: string;
      data: { reportId: string; sequence: number; status: string };
    };
    // It proves that somebody is there, and is no event.
    if (type === 'ping') return void response.writeHead(204).end();
    const name = `${consumer} ${webhookId}`;
    const attempt = (this.attempts.get(name) ?? 0) + 1;
    this.attempts.set(name, attempt);
    const delivery: Delivery = {
      ...{ consumer, webhookId, reportId: data.reportId, sequence: data.sequence, status: data.status },
      arrivedAs: (this.order += 1),
      isGenuine: isGenuine(webhook, body, headers),
      acceptedAs: null,
    };
    this.deliveries.push(delivery);
    const fault = this.isCalm ? undefined : consumerFaultOf(this.seed, consumer, webhookId, attempt);
    if (fault) this.faultsByKind.set(fault, (this.faultsByKind.get(fault) ?? 0) + 1);
    switch (fault) {
      case 'error':
        return void response.writeHead(500).end();
      case 'hang':
        await pause(3_000);
        return void response.destroy();
      case 'close':
        return void response.destroy();
      case 'taken_then_closed':
        // It said yes, whatever became of the rest.
        delivery.acceptedAs = this.order += 1;
        response.writeHead(200, { 'content-length': '1000' });
        return void response.write('half', () => response.destroy());
      case undefined:
        delivery.acceptedAs = this.order += 1;
        return void response.writeHead(204).end();
    }
  }
}

async function register(apiUrl: string, apiKey: string, url: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/v1/webhooks/endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url, description: 'storm' }),
  });
  if (answer.status !== 201)
    throw new Error(`an endpoint was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { secret: string }).secret;
}

function isGenuine(webhook: Webhook, body: string, headers: Record<string, string>): boolean {
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false; // says so by throwing
  }
}
