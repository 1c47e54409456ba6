import type { SimulatedAnswer, SimulatedMail } from '#platform-kit/simulation';

/**
 * A desk that is asked about several places in one notice lists them below its answer, by our references: what it says it
 * says of each.
 */

/** Remembers which places a notice names. */
export function noteSeveralPlaces(state: Map<string, unknown>, { messageId, text }: SimulatedMail): void {
  const places = [...new Set(text.match(/\bUF-\d{4}-\d{6,}-\d+\b(?!-)/g) ?? [])];
  if (places.length > 1) state.set(keyOf(messageId), places);
}

export function listingPlaces(state: ReadonlyMap<string, unknown>, answer: SimulatedAnswer): SimulatedAnswer {
  const thread = [...(answer.references ?? []), answer.inReplyTo ?? ''];
  const places = thread.map((id) => state.get(keyOf(id)) as readonly string[] | undefined).find(Boolean);
  return places ? { ...answer, text: `${answer.text.trimEnd()}\n\n${places.join('\n')}\n` } : answer;
}

function keyOf(messageId: string): string {
  return `places named by ${messageId}`;
}
