/** What a notice may ask a platform to do; each ask gets an answer of its own. Source: config/taxonomy/categories.yaml names the usual ones. */
export const asks = [
  'REMOVE_CONTENT',
  'SUSPEND_ACCOUNT',
  'BLOCK_GROUP',
  'IDENTIFY_ADMINS',
  'BLOCK_ADMINS',
  'REFER_TO_AUTHORITIES',
  'PRESERVE_DATA',
  'HASH_BLOCK',
] as const;
export type Ask = (typeof asks)[number];

export const askAnswers = ['YES', 'NO', 'PARTLY', 'ONLY_VIA_POLICE', 'NOT_ANSWERED'] as const;
export type AskAnswer = (typeof askAnswers)[number];
