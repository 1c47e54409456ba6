import type { IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { screenshotTypes, type ScreenshotType } from '#application';
import { Problem, problemOfMediaType } from '../problems/problem.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

const path = '/v1/reports/:id/screenshots';

/**
 * Takes pictures on the one route that has them, and leaves them on the wire: whoever may not send one, and whatever report
 * may have none, is answered before a byte of it is read.
 */
export function takeImages(fastify: Fastify): void {
  fastify.addContentTypeParser([...screenshotTypes], (request, _payload, done) => {
    done(request.routeOptions.url === path ? null : problemOfMediaType());
  });
}

/** @throws Problem 415 */
export function imageTypeIn(contentType: string | undefined): ScreenshotType {
  const said = contentType?.split(';')[0]?.trim().toLowerCase();
  const type = screenshotTypes.find((each) => each === said);
  if (type) return type;
  throw new Problem(
    415,
    'UPLOAD.TYPE',
    `Send the bytes of one picture, with Content-Type: ${screenshotTypes.join(', ')}.`,
  );
}

/** The body, to a limit; what comes beyond it is read off the wire and kept nowhere. @throws Problem 413, 400 */
export function readImage(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return Promise.reject(tooLarge(mostBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else reject(tooLarge(mostBytes));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    for (const event of ['error', 'close'] as const)
      request.once(event, () =>
        reject(new Problem(400, 'UPLOAD.CUT_OFF', 'The picture did not arrive whole. Send it again.')),
      );
  });
}

function tooLarge(mostBytes: number): Problem {
  const megabytes = Math.floor((mostBytes / 1_048_576) * 10) / 10;
  return new Problem(
    413,
    'UPLOAD.TOO_LARGE',
    `A picture has at most ${megabytes} MiB (uploads.largestBytes). Cut it to what matters, and send that.`,
  );
}
