import type { Page } from 'playwright-core';

/** What is typed and chosen where a report is filed, in English. */

export const whereField = (page: Page) => page.getByLabel('Links, names or numbers');
export const storyField = (page: Page) => page.getByLabel('Explanation for the platforms');

export async function chooseCategory(page: Page, category: string): Promise<void> {
  await page.getByLabel('Search by a word').fill(category);
  await page.getByLabel('Search by a word').press('Enter');
}

/** All but where and what. */
export async function fillRest(
  page: Page,
  { explanation = 'Synthetic explanation.', caller = 'Parent' } = {},
): Promise<void> {
  await storyField(page).fill(explanation);
  await page.getByRole('radio', { name: caller }).check();
  await page.getByRole('checkbox', { name: /^As far as I know/ }).check();
}
