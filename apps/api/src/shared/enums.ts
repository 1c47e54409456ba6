/** Names under which OpenAPI lists the enumerations. The platform one is filled from the registry at start. */
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
