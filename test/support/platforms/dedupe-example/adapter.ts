import { PlatformFault, type PlatformAdapter, type PlatformConnection } from '#platform-kit';
import { isSigned } from './callback-signature.js';
import { createDedupeClient } from './client.js';
import { manifest } from './manifest.js';
import { handoffOf, noticeBodyOf, readCallback } from './mapper.js';

/** A platform that drops repeats of the same key and calls back with its decisions. */
export function createDedupeAdapter(connection: PlatformConnection): PlatformAdapter {
  const client = createDedupeClient(connection);
  return {
    async submit(notice, { idempotencyKey, mayLeave }) {
      const body = noticeBodyOf(notice, connection.sender);
      if (body === undefined)
        throw new PlatformFault(manifest.key, 'refused', 'DEDUPE.NO_REASON_FOR_CATEGORY');
      const externalRef = await client.fileNotice(body, idempotencyKey, mayLeave);
      return { receipt: externalRef, facts: [{ kind: 'acknowledged', atMs: connection.now(), externalRef }] };
    },
    prepareHandoff: handoffOf,
    verifyReply: (headers, body) =>
      isSigned(headers, body, connection.credentials.callbackSecret ?? '', connection.now()),
    readReply: readCallback,
    async appeal({ reference }, grounds) {
      return {
        receipt: await client.appeal(reference, grounds),
        facts: [{ kind: 'reviewStarted', atMs: connection.now() }],
      };
    },
  };
}
