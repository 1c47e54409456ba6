import type { Attack } from './attack.js';

const peopleSpec = 'test/attacks/people.spec.ts';
const screenshotsSpec = 'test/flows/screenshots.spec.ts';
const imageCleaner = 'libs/security/src/uploads/sharp-image-cleaner.ts';
const cleanerSpec = 'libs/security/src/uploads/sharp-image-cleaner.spec.ts';

/** What staff would do alone, or keep that nobody may. */
export const staffAttacks: readonly Attack[] = [
  {
    name: 'four-eyes-alone',
    tries: 'releases what he holds himself, alone',
    spec: 'libs/application/src/testing/memory-stores.spec.ts',
    test: 'until a second person releases it',
    without: [
      {
        file: 'libs/application/src/staff/hold-report.ts',
        find: 'if (hold.by.id === by.id ',
        replace: 'if (hold.by.id === undefined ',
      },
    ],
  },
  {
    name: 'four-eyes-twice',
    tries: 'approves what he asked for himself, by a second session or a key of his own',
    spec: peopleSpec,
    test: 'does not approve it by a second session of theirs, nor by a key they made',
    without: [
      {
        file: 'apps/api/src/approvals/four-eyes.ts',
        find: 'if (found.askedById === by.id)',
        replace: "if (found.askedById === '')",
      },
      {
        file: 'libs/persistence/src/stores/pg-approvals.ts',
        find: 'AND expires_at > now() AND asked_by <> $3',
        replace: 'AND expires_at > now()',
      },
      {
        file: 'libs/persistence/src/migrations/1764430000000-abilities.ts',
        find: 'decided_by uuid CHECK (decided_by <> asked_by),',
        replace: 'decided_by uuid,',
      },
    ],
  },
  {
    name: 'four-eyes-race',
    tries: 'has one approval counted several times, by approving it at the same moment',
    spec: 'test/flows/four-eyes.spec.ts',
    test: 'is done once, by one of many who approve at the same moment, and never by who asked',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-approvals.ts',
        find: "(SELECT id FROM approvals WHERE id = $1 FOR UPDATE SKIP LOCKED)\n           AND state = 'ASKED' AND expires_at",
        replace: '$1 AND expires_at',
      },
    ],
  },
  {
    name: 'forbidden-picture',
    tries: 'sends a picture for a report of abuse images, so that a data bank of them begins',
    spec: screenshotsSpec,
    test: 'is refused with the law where the category may have none',
    without: [
      {
        file: 'libs/core/src/storage/screenshots.ts',
        find: 'return screenshotBars.find((bar) => bars.includes(bar)) ?? null;',
        replace: 'return screenshotBars.find((bar) => bars.length < 0 && bars.includes(bar)) ?? null;',
      },
    ],
  },
  {
    name: 'hidden-metadata',
    tries: 'reads out of a screenshot where and by whom it was made',
    spec: cleanerSpec,
    test: 'comes out with its pixels and without any metadata',
    without: [
      {
        file: imageCleaner,
        find: "image.autoOrient().toColourspace('srgb')",
        replace: "image.autoOrient().keepMetadata().toColourspace('srgb')",
      },
    ],
  },
  {
    name: 'pixel-flood',
    tries: 'sends a small file that unpacks to very many pixels',
    spec: cleanerSpec,
    test: 'is refused where few bytes would be very many pixels',
    without: [
      {
        file: imageCleaner,
        find: 'const mostPixels = 40_000_000;',
        replace: 'const mostPixels = 268_000_000;',
      },
    ],
  },
  {
    name: 'shown-inline',
    tries: 'sends a page that calls itself a picture, for a browser to open',
    spec: screenshotsSpec,
    test: 'out as a file without its metadata',
    without: [
      {
        file: 'apps/api/src/screenshots/screenshots.controller.ts',
        find: '`attachment; filename=',
        replace: '`inline; filename=',
      },
    ],
  },
  {
    name: 'silent-scanner',
    tries: 'sends a virus while the scanner is away',
    spec: 'libs/security/src/uploads/clamd-scanner.spec.ts',
    test: 'is unreachable where one is set and none is there',
    without: [
      {
        file: 'libs/security/src/uploads/clamd-scanner.ts',
        find: "return 'UNREACHABLE';",
        replace: "return 'CLEAN';",
      },
    ],
  },
  {
    name: 'calendar-of-another-time',
    tries: 'reads deadlines on through the link of his calendar after the role was taken from him',
    spec: 'apps/api/src/exchange/calendar.spec.ts',
    test: 'leads nowhere once it was ended, its time is over, or its person left or lost the role',
    without: [
      {
        file: 'apps/api/src/exchange/calendar.controller.ts',
        find: "!reader || reachOf(reader.roles, 'READ_WORK') === 'NONE'",
        replace: '!reader',
      },
    ],
  },
];
