import type { Browser } from 'playwright-core';
import { openHouse, type House } from '../../support/house.js';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';
import { requireBuiltConsole } from './built-console.js';
import { chromiumPath, launchChromium } from './chromium.js';
import { Desk, type DeskOptions } from './desk.js';

/** The whole product, and the browsers of those who use it. */
export interface Office {
  readonly house: House;
  /** What lies between the browsers and the API, with the faults a test chooses. */
  readonly network: TcpProxy;
  /** A browser with cookies and storage of its own, signed in unless told. It is closed after the test. */
  openDesk(options?: DeskOptions): Promise<Desk>;
}

/**
 * A suite in a real browser, on a house of its own. Elsewhere than where a Chromium is installed it stands in the results
 * as skipped, with the reason. After each test, no page may have met an error.
 */
export function describeInBrowser(
  title: string,
  suite: (office: Office) => void,
  houseOptions: Parameters<typeof openHouse>[0] = {},
): void {
  const path = chromiumPath();
  const describeOrSkip = path ? describe : describe.skip;
  const reason = path ? '' : ' (skipped: no chromium is installed on this machine)';
  describeOrSkip(title + reason, () => {
    jest.setTimeout(120_000);
    let browser: Browser;
    let house: House;
    let network: TcpProxy;
    const desks: Desk[] = [];
    beforeAll(async () => {
      if (houseOptions.consoleFolder === undefined) requireBuiltConsole();
      house = await openHouse(houseOptions);
      network = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(house.apiUrl).port) });
      browser = await launchChromium(path ?? '');
    });
    afterEach(async () => {
      await network.heal();
      const mishaps = desks.flatMap((desk) => desk.mishaps);
      await Promise.all(desks.splice(0).map((desk) => desk.close()));
      expect(mishaps).toEqual([]);
    });
    afterAll(async () => {
      await browser.close();
      await network.close();
      await house.close();
    });
    suite({
      get house() {
        return house;
      },
      get network() {
        return network;
      },
      openDesk: async (options = {}) => {
        const desk = await Desk.open(
          browser,
          network.through(house.apiUrl),
          options.apiKey ?? house.apiKey,
          options,
        );
        desks.push(desk);
        return desk;
      },
    });
  });
}
