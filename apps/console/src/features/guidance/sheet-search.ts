import type { SheetQuery } from '#client';

/** What the address of a sheet says. The API says what of it is no sheet. */
export function readSheetSearch(search: Readonly<Record<string, unknown>>): SheetQuery {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' ? value : '';
  };
  const role = text('role');
  return {
    category: text('category') as SheetQuery['category'],
    platform: text('platform'),
    language: (text('language') || 'fr') as SheetQuery['language'],
    ...(role === '' ? {} : { role: role as NonNullable<SheetQuery['role']> }),
  };
}
