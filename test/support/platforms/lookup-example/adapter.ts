import {
  PlatformFault,
  type PlatformAdapter,
  type PlatformConnection,
  type SubmitResult,
} from '#platform-kit';
import { createLookupClient, unreadableStatus } from './client.js';
import { manifest } from './manifest.js';
import { factsOf, handoffOf, noticeBodyOf, visibilityOf } from './mapper.js';
import type { KeptNotice } from './wire.js';

/** A platform that files by API, can be asked by our reference, and whose decisions are fetched. */
export function createLookupAdapter(connection: PlatformConnection): PlatformAdapter {
  const client = createLookupClient(connection);
  return {
    async submit(notice, { mayLeave }) {
      const body = noticeBodyOf(notice, connection.sender);
      if (body === undefined)
        throw new PlatformFault(manifest.key, 'refused', 'LOOKUP.NO_REASON_FOR_CATEGORY');
      return resultOf(await client.fileNotice(body, mayLeave));
    },
    async findReceipt({ reference }) {
      const found = await client.findNotice(reference);
      return found && resultOf(found);
    },
    fetchDecision: async (_notice, externalRef) => resultOf(await client.readNotice(externalRef)).facts,
    supplyInformation: async ({ reference }, { text }) => resultOf(await client.answer(reference, text)),
    appeal: async ({ reference }, grounds) => resultOf(await client.complain(reference, grounds)),
    prepareHandoff: (notice) => handoffOf(notice, connection.formUrls[notice.channel.id] ?? null),
    async checkVisibility({ kind, ids: [id] }) {
      if (kind !== 'post' || id === undefined) return { visibility: 'UNCHECKABLE', effects: [] };
      return visibilityOf(await client.readItem(id));
    },
  };
}

function resultOf(kept: KeptNotice): SubmitResult {
  const facts = factsOf(kept);
  if (facts === undefined) throw unreadableStatus();
  return { receipt: kept.number, facts };
}
