import { createConnection, type Socket } from 'node:net';
import type { VirusScanner, VirusVerdict, WorkLog } from '#application';

/** Where clamd listens on Debian: used where nothing else is set and it is there. */
export const usualClamdSocket = '/run/clamav/clamd.ctl';

/**
 * Asks clamd of ClamAV, which is handed the bytes themselves and no file.
 *
 * Source: clamd(8), INSTREAM: chunks, each with its length in four bytes, big-endian, and an empty one at the end; the
 * answer is `stream: OK`, `stream: <signature> FOUND` or `<what> ERROR`.
 */
export class ClamdScanner implements VirusScanner {
  constructor(
    private readonly parts: {
      /** Path of a socket, or `tcp://host:port`; null takes the usual socket where there is one, otherwise none. */
      readonly address: string | null;
      readonly timeoutMs: number;
      readonly log: WorkLog;
      /** Absent is the usual socket; tests have one of their own. */
      readonly usualSocket?: string;
    },
  ) {}

  async scan(bytes: Uint8Array): Promise<VirusVerdict> {
    const { address, timeoutMs, log, usualSocket = usualClamdSocket } = this.parts;
    try {
      const answer = await asked(address ?? usualSocket, bytes, timeoutMs);
      if (answer === 'stream: OK') return 'CLEAN';
      const [, virus] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
      if (virus === undefined) throw new Error(answer === '' ? 'it hung up' : answer);
      log.warn('upload.infected', { virus });
      return 'INFECTED';
    } catch (error) {
      if (address === null && (error as NodeJS.ErrnoException).code === 'ENOENT') return 'NOT_THERE';
      log.error('upload.scanner_unreachable', { error });
      return 'UNREACHABLE';
    }
  }
}

/** @returns its answer, without the zero at its end */
function asked(address: string, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectionTo(address);
    const timer = setTimeout(() => socket.destroy(new Error('it did not answer in time')), timeoutMs);
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      answer += text;
      if (answer.length > longestAnswer) socket.destroy(new Error('it answered too much'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer.replace(/\0$/, ''));
    });
    socket.write('zINSTREAM\0');
    // An empty chunk is the end: behind another one clamd hangs up before it is heard.
    if (bytes.length > 0) {
      socket.write(lengthOf(bytes.length));
      socket.write(bytes);
    }
    socket.write(lengthOf(0));
  });
}

const longestAnswer = 4_096;

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function connectionTo(address: string): Socket {
  if (!address.startsWith('tcp://')) return createConnection(address);
  const { hostname, port } = new URL(address);
  return createConnection(Number(port), hostname.replace(/^\[|\]$/g, ''));
}
