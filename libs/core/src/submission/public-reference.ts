/** Our reference of a submission without its unguessable end, so that a text which quotes it names no other submission. */
export function publicReference(reference: string): string {
  return reference.replace(/-[0-9A-Z]{6}$/, '');
}
