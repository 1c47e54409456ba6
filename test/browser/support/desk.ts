import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface DeskOptions {
  readonly language?: 'en' | 'fr' | 'nl' | 'de';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly isSignedIn?: boolean;
  /** Whether the console is kept for a start without a network, once it has been open for a while. */
  readonly isKept?: boolean;
  /** Whose session it is; that of the house unless told. */
  readonly apiKey?: string;
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** One person's browser, at the console. */
export class Desk {
  /** What went wrong in its pages: exceptions, and errors told to the console, such as a breach of the security policy. */
  readonly mishaps: string[] = [];

  private constructor(
    readonly url: string,
    readonly context: BrowserContext,
    /** The first tab. */
    readonly page: Page,
  ) {}

  static async open(browser: Browser, url: string, apiKey: string, options: DeskOptions): Promise<Desk> {
    const { language = 'en', scheme = 'light', width = 1280, height = 800, isSignedIn = true } = options;
    const context = await browser.newContext({
      ...{ viewport: { width, height }, colorScheme: scheme, locale: language, baseURL: url },
      // Far from Brussels, whose clock the console shows.
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
      serviceWorkers: options.isKept === true ? 'allow' : 'block',
    });
    context.setDefaultTimeout(30_000);
    const desk = new Desk(url, context, await context.newPage());
    context.on('weberror', (error) => desk.mishaps.push(String(error.error())));
    context.on('console', (message) => {
      // The browser's own word for every answer of 400 and more, and for a network that is away.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        desk.mishaps.push(message.text());
    });
    if (isSignedIn) await context.request.post('/v1/session', { data: { apiKey }, failOnStatusCode: true });
    return desk;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Ends the session as its expiry does: the pages do not know yet. */
  async endSession(): Promise<void> {
    await this.context.request.delete('/v1/session', {
      headers: { origin: this.url },
      failOnStatusCode: true,
    });
  }

  /** Breaches of WCAG 2.2 AA on a page, or of these rules of axe alone, each with what it is about. */
  async breaches(page = this.page, rules?: readonly string[]): Promise<string[]> {
    // What fades in is judged when it is there; a fade whose element goes away meanwhile is over too.
    await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))');
    // Judged in the page itself, and what passes is not described: the same breaches in half the time.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
    if (rules === undefined) axe.withTags(wcag);
    else axe.withRules([...rules]);
    const { violations } = await axe.setLegacyMode().analyze();
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary ?? ''}`).join('\n')}`,
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
