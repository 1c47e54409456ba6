import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from './languages.js';

const folder = join(import.meta.dirname, 'locales');
const namespaces = readdirSync(join(folder, 'en')).map((file) => file.replace('.json', ''));

type Catalogue = Readonly<Record<string, string>>;

/** Key, with dots, to text. */
function catalogueOf(language: string, namespace: string): Catalogue {
  const text = readFileSync(join(folder, language, `${namespace}.json`), 'utf8');
  return Object.fromEntries(textsIn(JSON.parse(text)));
}

function textsIn(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value === 'string') return [[path.join('.'), value]];
  return Object.entries(value as object).flatMap(([key, part]) => textsIn(part, [...path, key]));
}

/** Languages differ in how many plural forms they have; everything else is the same in all. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const keysOf = (catalogue: Catalogue) => [...new Set(Object.keys(catalogue).map(withoutPlural))].sort();
const variablesIn = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();

/** Codes that the API's description lists, by their group in codes.json. */
const enums: Readonly<Record<string, string>> = {
  ask: 'Ask',
  attention: 'AttentionWord',
  certainty: 'Certainty',
  channelKind: 'ChannelKind',
  decision: 'Decision',
  delivery: 'Delivery',
  detailKind: 'DetailKind',
  effect: 'Effect',
  deliveryState: 'DeliveryState',
  endpointState: 'EndpointState',
  webhookFormat: 'WebhookFormat',
  webhookSla: 'WebhookSla',
  expectation: 'Expectation',
  hindrance: 'RouteHindrance',
  holdReason: 'HoldReason',
  withdrawReason: 'WithdrawReason',
  keepReason: 'KeepReason',
  language: 'Language',
  memberAnswer: 'MemberAnswer',
  mode: 'PlatformMode',
  noticeElement: 'NoticeElement',
  observer: 'Observer',
  personRole: 'Role',
  personStatus: 'PersonStatus',
  platform: 'PlatformKey',
  referralState: 'ReferralState',
  refusal: 'RefusalReason',
  refusalCause: 'RefusalCause',
  regime: 'Regime',
  remedy: 'Remedy',
  heldRole: 'Role',
  role: 'CallerRole',
  route: 'RouteCode',
  routeNeed: 'RouteNeed',
  routeWhy: 'RouteWhy',
  screenshotBar: 'ScreenshotBar',
  signInMethod: 'SignInMethod',
  sla: 'SlaState',
  status: 'ReportStatus',
  step: 'EscalationStep',
  verification: 'Verification',
  word: 'Word',
  workList: 'CountedList',
};

describe('the words for codes', () => {
  const root = join(import.meta.dirname, '../../../..');
  const openApi = JSON.parse(readFileSync(join(root, 'apps/api/openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
    components: { schemas: Record<string, { enum?: string[]; properties?: Record<string, any> }> };
  };
  const { schemas } = openApi.components;
  const codes = Object.keys(catalogueOf('en', 'codes'));
  const codesOf = (group: string) =>
    codes.filter((key) => key.startsWith(`${group}.`)).map((key) => key.slice(group.length + 1));
  /** Codes written in the sources of folders, such as `PLATFORM.RATE_LIMITED`. */
  const writtenIn = (folders: readonly string[], pattern: RegExp) =>
    folders
      .flatMap((each) =>
        readdirSync(join(root, each), { recursive: true, encoding: 'utf8' }).map((file) =>
          join(root, each, file),
        ),
      )
      .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\/testing\/|\.fixture/.test(file))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, code]) => code ?? ''));

  it.each(Object.entries(enums))('has one for every %s (%s), and for nothing else', (group, schema) => {
    expect(codesOf(group).sort()).toEqual([...(schemas[schema]?.enum ?? [])].sort());
  });

  it('has one for every event, reason of recognition and answer to an ask', () => {
    const types = (schemas['EventType']?.enum ?? []).map((type) => type.replaceAll('.', '_'));
    expect(codesOf('event').sort()).toEqual(types.sort());
    expect(codesOf('resolve').sort()).toEqual([...(schemas['ResolveReason']?.enum ?? []), 'OTHER'].sort());
    expect(codesOf('regimeReason').sort()).toEqual(
      [...(schemas['RegimeReason']?.enum ?? []), 'OTHER'].sort(),
    );
    expect(codesOf('plan').sort()).toEqual([...(schemas['PlanReason']?.enum ?? []), 'OTHER'].sort());
    const answers = schemas['SubmissionDto']?.properties?.['askAnswers'].additionalProperties.enum;
    expect(codesOf('askAnswer').sort()).toEqual([...answers].sort());
  });

  it('has none in the record for an operation that is not there', () => {
    const operations = Object.values(openApi.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    const named = Object.keys(catalogueOf('en', 'audit')).flatMap(
      (key) => /^operation\.(.+)/.exec(key)?.[1] ?? [],
    );
    expect(named.length).toBeGreaterThan(50);
    // A refused sign-in is recorded by that which refuses it.
    expect(named.filter((each) => !operations.includes(each))).toEqual(['refuseSignIn']);
  });

  it('has one for whatever a submission may wait for', () => {
    const reasons = writtenIn(
      [
        'libs/application/src',
        'libs/platform-kit/src',
        'libs/mail/src',
        'libs/core/src',
        'libs/platforms/src',
      ],
      /'((?:ESCALATION|PLATFORM|CHANNEL|HANDOFF|MAIL|NOTICE|REPLY|SEND|STAFF|YOUTUBE)\.[A-Z_]+)'/g,
    );
    expect(new Set(reasons).size).toBeGreaterThan(20);
    expect([...new Set(reasons)].filter((code) => !(code in catalogueOf('en', 'waiting')))).toEqual([]);
  });
});

describe.each(namespaces)('the catalogue %s', (namespace) => {
  const english = catalogueOf('en', namespace);

  it.each(languages)('has in %s the keys of the English one, and a text for each', (language) => {
    const catalogue = catalogueOf(language, namespace);
    expect(keysOf(catalogue)).toEqual(keysOf(english));
    expect(Object.entries(catalogue).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(languages)('has in %s every plural form of the language, and no other', (language) => {
    const catalogue = catalogueOf(language, namespace);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = Object.keys(catalogue).filter((key) => key !== withoutPlural(key));
    const wanted = plurals.flatMap((key) => forms.map((form) => `${withoutPlural(key)}_${form}`));
    expect(plurals.sort()).toEqual([...new Set(wanted)].sort());
  });

  it.each(languages)('fills in the same values in %s as in English', (language) => {
    for (const [key, text] of Object.entries(catalogueOf(language, namespace))) {
      const example = english[key] ?? english[`${withoutPlural(key)}_other`] ?? '';
      expect([key, variablesIn(text)]).toEqual([key, variablesIn(example)]);
    }
  });
});
