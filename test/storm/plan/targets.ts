/** What a channel does when nobody can say whether its notice arrived; as configured in the storm's environment. */
export type Rule = 'replay' | 'lookup' | 'resendMarked' | 'askPerson';

export interface StormPlatform {
  readonly key: string;
  readonly rule: Rule;
  /** Address of one of the storm's targets; its number is at most six digits. */
  readonly address: (digits: string) => string;
}

export const stormPlatforms: readonly StormPlatform[] = [
  {
    key: 'facebook',
    rule: 'resendMarked',
    address: (digits) => `https://www.facebook.com/synthetic.example/posts/7700000000${digits}`,
  },
  {
    key: 'snapchat',
    rule: 'resendMarked',
    address: (digits) => `https://www.snapchat.com/spotlight/W7_Synthetic_storm${digits}`,
  },
  {
    key: 'instagram',
    rule: 'askPerson',
    address: (digits) => `https://www.instagram.com/p/storm${digits}/`,
  },
  {
    key: 'whatsapp',
    rule: 'askPerson',
    address: (digits) => `https://chat.whatsapp.com/Syntheticstorm${digits}XX`,
  },
  { key: 'youtube', rule: 'askPerson', address: (digits) => `https://youtu.be/storm${digits}` },
  { key: 'lookup-example', rule: 'lookup', address: (digits) => `https://lookup.example/p/storm${digits}` },
  {
    key: 'dedupe-example',
    rule: 'replay',
    address: (digits) => `https://dedupe.example/clip/storm${digits}`,
  },
];

export function platformOf(key: string): StormPlatform {
  const found = stormPlatforms.find((platform) => platform.key === key);
  if (!found) throw new Error(`the storm knows no platform ${key}`);
  return found;
}

/** Two targets of one report never share a number. */
export function addressOf(platform: string, target: number): string {
  return platformOf(platform).address(String(target).padStart(6, '0'));
}

/** The number of the target that a notice, a reply or an address names. */
export function targetIn(text: string): number | undefined {
  const digits = /(?:storm|7700000000)(\d{6})/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
