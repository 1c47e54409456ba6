import type { Plant } from './plant.js';

export const storingPlants: readonly Plant[] = [
  {
    name: 'announced-flag',
    says: 'what was announced once is never looked for again: no sweep finds rows that are due',
    edits: [
      {
        file: 'apps/worker/src/dispatcher.ts',
        find: 'const due = await this.parts.outbox.dueLanes();',
        replace: 'const due: readonly string[] = [];',
      },
    ],
  },
  {
    name: 'answer-before-commit',
    says: 'the API answers while the report is still being stored',
    edits: [
      {
        file: 'libs/application/src/reports/file-report.ts',
        find: 'const stored = await store.file(report);',
        replace: `const later = new Promise<void>((done) => setTimeout(done, 100));
    void later.then(() => store.file(report)).catch(() => undefined);
    const stored: string = 'filed';`,
      },
    ],
  },
  {
    name: 'asynchronous-commit',
    says: 'a commit is answered before it is on disk',
    edits: [
      {
        file: 'libs/persistence/src/database.ts',
        find: '-c synchronous_commit=on',
        replace: '-c synchronous_commit=off',
      },
    ],
  },
  {
    name: 'counts-forgotten',
    says: "a change does not renew the report's counts",
    edits: [
      {
        file: 'libs/persistence/src/stores/report-statements.ts',
        find: 'status = i.status, attention = i.attention, counts = i.counts,',
        replace: 'status = i.status, attention = i.attention,',
      },
    ],
  },
];
