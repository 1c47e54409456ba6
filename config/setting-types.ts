import { createPrivateKey } from 'node:crypto';
import type { TimeSpan } from '#core';
import { z } from 'zod';

/**
 * The kinds of value a setting can have. Each also takes the text form that environment variables bring: `8080`,
 * `true`, `10s,1m`, and nothing at all for null. `written` is the pattern of that form, for the schema that editors read.
 */

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const unitBytes: Readonly<Record<string, number>> = { B: 1, KiB: 1_024, MiB: 1_048_576 };

/** A whole number. */
export function count(min: number, max: number) {
  return z
    .preprocess(
      (value) => numberFrom(value, {}),
      z.int(`must be a whole number from ${min} to ${max}`).min(min, atLeast(min)).max(max, atMost(max)),
    )
    .meta({ written: String.raw`^\d+$` });
}

/** A part of a whole. */
export function share() {
  const wanted = 'must be a number from 0 to 1, such as 0.8';
  return z
    .preprocess((value) => numberFrom(value, {}), z.number(wanted).min(0, wanted).max(1, wanted))
    .meta({ written: String.raw`^[01](\.\d+)?$` });
}

/** Milliseconds, or a number with ms, s, m, h or d. */
export function durationMs(minMs: number, maxMs: number) {
  const wanted = 'must be a duration such as 250ms, 30s, 5m, 2h or 7d';
  return z
    .preprocess(
      (value) => numberFrom(value, unitMs),
      z.int(wanted).min(minMs, atLeast(minMs, ' ms')).max(maxMs, atMost(maxMs, ' ms')),
    )
    .meta({ written: duration });
}

/** A span of time: round the clock as a duration, or `2wd`, days of the working calendar. */
export function timeSpan() {
  return z
    .preprocess(
      (value) => {
        const [, days] = typeof value === 'string' ? (/^(\d{1,3}) ?wd$/.exec(value) ?? []) : [];
        if (days !== undefined) return { workingDays: Number(days) };
        const elapsedMs = numberFrom(value, unitMs);
        return typeof elapsedMs === 'number' ? { elapsedMs } : value;
      },
      z.custom<TimeSpan>(
        isTimeSpan,
        'must be a span such as 1h, 7d, or 2wd for working days, at most a year',
      ),
    )
    .meta({ written: `${duration}|${String.raw`^\d{1,3} ?wd$`}` });
}

/** Of what was read; a year is the longest. */
function isTimeSpan(value: unknown): value is TimeSpan {
  const { elapsedMs, workingDays } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const [given, most] = workingDays === undefined ? [elapsedMs, longestSpanMs] : [workingDays, 366];
  return Number.isInteger(given) && Number(given) >= 0 && Number(given) <= most;
}

const duration = String.raw`^\d+(\.\d+)? ?(ms|s|m|h|d)?$`;
const longestSpanMs = 366 * 86_400_000;

/** Where clamd listens. */
export function clamdAddress() {
  return z
    .string('must be text')
    .regex(
      /^(\/.+|tcp:\/\/[^\s/:]+:\d{1,5}|tcp:\/\/\[[0-9a-f:]+\]:\d{1,5})$/,
      'must be the path of a socket, such as /run/clamav/clamd.ctl, or an address such as tcp://127.0.0.1:3310',
    );
}

/** A time of day, `09:00` to `24:00`, as minutes since midnight. */
export function minuteOfDay() {
  const wanted = 'must be a time of day such as "09:00", in quotes';
  return z
    .preprocess(
      (value) => {
        const [, hours, minutes] = typeof value === 'string' ? (/^(\d\d):([0-5]\d)$/.exec(value) ?? []) : [];
        return hours === undefined ? value : Number(hours) * 60 + Number(minutes);
      },
      z.int(wanted).min(0, wanted).max(1_440, wanted),
    )
    .meta({ written: String.raw`^\d\d:[0-5]\d$` });
}

/** Bytes, or a number with KiB or MiB. */
export function sizeBytes(min: number, max: number) {
  return z
    .preprocess(
      (value) => numberFrom(value, unitBytes),
      z
        .int('must be a size such as 65536, 64KiB or 1MiB')
        .min(min, atLeast(min, ' bytes'))
        .max(max, atMost(max, ' bytes')),
    )
    .meta({ written: String.raw`^\d+(\.\d+)? ?(B|KiB|MiB)?$` });
}

export function flag() {
  return z
    .preprocess(
      (value) => (value === 'true' ? true : value === 'false' ? false : value),
      z.boolean('must be true or false'),
    )
    .meta({ written: '^(true|false)$' });
}

/** Text that is not empty; numbers must stand in quotes. */
export function text(what: string) {
  return z
    .string(`must be ${what}, as text (write numbers in quotes)`)
    .min(1, `must be ${what}, and is empty`);
}

export function oneOf<const V extends string>(values: readonly V[]) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

/** One or more entries; text is cut at commas. */
export function list<T extends z.ZodType>(entry: T) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
      z.array(entry, 'must be a list').min(1, 'must have at least one entry'),
    )
    .meta({ written: '.' });
}

/** May be null; empty text is null. */
export function orNull<T extends z.ZodType>(type: T) {
  return z.preprocess((value) => (value === '' ? null : value), type.nullable());
}

/** Address with one of these schemes (written with their colon), such as `https:`. */
export function address(schemes: readonly string[], example: string) {
  const wanted = `must be an address such as ${example}`;
  return z
    .string(wanted)
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), wanted);
}

/**
 * Where Redis is: one server, the master that Sentinels call by a name, or a cluster found through any of its servers.
 * All three with `rediss` for TLS.
 */
export function redisAddress() {
  const wanted =
    'must be an address such as redis://host:6379/0, redis+sentinel://a:26379,b:26379/main or redis+cluster://a:6379,b:6379';
  return z.string(wanted).refine(isRedisAddress, wanted);
}

function isRedisAddress(value: string): boolean {
  if (/^rediss?:/.test(value)) return URL.canParse(value) && !value.includes(',');
  const [, kind, hosts, master] =
    /^rediss?\+(sentinel|cluster):\/\/(?:[^@/]*@)?([^@/]+)(?:\/([^/?]+))?\/?$/.exec(value) ?? [];
  if (hosts === undefined || (kind === 'sentinel') !== (master !== undefined)) return false;
  return hosts.split(',').every((host) => URL.canParse(`redis://${host}`) && host !== '');
}

export function mailAddress() {
  return z.email('must be an e-mail address such as desk@example.org');
}

/** 32 bytes in base64. */
export function key32() {
  return z
    .string('must be 32 bytes in base64')
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64; `openssl rand -base64 32` makes one');
}

/** A private key in PEM, RSA of 1024 bits at least: what every mail server verifies (RFC 8301, section 3). */
export function privateKey() {
  return z.string('must be a private key in PEM').refine(canSign, {
    message: 'must be an RSA private key in PEM, of 1024 bits at least (better 2048), without a passphrase',
  });
}

function canSign(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 1_024;
  } catch {
    return false; // that is what was asked
  }
}

function numberFrom(value: unknown, units: Readonly<Record<string, number>>): unknown {
  if (typeof value !== 'string') return value;
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,3})?) ?([A-Za-z]*)$/.exec(value) ?? [];
  const factor = unit === '' ? 1 : units[unit ?? ''];
  return digits === undefined || factor === undefined ? value : Number(digits) * factor;
}

function atLeast(min: number, unit = ''): string {
  return `must be at least ${min}${unit}`;
}

function atMost(max: number, unit = ''): string {
  return `must be at most ${max}${unit}`;
}
