import type { Locator, Page } from 'playwright-core';

export async function hasFocus(page: Page, wanted: Locator): Promise<boolean> {
  return (await wanted.and(page.locator(':focus')).count()) === 1;
}

/** Goes on by the Tab key until a field, a button or a box of this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page
    .getByLabel(name)
    .or(page.getByRole('checkbox', { name }))
    .or(page.getByRole('button', { name }))
    .first();
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, wanted)) return;
  }
  throw new Error(`not reached by the Tab key: ${String(name)}`);
}
