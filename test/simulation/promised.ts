/** What is promised whatever happens, in the words in which a run says that it was broken. */
export const promised = {
  accepted: 'an accepted report is never lost',
  oneAnswer: 'one key has one answer',
  rest: 'everything comes to rest',
  ends: 'a submission ends or is left to a person',
  closed: 'no send stays open',
  leased: 'what is being sent has an open send under a lease',
  unmarked: 'no platform takes a second unmarked notice',
  markedOnce: 'a marked repeat is taken once',
  markedByRule: 'a marked repeat leaves only where configuration or a person decided so',
  mode: 'what was filed in rehearsal never leaves for real, nor the other way round',
  sent: 'what is said to be sent was taken',
  failed: 'what is said to have failed was not taken',
  uncertain: 'only a fault leaves a notice uncertain',
  status: 'the status equals the roll-up of the rows',
  gapless: 'events are numbered from 1 without gaps',
  replyKept: 'every reply is kept once',
  replyDone: 'every reply is applied or shown to staff',
  replyOnce: 'every reply is applied once',
  replyRead: 'a reply that can be read is read',
  webhookOrder: 'webhooks come in order',
  webhookId: 'a webhook is repeated under the same id',
  webhookAll: 'every consumer gets every event',
  webhookClosed: 'a delivery that was taken is closed',
} as const;

export type Promised = (typeof promised)[keyof typeof promised];
