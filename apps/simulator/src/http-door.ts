import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PlatformSimulation, SimulatedRequest } from '#platform-kit/simulation';
import type { DoorOptions } from './mail-door.js';
import { readScenario, type FieldProblem } from './scenario.js';
import { behavioursOf } from './behaviours.js';
import { choicePage, choicePagePolicy } from './choice-page.js';
import { World } from './world.js';

/** The platforms' HTTP interfaces under `/<platform>/`, and what tests and people steer the simulator with. */
export class HttpDoor {
  private readonly server = http.createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      this.options.onBroken(request.url?.split(/[/?]/)[1] ?? '', error);
      if (response.headersSent) response.destroy();
      else sendProblem(response, 500, 'SIMULATOR.BROKEN', 'The simulation of this platform failed.');
    });
  });

  constructor(private readonly options: DoorOptions) {}

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(`http://simulator.invalid${request.url ?? '/'}`);
    const [, first = '', ...rest] = url.pathname.split('/');
    const body = await bodyOf(request);
    if (body === undefined)
      return sendProblem(response, 413, 'REQUEST.TOO_LARGE', `At most ${maxBodyBytes} bytes.`);
    if (url.pathname === '/health/live') return sendJson(response, 200, { status: 'live' });
    if (url.pathname === '/_received') return this.received(request, response, url);
    if (url.pathname === '/_staff-mail') return this.staffMail(request, response);
    if (url.pathname === '/_scenario') return this.scenario(request, response, body);
    if (url.pathname === '/_behaviours')
      return sendJson(response, 200, { data: behavioursOf([...this.options.simulations.values()]) });
    if (url.pathname === '/') return sendPage(response);
    const simulation = this.options.simulations.get(first);
    if (!simulation?.onHttp) return sendProblem(response, 404, 'PATH.NOT_FOUND', 'No platform answers here.');
    const asked: SimulatedRequest = {
      method: request.method ?? 'GET',
      path: rest.join('/'),
      query: joined(url.searchParams),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
      ),
      body: body.toString('utf8'),
    };
    await this.askPlatform(simulation, asked, response);
  }

  private async askPlatform(
    simulation: PlatformSimulation,
    asked: SimulatedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const world = new World(this.options.around, simulation);
    const answer = await simulation.onHttp?.(asked, world.asSeen());
    world.decide();
    if (!answer) return sendProblem(response, 404, 'PATH.NOT_FOUND', 'This platform has no HTTP interface.');
    const send = () => void response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    switch (answer.fault ?? world.fault) {
      case 'down':
        return void response.writeHead(503).end();
      case 'server_error':
        return void response.writeHead(500).end();
      case 'slow':
        this.options.around.timers.schedule(send, this.options.slowMs);
        return;
      case 'rubbish':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>\u0000 it works');
      case 'close':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        return void response.write('{"half":', () => response.destroy());
      case 'lost_response':
        return void response.destroy();
      case 'rate_limit':
      case 'quota':
        // Worded by the simulation; this is for one that has no words for it.
        return answer.status < 400 ? void response.writeHead(429, { 'retry-after': '1' }).end() : send();
      case 'silence':
      case undefined:
        return send();
    }
  }

  private received(request: IncomingMessage, response: ServerResponse, url: URL): void {
    if (request.method !== 'GET') return sendNotAllowed(response, 'GET', 'The ledger is only ever added to.');
    const platform = url.searchParams.get('platform') ?? undefined;
    if (platform !== undefined && !this.options.simulations.has(platform))
      return sendProblem(response, 422, 'LEDGER.UNKNOWN_PLATFORM', 'No such platform.', [
        this.unknownPlatform,
      ]);
    const { ledger, answers } = this.options.around;
    sendJson(response, 200, {
      data: ledger.read(platform, url.searchParams.get('all') === 'true'),
      undelivered: answers.undelivered.filter(
        (answer) => platform === undefined || answer.platform === platform,
      ),
    });
  }

  private staffMail(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET')
      return sendNotAllowed(response, 'GET', 'Mails to staff are only read here.');
    sendJson(response, 200, { data: this.options.staff?.mails ?? [] });
  }

  private scenario(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { playing } = this.options.around;
    switch (request.method) {
      case 'GET':
        return sendJson(response, 200, { data: playing.all });
      case 'DELETE':
        playing.clear();
        return void response.writeHead(204).end();
      case 'PUT': {
        const parsed = parseJson(body);
        if (parsed === undefined)
          return sendProblem(response, 400, 'REQUEST.NOT_JSON', 'The body must be JSON.');
        const read = readScenario(parsed.value, this.options.simulations);
        if ('problems' in read)
          return sendProblem(
            response,
            422,
            'SCENARIO.INVALID',
            'This scenario cannot be played.',
            read.problems,
          );
        playing.set(read.scenario);
        return sendJson(response, 200, read.scenario);
      }
      default:
        return sendNotAllowed(response, 'GET, PUT, DELETE', 'Scenarios are read, set and cleared.');
    }
  }

  private get unknownPlatform(): FieldProblem {
    const known = [...this.options.simulations.keys()].join(', ');
    return { pointer: '/platform', code: 'unknown', detail: `must be one of: ${known}` };
  }
}

const maxBodyBytes = 5_242_880;

/** @returns undefined where it is too large */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= maxBodyBytes) chunks.push(chunk as Buffer);
  }
  return bytes <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}

/** Repeated parameters become one list, as the platforms' own interfaces read them. */
function joined(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name).join(',')]));
}

function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendPage(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': choicePagePolicy,
  });
  response.end(choicePage);
}

function sendNotAllowed(response: ServerResponse, allow: string, title: string): void {
  response.setHeader('allow', allow);
  sendProblem(response, 405, 'REQUEST.METHOD_NOT_ALLOWED', title);
}

/** RFC 9457. */
function sendProblem(
  response: ServerResponse,
  status: number,
  code: string,
  title: string,
  errors: readonly FieldProblem[] = [],
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, code, errors }));
}
