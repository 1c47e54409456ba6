import type { CategoryCodes } from '#core';
import { unknownNames, type Finding } from './checked-file.js';
import type { Articles, Categories, Codes, Referrals } from './taxonomy-schema.js';

/** What no single field shows: codes that exist nowhere, keys that lead nowhere, storage that the law forbids. */
export function checkCategories(
  categories: Categories,
  codes: Codes,
  articles: Articles,
  referrals: Referrals,
): Finding[] {
  return Object.entries(categories).flatMap(([code, category]) =>
    [
      ...codeFindings(category.codes, codes),
      ...unknownNames('referrals', category.referrals, Object.keys(referrals), 'referrals/referrals.yaml'),
      ...unknownNames('law', category.law, Object.keys(articles.subjects), 'law/articles.yaml'),
      ...storageFindings(category),
      ...(category.ground === 'ADVICE' && category.defaultAsks.length > 0
        ? [{ path: 'defaultAsks', problem: 'must be empty, because nothing is sent on ground ADVICE' }]
        : []),
    ].map(({ path, problem }) => ({ path: `${code}.${path}`, problem })),
  );
}

/** Periods follow each other, and every subject says what each of them knew. */
export function checkArticles({ periods, subjects }: Articles): Finding[] {
  const inOrder = periods.flatMap(({ key, from }, index) => {
    const before = periods[index - 1];
    if (before === undefined)
      return from === null
        ? []
        : [{ path: `periods.0.from`, problem: 'must be null: the oldest period has no first day' }];
    const isLater = from !== null && (before.from === null || from > before.from);
    return isLater
      ? []
      : [{ path: `periods.${index}.from`, problem: `must be a day after that of ${before.key}, for ${key}` }];
  });
  const keys = periods.map(({ key }) => key);
  const incomplete = Object.entries(subjects).flatMap(([subject, { articles }]) =>
    Object.keys(articles).sort().join() === [...keys].sort().join()
      ? []
      : [
          {
            path: `subjects.${subject}.articles`,
            problem: `must have exactly the periods ${keys.join(', ')}`,
          },
        ],
  );
  return [...inOrder, ...incomplete];
}

function codeFindings(named: CategoryCodes, known: Codes): Finding[] {
  const { tdb, xarf, ncmec, youtube, ozone, snap } = named;
  const check = (path: string, given: readonly (string | undefined)[], list: readonly string[]) =>
    unknownNames(
      `codes.${path}`,
      given.filter((each) => each !== undefined),
      list,
      'taxonomy/codes.yaml',
    );
  const secondary = youtube === undefined ? undefined : (known.youtube[youtube.primary] ?? []);
  return [
    ...check('tdb.category', [tdb?.category], known.tdb.categories),
    ...check('tdb.alternative', [tdb?.alternative], known.tdb.categories),
    ...check('tdb.keywords', tdb?.keywords ?? [], known.tdb.keywords),
    ...check('tdb.keywordIfGirl', [tdb?.keywordIfGirl], known.tdb.keywords),
    ...check('tdb.ifMinor.category', [tdb?.ifMinor?.category], known.tdb.categories),
    ...check('tdb.ifMinor.keywords', tdb?.ifMinor?.keywords ?? [], known.tdb.keywords),
    ...check('xarf.classifications', xarf?.classifications ?? [], known.xarf.csam.classifications),
    ...check('xarf.exploitationType', [xarf?.exploitationType], known.xarf.csem.exploitationTypes),
    ...check('ncmec.type', [ncmec?.type], known.ncmec.types),
    ...check('ncmec.annotation', [ncmec?.annotation], known.ncmec.annotations),
    ...check('ncmec.fileAnnotation', [ncmec?.fileAnnotation], known.ncmec.fileAnnotations),
    ...check('youtube.primary', [youtube?.primary], Object.keys(known.youtube)),
    ...(secondary === undefined ? [] : check('youtube.secondary', [youtube?.secondary], secondary)),
    ...check('ozone', [ozone], known.ozone),
    ...check('snap', [snap], known.snap),
    ...xarfFindings(xarf),
  ];
}

function xarfFindings(xarf: CategoryCodes['xarf']): Finding[] {
  if (xarf?.type === 'csam' && xarf.exploitationType !== undefined)
    return [{ path: 'codes.xarf.exploitationType', problem: 'belongs to type csem, and the type is csam' }];
  if (xarf?.type === 'csem' && xarf.exploitationType === undefined)
    return [{ path: 'codes.xarf.exploitationType', problem: 'is needed with type csem' }];
  if (xarf?.type === 'csem' && xarf.classifications !== undefined)
    return [{ path: 'codes.xarf.classifications', problem: 'belongs to type csam, and the type is csem' }];
  return [];
}

/** Keywords that say by themselves that the content is a nude or sexual image. */
const intimateKeywords: readonly string[] = [
  'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
  'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE',
  'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING',
];

/**
 * No picture of any kind is kept where the incident is about nude or sexual images, or counts as sexual exploitation of
 * a minor in XARF: keeping it would be an offence, or a databank of abuse images. Age unknown counts as minor.
 */
function storageFindings(category: Categories[keyof Categories]): Finding[] {
  const { intimateImages, abuseImages, storage, codes } = category;
  const keywords = [...(codes.tdb?.keywords ?? []), ...(codes.tdb?.ifMinor?.keywords ?? [])];
  const isIntimate =
    codes.xarf?.type === 'csam' || keywords.some((keyword) => intimateKeywords.includes(keyword));
  const isExploitation = codes.xarf !== undefined;
  const findings: Finding[] = [];
  if (isIntimate && !intimateImages)
    findings.push({
      path: 'intimateImages',
      problem: 'must be true: its codes say that it is about nude or sexual images',
    });
  if (codes.ncmec?.type.startsWith('Child Pornography') && !abuseImages)
    findings.push({
      path: 'abuseImages',
      problem: 'must be true: its codes say that it is about abuse images of minors',
    });
  if ((isIntimate || intimateImages || isExploitation) && storage === 'TEXT_AND_NON_SEXUAL_SCREENSHOT')
    findings.push({
      path: 'storage',
      problem:
        'must be a rule without media: no screenshot may be kept of intimate images or of the exploitation of a minor',
    });
  return findings;
}
