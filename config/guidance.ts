import { join } from 'node:path';
import {
  categoryCodes,
  routeCodes,
  type RemedyGuide,
  type SheetGuide,
  type TriageAnswer,
  type TriageTree,
} from '#core';
import { checkedFile, inFile, keyed } from './checked-file.js';
import { ConfigError } from './config-error.js';
import { checkBodies, checkLetters, checkSheets, checkTriage } from './guidance-checks.js';
import {
  blocksFile,
  bodiesFile,
  lettersFile,
  platformGuidesFile,
  routesFile,
  sheetsFile,
  triageFile,
  type Letters,
  type Routes,
  type Triage,
} from './guidance-schema.js';
import { packageRoot } from './package-root.js';

/** What staff are told beside the notice: the routes after a refusal, sheets for callers, questions that find the category. */
export interface Guidance {
  readonly remedies: RemedyGuide;
  readonly sheets: SheetGuide;
  readonly triage: TriageTree;
}

const files = {
  routes: 'remedies/routes.yaml',
  bodies: 'remedies/bodies.yaml',
  platforms: 'remedies/platforms.yaml',
  letters: 'remedies/letters.yaml',
  blocks: 'sheets/blocks.yaml',
  sheets: 'sheets/sheets.yaml',
  triage: 'triage/questions.yaml',
} as const;
const what = 'The guidance';

/**
 * Reads and checks routes, bodies, letters, sheets and triage questions.
 *
 * @param folder where they lie; the installation's `config/` unless told otherwise
 * @throws ConfigError with one sentence a mistake, naming file and place
 */
export function loadGuidance(folder = join(packageRoot(), 'config')): Guidance {
  const routes = checkedFile(folder, files.routes, routesFile, what);
  const bodies = checkedFile(folder, files.bodies, bodiesFile, what);
  const platforms = checkedFile(folder, files.platforms, platformGuidesFile, what);
  const letters = checkedFile(folder, files.letters, lettersFile, what);
  const blocks = checkedFile(folder, files.blocks, blocksFile, what);
  const sheets = checkedFile(folder, files.sheets, sheetsFile, what);
  const triage = checkedFile(folder, files.triage, triageFile, what);
  const problems = [routes, bodies, platforms, letters, blocks, sheets, triage].flatMap(
    (part) => part.problems,
  );
  if (
    !(routes.content && bodies.content && platforms.content && letters.content) ||
    !(blocks.content && sheets.content && triage.content)
  )
    throw new ConfigError(problems);
  const tree = triageTree(triage.content);
  const findings = [
    ...inFile(files.letters, checkLetters(letters.content, routes.content)),
    ...inFile(files.bodies, checkBodies(bodies.content, routes.content)),
    ...inFile(files.sheets, checkSheets(sheets.content, blocks.content)),
    ...inFile(files.triage, checkTriage(tree)),
  ];
  if (findings.length > 0) throw new ConfigError(findings);
  return {
    remedies: {
      routes: routeGuides(routes.content, letters.content),
      bodies: keyed(bodies.content),
      platforms: new Map(Object.entries(platforms.content)),
      refusalReasons: letters.content.refusalReasons,
      standings: letters.content.standings,
    },
    sheets: {
      title: sheets.content.title,
      referralsTitle: sheets.content.referralsTitle,
      blocks: new Map(
        Object.entries(blocks.content).map(([key, block]) => [
          key,
          { ...block, key, platforms: new Map(Object.entries(block.platforms)) },
        ]),
      ),
      sheets: sheetsByCategory(sheets.content.sheets),
      callerPage: sheets.content.callerPage,
      leaveOut: new Map(Object.entries(sheets.content.leaveOut)),
    },
    triage: tree,
  };
}

function routeGuides(routes: Routes, { letters }: Letters): RemedyGuide['routes'] {
  return new Map(routeCodes.map((code) => [code, { ...routes[code], drafts: letters[code] ?? {} }]));
}

function sheetsByCategory(sheets: Readonly<Record<(typeof categoryCodes)[number], readonly string[]>>) {
  return new Map(categoryCodes.map((code) => [code, sheets[code]]));
}

function triageTree({ start, questions }: Triage): TriageTree {
  return {
    start,
    questions: new Map(
      Object.entries(questions).map(([key, { text, answers }]) => [
        key,
        {
          ...{ key, texts: text },
          answers: Object.entries(answers).map(
            ([answer, { text: texts, question, category }]): TriageAnswer => ({
              key: answer,
              texts,
              leadsTo: category === undefined ? { question: question ?? '' } : { category },
            }),
          ),
        },
      ]),
    ),
  };
}
