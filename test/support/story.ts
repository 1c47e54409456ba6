import { openHouse, type House } from './house.js';
import { PassingTime } from './passing-time.js';

/** What the tellers of stories say to a running house. */
export interface Story {
  readonly house: House;
  file(body: object): Promise<any>;
  read(reportId: string): Promise<any>;
  get(path: string): Promise<any>;
  post(path: string, body?: object): Promise<any>;
  /** Waits until one of the report's submissions stands at this word. */
  stands(reportId: string, platform: string, word: string): Promise<any>;
  /** Lets time pass for the product and for the platforms. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The whole product with the platforms' stand-ins, in a time that the story tells. */
export async function openStory(): Promise<Story> {
  const time = new PassingTime();
  const house = await openHouse({ scheduler: time });
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await house.request<any>(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const read = (reportId: string) => ask('GET', `/v1/reports/${reportId}`);
  const of = async (reportId: string, platform: string) =>
    (await read(reportId)).submissions.find((each: any) => each.platform === platform);
  return {
    house,
    read,
    file: (body) => {
      // Not every platform reads French.
      const translations = { en: 'Synthetic translation.' };
      return ask('POST', '/v1/reports', { goodFaith: true, language: 'fr', translations, ...body });
    },
    get: (path) => ask('GET', path),
    post: (path, body = {}) => ask('POST', path, body),
    stands: async (reportId, platform, word) => {
      await house.until(
        `${platform} stands at ${word}`,
        async () => (await of(reportId, platform)).word === word,
      );
      return of(reportId, platform);
    },
    pass: async (ms) => {
      await house.pass(ms);
      time.pass(ms);
    },
    close: () => house.close(),
  };
}
