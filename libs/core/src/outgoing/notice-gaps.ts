/** What a notice under Article 16 of the Digital Services Act must hold, by the letters of its paragraph 2. */
export const noticeElements = ['A', 'B', 'C', 'D'] as const;
export type NoticeElement = (typeof noticeElements)[number];

/** What to add where an element is missing. */
export const noticeGaps = {
  A: 'NOTICE.EXPLANATION_TOO_SHORT',
  B: 'NOTICE.EXACT_PLACE_MISSING',
  C: 'NOTICE.NOTIFIER_MISSING',
  D: 'NOTICE.GOOD_FAITH_MISSING',
} as const satisfies Record<NoticeElement, string>;
export type NoticeGap = (typeof noticeGaps)[NoticeElement];

/** Fewer letters and digits say no reason that somebody could weigh. */
export const shortestReason = 15;

export interface NoticeElements {
  readonly explanation: string;
  readonly target: { readonly url: string | null; readonly locator: string | null };
  readonly notifier: { readonly name: string; readonly email: string };
  /** For offences of Articles 3 to 7 of Directive 2011/93/EU the notifier may stay unnamed. */
  readonly notifierNameOptional: boolean;
  readonly isInGoodFaith: boolean;
}

/** One element and what is missing of it; null where it is there. */
export interface ElementCheck {
  readonly element: NoticeElement;
  readonly missing: NoticeGap | null;
}

/**
 * Checks the elements of Article 16(2): (a) a reasoned explanation, (b) the exact place, (c) name and e-mail address of
 * the notifier, (d) the statement of good faith.
 *
 * Source: Regulation (EU) 2022/2065, Article 16(2), read on 2026-11-23. It gives no length: the shortest reason is ours.
 */
export function checkElements(notice: NoticeElements): ElementCheck[] {
  const { explanation, target, notifier, notifierNameOptional, isInGoodFaith } = notice;
  const isThere: Readonly<Record<NoticeElement, boolean>> = {
    A: explanation.replace(/[^\p{L}\p{N}]/gu, '').length >= shortestReason,
    // Without an address of its own the place has to be told in words.
    B: target.url !== null || (target.locator ?? '').trim() !== '',
    C: notifierNameOptional || (notifier.name.trim() !== '' && notifier.email.trim() !== ''),
    D: isInGoodFaith,
  };
  return noticeElements.map((element) => ({
    element,
    missing: isThere[element] ? null : noticeGaps[element],
  }));
}
