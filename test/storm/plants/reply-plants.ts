import type { Plant } from './plant.js';

const applyReplies = 'libs/application/src/replies/apply-replies.ts';

export const replyPlants: readonly Plant[] = [
  {
    name: 'no-inbox',
    says: 'the same reply is kept as often as it comes',
    edits: [
      {
        file: 'libs/persistence/src/stores/pg-reply-store.ts',
        find: 'ON CONFLICT (platform, message_key) DO NOTHING\n',
        replace: '\n',
      },
      {
        file: 'libs/persistence/src/migrations/1763900000000-first-schema.ts',
        find: 'UNIQUE (platform, message_key)',
        replace: 'CHECK (message_key IS NOT NULL)',
      },
    ],
  },
  {
    name: 'overtaken-reply-dropped',
    says: 'a reply that comes before our own commit is done with',
    edits: [
      {
        file: applyReplies,
        find: "if (!isRefused) return forPerson('APPLIED');",
        replace: "if (!isRefused || claimed.tries > 0) return forPerson('APPLIED');",
      },
    ],
  },
  {
    name: 'last-come-wins',
    says: 'a statement that was overtaken replaces the later one',
    edits: [
      {
        file: 'libs/core/src/submission/apply-fact.ts',
        find: 'const isOlder = state.decidedAtMs !== null && fact.atMs < state.decidedAtMs;',
        replace: 'const isOlder = state.decidedAtMs !== null && fact.atMs < 0;',
      },
    ],
  },
];
