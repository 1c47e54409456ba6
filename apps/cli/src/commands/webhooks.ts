import type { NewWebhookEndpoint, WebhookEndpoint } from '#client';
import { verifyWebhook, WebhookVerificationError } from '#client/webhooks';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { exitCodes, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { minuteOf, plain, table } from '../text/layout.js';
import { readBytes } from './read-text.js';
import { addWebhookListen, secretVariable } from './webhooks-listen.js';

const formats = ['STANDARD', 'CLOUDEVENTS_STRUCTURED', 'CLOUDEVENTS_BINARY'] as const;

export function addWebhookCommands(webhooks: Command, run: Run): void {
  const at = ['<id>', 'such as wep_01kb…; webhooks list shows it'] as const;
  webhooks.command('list').description('endpoints and how they stand, newest first').action(run(list));
  webhooks
    .command('create')
    .description('make an endpoint, and print its secret this once')
    .argument('<url>', 'https address that takes the events')
    .option('--description <text>', 'what it is for')
    .option('--event <type...>', 'event types, or groups such as submission.*; absent: all')
    .option('--platform <key...>', 'only events of submissions on these')
    .option('--category <code...>', 'only events of reports of these')
    .addOption(new Option('--format <format>', 'how deliveries are written').choices(formats))
    .action(run(create));
  webhooks
    .command('rotate')
    .description('give an endpoint another secret, and print it this once')
    .argument(...at)
    .option('--overlap <hours>', 'how long the secret before signs too: 0 to 168; absent: 24', wholeHours)
    .action(run(rotate));
  webhooks
    .command('ping')
    .description('have a signed ping sent to an endpoint now')
    .argument(...at)
    .action(run((session: Session, id: string) => ping(session, id)));
  webhooks
    .command('trigger')
    .description('have a synthetic event sent to an endpoint, to try its consumer out')
    .argument(...at)
    .argument('<type>', 'such as submission.decided')
    .action(run((session: Session, id: string, type: string) => ping(session, id, type)));
  webhooks
    .command('verify')
    .description(`check the signature of a delivery, with the secret in ${secretVariable}`)
    .argument('<path>', 'file with the body, exactly as it came; - is standard input')
    .requiredOption('--id <id>', 'header webhook-id')
    .requiredOption('--timestamp <seconds>', 'header webhook-timestamp')
    .requiredOption('--signature <signature>', 'header webhook-signature')
    .action(run(verify));
  addWebhookListen(webhooks, run);
}

function wholeHours(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 168)
    throw new InvalidArgumentError('Give a whole number of hours, 0 to 168.');
  return Number(text);
}

async function list(session: Session): Promise<number> {
  const data = await (await session.client()).listWebhookEndpoints();
  return session.show({ data }, () =>
    data.length === 0 ? 'No endpoint.' : data.map((each) => textOf(session, each)).join('\n'),
  );
}

interface Creating {
  readonly description?: string;
  readonly event?: string[];
  readonly platform?: string[];
  readonly category?: string[];
  readonly format?: (typeof formats)[number];
}

async function create(session: Session, url: string, options: Creating): Promise<number> {
  const { description, event, platform, category, format } = options;
  const body = {
    url,
    ...(description === undefined ? {} : { description }),
    ...(event ? { events: event } : {}),
    ...(platform ? { platforms: platform } : {}),
    // Codes are the API's to check: it names those it knows.
    ...(category ? { categories: category as NonNullable<NewWebhookEndpoint['categories']> } : {}),
    ...(format ? { format } : {}),
  };
  const made = await (await session.client()).createWebhookEndpoint(body);
  return session.show(made, () => `${textOf(session, made)}\n${made.secret}\nIt is shown this once.`);
}

async function rotate(
  session: Session,
  id: string,
  { overlap }: { readonly overlap?: number },
): Promise<number> {
  const body = overlap === undefined ? {} : { overlapHours: overlap };
  const made = await (await session.client()).rotateWebhookSecret(id, body);
  const until = minuteOf(made.earlierSecretUntil, session.world.timeZone);
  return session.show(
    made,
    () => `${made.secret}\nIt is shown this once. The secret before signs too until ${until}.`,
  );
}

async function ping(session: Session, id: string, type?: string): Promise<number> {
  // Types are the API's to check, as above.
  const body = type === undefined ? {} : { type: type as never };
  const endpoint = await (await session.client()).pingWebhookEndpoint(id, body);
  const what = type === undefined ? 'A ping' : `A synthetic ${plain(type)}`;
  return session.show(endpoint, () => `${what} is on its way to ${id}; webhooks list shows how it went.`);
}

interface Signed {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

async function verify(session: Session, path: string, { id, timestamp, signature }: Signed): Promise<number> {
  const { world } = session;
  const secret = world.env[secretVariable];
  if (secret === undefined || secret === '')
    throw new UsageError(`Put the endpoint's secret (whsec_…) into the variable ${secretVariable}.`);
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const body = await readBytes(path, world);
  try {
    const { type } = verifyWebhook(secret, headers, body);
    return session.show({ isGenuine: true, type }, () => `Genuine: ${plain(type)}.`);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    session.show({ isGenuine: false, reason: error.message }, () => `Not genuine: ${error.message}.`);
    return exitCodes.refused;
  }
}

function textOf({ world }: Session, endpoint: WebhookEndpoint): string {
  const { id, url, description, state, lastPing, events, platforms, categories, unknownEvents } = endpoint;
  const gets = [events, platforms, categories].flatMap((each) => (each ? [each.join(', ')] : []));
  const pace = [
    ...(endpoint.isOrdered ? [] : ['in any order']),
    ...(endpoint.ratePerMinute === null ? [] : [`at most ${endpoint.ratePerMinute} a minute`]),
  ];
  const pinged = lastPing && `${minuteOf(lastPing.at, world.timeZone)} ${lastPing.outcome}`;
  return table(
    [
      [state, plain(url), plain(description)],
      ['', `gets ${gets.length === 0 ? 'everything' : plain(gets.join('; '))}`, id],
      ...(pace.length > 0 ? [['', pace.join(', '), '']] : []),
      ...(pinged ? [['', `last ping ${plain(pinged)}`, '']] : []),
      ...(unknownEvents.length > 0
        ? [['', `no longer an event: ${plain(unknownEvents.join(', '))}`, '']]
        : []),
    ],
    '  ',
  );
}
