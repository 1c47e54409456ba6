import {
  phraseTable,
  readByPhrases,
  usualConversation,
  usualDecisions,
  type PlatformMessage,
  type Reading,
} from '#platform-kit';
import { manifest } from './manifest.js';
import { youtubePhrases } from './phrases.js';

const caseId = '[0-9]-[0-9]{10,16}';

/** What YouTube's teams write about a filed form; nothing ever answers a flag by API. Recalled, 2026-11-23. */
const table = phraseTable({
  rows: [...youtubePhrases, ...usualDecisions, ...usualConversation('yt-priority-form')],
  effects: manifest.effects,
  reportNumber: { shape: caseId },
});

const bracketed = new RegExp(`\\[(${caseId})\\]`, 'g');

/** What one of YouTube's mails means; anything unusual goes to staff. The case id stands in brackets. Pure. */
export function readYoutubeReply(message: PlatformMessage): Reading {
  return readByPhrases({ ...message, subject: message.subject.replace(bracketed, 'case $1') }, table);
}
