import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { countDump } from './count-dump.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-test-dump-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const head2 =
  'uuid,decision_visibility,decision_visibility_other,end_date_visibility_restriction,decision_monetary,decision_monetary_other,' +
  'end_date_monetary_restriction,decision_provision,end_date_service_restriction,decision_account,end_date_account_restriction,' +
  'account_type,decision_ground,decision_ground_reference_url,illegal_content_legal_ground,incompatible_content_ground,' +
  'incompatible_content_illegal,category,category_addition,category_specification,category_specification_other,content_type,' +
  'content_type_other,content_language,content_date,content_id_ean,application_date,source_type,source_identity,' +
  'automated_detection,automated_decision,platform_name,platform_uid,created_at';
const head1 = head2.replace('content_id_ean,', '');

/** A row of a light file, made up. */
function row(more: Record<string, string> = {}, head = head2): string {
  const cells: Record<string, string> = {
    uuid: '00000000-0000-4000-8000-000000000000',
    decision_visibility: '["DECISION_VISIBILITY_CONTENT_REMOVED"]',
    category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    application_date: '2025-06-30 00:00:00',
    source_type: 'SOURCE_TRUSTED_FLAGGER',
    source_identity: 'Synthetic, "Helpline"',
    platform_name: 'Facebook',
    created_at: '2025-07-01 00:03:33',
    ...more,
  };
  return head
    .split(',')
    .map((name) => {
      const cell = cells[name] ?? '';
      return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join(',');
}
const csv = (...rows: string[]) => `${[head2, ...rows].join('\n')}\n`;

const ours = new Map([
  ['facebook', 'facebook'],
  ['youtube', 'youtube'],
]);
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function zipped(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}
const faultOf = async (path: string, limit?: number) => {
  try {
    return await countDump(path, ours, limit);
  } catch (error) {
    return error;
  }
};
const removed = ['DECISION_VISIBILITY_CONTENT_REMOVED'];

it('counts what trusted flaggers led to, by platform, month of the decision, category and decisions', async () => {
  const path = file(
    'sor-global-2025-07-01-light.csv',
    csv(
      row(),
      row(),
      row({ application_date: '2025-07-01 00:00:00', decision_account: 'DECISION_ACCOUNT_SUSPENDED' }),
      row({ source_type: 'SOURCE_VOLUNTARY', decision_visibility: '' }),
      row({ platform_name: 'Synthetic Shopping' }),
      row({ platform_name: 'YOUTUBE', source_type: 'SOURCE_ARTICLE_16' }),
    ),
  );
  const category = 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS';
  expect(await countDump(path, ours)).toEqual({
    days: [
      {
        ...{ day: '2025-07-01', platform: 'facebook', statements: 4 },
        flagged: [
          { month: '2025-06', category, decisions: removed, count: 2 },
          { month: '2025-07', category, decisions: ['DECISION_ACCOUNT_SUSPENDED', ...removed], count: 1 },
        ],
      },
      { day: '2025-07-01', platform: 'youtube', statements: 1, flagged: [] },
    ],
    schemaVersions: [2],
    unknownColumns: [],
    otherPlatforms: new Map([['Synthetic Shopping', 1]]),
  });
});

describe('reads the same rows', () => {
  const expected = [expect.objectContaining({ platform: 'facebook', statements: 2 })];
  const daysOf = async (path: string) => (await countDump(path, ours)).days;

  it('from a ZIP of ZIPs of parts, as it is loaded', async () => {
    const inner = await zipped({
      'sor-global-2025-07-01-light-00000-00000.csv': csv(row()),
      'sor-global-2025-07-01-light-00000-00001.csv': csv(row()),
    });
    const outer = await zipped({ 'sor-global-2025-07-01-light-00000.csv.zip': inner });
    expect(await daysOf(file('sor-facebook-2025-07-01-light.zip', outer))).toEqual(expected);
  });

  it('from CSV packed with gzip, and with a byte order mark', async () => {
    expect(await daysOf(file('day.csv.gz', gzipSync(csv(row(), row()))))).toEqual(expected);
    expect(await daysOf(file('day.csv', `\uFEFF${csv(row(), row())}`))).toEqual(expected);
  });

  it('of the version before, and of one with more columns, which it names', async () => {
    const before = `${head1}\n${row({}, head1)}\n${row({}, head1)}\n`;
    expect(await countDump(file('one.csv', before), ours)).toMatchObject({
      days: expected,
      schemaVersions: [1],
    });
    const head3 = `${head2},synthetic_column`;
    const later = `${head3}\n${row({}, head3)}\n${row({}, head3)}\n`;
    expect(await countDump(file('three.csv', later), ours)).toMatchObject({
      ...{ days: expected, unknownColumns: ['synthetic_column'] },
    });
  });
});

describe('refuses with what is wrong and the way out', () => {
  const whole = csv(row(), row());
  it.each<[string, string, string | Buffer, string]>([
    ['what is not there', 'none.csv', '', 'UNREADABLE'],
    ['an empty file', 'day.csv', '', 'NO_DUMP'],
    ['another table', 'day.csv', 'name,count\nSynthetic,1\n', 'NO_DUMP'],
    ['a picture', 'day.csv', Buffer.from('89504e470d0a1a0a0000ffd8', 'hex'), 'ENCODING'],
    [
      'a version without a column that is counted by',
      'day.csv',
      whole.replace('source_type', 'origin'),
      'OTHER_COLUMNS',
    ],
    ['one part of a day', 'sor-global-2025-07-01-light-00000-00001.csv', whole, 'PART'],
    ['one ZIP of parts', 'sor-global-2025-07-01-light-00000.csv.zip', whole, 'PART'],
    ['half a line', 'day.csv', whole.slice(0, -30), 'CUT_OFF'],
    ['a line without its end', 'day.csv', whole.slice(0, -1), 'CUT_OFF'],
    ['an open quote', 'day.csv', `${whole}"Synthetic\n`, 'CUT_OFF'],
    ['a row with a cell too few', 'day.csv', `${whole}a,b\n`, 'BROKEN_ROW'],
    ['a row with a date that is none', 'day.csv', csv(row({ created_at: 'yesterday' })), 'BROKEN_ROW'],
    ['a row with a text for a code', 'day.csv', csv(row({ category: 'Synthetic text' })), 'BROKEN_ROW'],
    [
      'a row with a text among decisions',
      'day.csv',
      csv(row({ decision_account: 'Synthetic text' })),
      'BROKEN_ROW',
    ],
    ['UTF-16, as a spreadsheet saves it', 'day.csv', Buffer.from(`\uFEFF${whole}`, 'utf16le'), 'ENCODING'],
    ['Latin-1', 'day.csv', Buffer.from(csv(row({ source_identity: 'é' })), 'latin1'), 'ENCODING'],
    ['half a gzip file', 'day.csv.gz', gzipSync(whole).subarray(0, 100), 'CUT_OFF'],
    ['a row without an end', 'day.csv', csv(row({ source_identity: 'x'.repeat(2_000_000) })), 'TOO_LARGE'],
  ])('%s', async (_what, name, content, code) => {
    const path = code === 'UNREADABLE' ? join(folder, name) : file(name, content);
    const fault = await faultOf(path);
    expect(fault).toMatchObject({ name: 'DumpFault', code });
    expect((fault as Error).message).not.toMatch(/synthetic text|helpline/i);
  });

  it('half a ZIP, a changed one, an empty one and one that holds something else', async () => {
    const zip = await zipped({ 'day.csv': csv(...Array.from({ length: 50 }, () => row())) });
    expect(await faultOf(file('half.zip', zip.subarray(0, -20)))).toMatchObject({ code: 'CUT_OFF' });
    const changed = Buffer.from(await zipped({ 'day.csv': csv(row()) }));
    // Of the data of its entry, which begin behind a head of 30 bytes and the name.
    changed.writeUInt8(changed.readUInt8(60) ^ 1, 60);
    expect(await faultOf(file('changed.zip', changed))).toMatchObject({ name: 'DumpFault' });
    expect(await faultOf(file('empty.zip', await zipped({})))).toMatchObject({ code: 'NO_DUMP' });
    expect(await faultOf(file('other.zip', await zipped({ 'a.exe': 'x' })))).toMatchObject({
      code: 'NO_DUMP',
    });
  });

  it('what unpacks to more than there can be, packed however often', async () => {
    const bomb = csv(...Array.from({ length: 2_000 }, () => row()));
    expect(await faultOf(file('bomb.csv.gz', gzipSync(bomb)), 100_000)).toMatchObject({ code: 'TOO_LARGE' });
    const inner = await zipped({ 'day.csv': bomb });
    const nested = await zipped({ 'inner.zip': await zipped({ 'innermost.zip': inner }) });
    expect(await faultOf(file('nested.zip', nested))).toMatchObject({ code: 'NO_DUMP' });
  });
});

it('says of a platform that is missing among all that it made no statement, and nothing where others are missing too', async () => {
  const others = csv(row({ platform_name: 'Synthetic Shopping' }));
  const none = (platform: string) => ({ day: '2025-07-01', platform, statements: 0, flagged: [] });
  const whole = await countDump(file('sor-global-2025-07-01-light.csv', others), ours);
  expect(whole.days).toEqual([none('facebook'), none('youtube')]);
  expect((await countDump(file('sor-shopping-2025-07-01-light.csv', others), ours)).days).toEqual([]);
});

it('holds counts alone, however many rows there are', async () => {
  const path = join(folder, 'sor-facebook-2025-07-01-light.csv');
  const out = createWriteStream(path);
  out.write(`${head2}\n`);
  const rows = Array.from({ length: 1_000 }, () => row()).join('\n');
  for (let page = 0; page < 5; page += 1) out.write(`${rows}\n`);
  out.end();
  await finished(out);
  const { days } = await countDump(path, ours);
  expect(days).toMatchObject([{ statements: 5_000, flagged: [{ count: 5_000 }] }]);
  expect(JSON.stringify(days).length).toBeLessThan(500);
});
