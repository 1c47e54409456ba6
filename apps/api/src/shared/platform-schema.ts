import type { Platform } from '#platform-kit';

/** The platform enumeration of the document: filled from the registry, so that a new platform appears by itself. */
export const platformSchema: { enum: string[]; enumName: 'PlatformKey'; type: 'string' } = {
  enum: ['facebook'],
  enumName: 'PlatformKey',
  type: 'string',
};

/** Swagger reads the lists when the document is made: they are changed in place. */
export function listPlatforms(platforms: readonly Platform[]): void {
  platformSchema.enum.splice(0, Infinity, ...platforms.map(({ manifest }) => manifest.key));
}
