import type { Locator, Page } from 'playwright-core';

export async function hasFocus(page: Page, wanted: Locator): Promise<boolean> {
  return (await wanted.and(page.locator(':focus')).count()) === 1;
}

/** Goes on by the Tab key until a field, a button or a box of this name has the focus. @returns how often it was pressed */
export async function tabTo(page: Page, name: string | RegExp): Promise<number> {
  const wanted = page
    .getByLabel(name)
    .or(page.getByRole('checkbox', { name }))
    .or(page.getByRole('button', { name }))
    .first();
  for (let presses = 1; presses <= 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, wanted)) return presses;
  }
  throw new Error(`not reached by the Tab key: ${String(name)}`);
}

/** Files a case of sextortion, asked by a parent. The field to paste into has the focus at once. */
export async function fileByKeyboard(
  page: Page,
  places: readonly string[],
  explanation: string,
): Promise<void> {
  await page.keyboard.insertText(places.join('\n'));
  const found = page.getByRole('list', { name: 'What was found' }).getByRole('listitem');
  await found.nth(places.length - 1).waitFor();
  await tabTo(page, 'Search by a word');
  await page.keyboard.type('money');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Explanation for the platforms');
  await page.keyboard.type(explanation);
  await tabTo(page, 'Parent');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'YouTube' }).waitFor();
  await tabTo(page, /^As far as I know/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
}
