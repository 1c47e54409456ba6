import type { FeedEvent, UniflagClient } from '#client';
import { forwardEvent, isWebhookSecret, newWebhookSecret, type Forwarded } from '#client/webhooks';
import { InvalidArgumentError, type Command } from 'commander';
import { exitCodes, FailedWithAdvice, failureOf, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { plain, secondOf } from '../text/layout.js';

/** Holds a signing secret; none ever stands in an option, which others on the machine can read. */
export const secretVariable = 'UNIFLAG_WEBHOOK_SECRET';

export function addWebhookListen(webhooks: Command, run: Run): void {
  webhooks
    .command('listen')
    .description('forward events to a consumer on this machine as webhooks would, until Ctrl-C')
    .requiredOption('--forward-to <url>', 'where your consumer listens', consumerAddress)
    .option('--types <type...>', 'event types, or groups such as submission.*; absent: all')
    .option('--since <time>', 'begin there, such as 2026-11-23T14:00:00Z; absent: now', timeOf)
    .addHelpText(
      'after',
      `\nDeliveries are signed with a secret that is made and printed at the start,\nor with the one in ${secretVariable}. Each is sent once.`,
    )
    .action(run(listen));
}

interface Listening {
  readonly forwardTo: string;
  readonly types?: readonly string[];
  readonly since?: string;
}

/** @returns 0 when Ctrl-C ends it, which is its only good end */
async function listen(session: Session, { forwardTo, types, since }: Listening): Promise<number> {
  const { world } = session;
  const given = world.env[secretVariable] || undefined;
  if (given !== undefined && !isWebhookSecret(given))
    throw new UsageError(
      `${secretVariable} holds no signing secret: whsec_ and 24 to 64 bytes in base64. Correct it, or unset it to have one made.`,
    );
  const secret = given ?? newWebhookSecret();
  const from = since ?? new Date().toISOString();
  const client = await session.client();
  if (types) await checkTypes(client, types);
  const signal = world.interruption();
  const forwarding = { ...{ url: forwardTo, secret, signal }, fetch: world.fetch };
  let isAnnounced = false;
  let isAdvised = false;
  for await (const message of client.followFeed({ since: from, signal })) {
    if (message.kind === 'away')
      world.err(
        `${failureOf(message.error, world.columns)?.text ?? message.error.message}\nIt is asked again.\n`,
      );
    else if (message.kind === 'connected') {
      world.err(
        isAnnounced ? 'The API is back.\n' : startOf(forwardTo, given === undefined ? secret : undefined),
      );
      isAnnounced = true;
    } else if (!types || isOneOf(message.event, types)) {
      const forwarded = await forwardEvent(message.event, forwarding).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (!forwarded) break;
      showForwarded(session, message.event, forwarded);
      if (forwarded.fault !== null && !isAdvised) world.err(adviceOn(forwardTo));
      isAdvised ||= forwarded.fault !== null;
    }
  }
  return exitCodes.ok;
}

function startOf(url: string, secret: string | undefined): string {
  const signed =
    secret === undefined
      ? `Signed with the secret in ${secretVariable}.`
      : `Signed with ${secret}\nfor as long as this runs; it is shown this once.`;
  return `Events are forwarded to ${url} until Ctrl-C.\n${signed}\n`;
}

function adviceOn(url: string): string {
  return `Nobody answers at ${new URL(url).origin}: start your consumer there. What it missed is not sent again;\nstop this and give --since to have it once more.\n`;
}

/** Never more of an event than this: bodies are the consumer's. */
function showForwarded(session: Session, event: FeedEvent, forwarded: Forwarded): void {
  const { id, type, timestamp } = event;
  const { status, fault, durationMs } = forwarded;
  session.showLine({ id, type, timestamp, ...forwarded }, () => {
    const answered = status === null ? `no answer (${fault ?? ''})` : String(status);
    const at = secondOf(timestamp, session.world.timeZone);
    return `${at}  ${plain(type).padEnd(typeColumns)}  ${plain(id)}  ${answered}  ${durationMs} ms`;
  });
}

const typeColumns = 28;

async function checkTypes(client: UniflagClient, wanted: readonly string[]): Promise<void> {
  const known = await client.listWebhookEventTypes().catch((error: unknown) => {
    throw new FailedWithAdvice(
      '--types takes a key that may read the event types: one of an integrator.',
      error,
    );
  });
  const unknown = wanted.filter((entry) => !known.some((each) => isOneOf(each, [entry])));
  if (unknown.length > 0)
    throw new UsageError(
      `--types: ${unknown.map((entry) => JSON.stringify(entry)).join(', ')} is no event type and no group such as submission.*; docs/webhooks.md lists all.`,
    );
}

function isOneOf({ type }: { readonly type: string }, wanted: readonly string[]): boolean {
  return wanted.some((entry) => entry === type || entry === `${type.slice(0, type.indexOf('.'))}.*`);
}

function consumerAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.hash !== ''
  )
    throw new InvalidArgumentError(
      'Give an address such as http://localhost:3000/hook: http or https, without user name, password and # part.',
    );
  return text;
}

function timeOf(text: string): string {
  const atMs = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) throw new InvalidArgumentError('Give a time such as 2026-11-23T14:00:00Z.');
  return new Date(atMs).toISOString();
}
