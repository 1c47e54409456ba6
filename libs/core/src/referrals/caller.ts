/** Who calls; rarely the person it happened to. Nothing that names the person is kept. */
export const callerRoles = [
  'VICTIM',
  'PARENT',
  'SCHOOL_STAFF',
  'SOCIAL_WORKER',
  'FRIEND_OR_PEER',
  'MEMBER_OF_GROUP',
  'POLICE',
  'OTHER_PROFESSIONAL',
  'OTHER',
] as const;
export type CallerRole = (typeof callerRoles)[number];
