import type { DestinationStream } from 'pino';

/** Turns JSON lines into lines for people: `10:41:07 worker  info  submission.sent  platform=youtube durationMs=12`. */
export function prettyStream(out: DestinationStream): DestinationStream {
  return { write: (line) => out.write(`${prettyLine(line)}\n`) };
}

function prettyLine(line: string): string {
  const { level, time, service, event, error, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const pairs = Object.entries(fields).map(
    ([key, value]) => `${key}=${JSON.stringify(value).replaceAll('"', '')}`,
  );
  const clock = String(time).slice(11, 19);
  const head = [clock, String(service).padEnd(9), String(level).padEnd(5), String(event), ...pairs].join(' ');
  return error === undefined ? head : `${head}\n${stackOf(error)}`;
}

function stackOf(error: unknown): string {
  const { stack, name } = error as { stack?: string; name?: string };
  return (stack ?? name ?? String(error)).replace(/^/gm, '    ');
}
