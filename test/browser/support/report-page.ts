import type { Page } from 'playwright-core';

/** Waits for the sentence that says how the whole report stands. */
export function tells(page: Page, sentence: RegExp): Promise<void> {
  return page.locator('[aria-live=polite]').filter({ hasText: sentence }).first().waitFor();
}
