import type { PlatformManifest } from '#core';

/**
 * Meta's own reason families, as its apps name them, for each of our categories. A category that is missing has none:
 * its way is a form of its own (account recovery) or no notice at all.
 *
 * Source: recalled, 2026-11-23; the families change often.
 */
const minors = { primary: 'UNDER_18', label: 'Problem involving someone under 18' };
const bullying = { primary: 'BULLYING', label: 'Bullying, harassment or abuse' };
const violence = { primary: 'VIOLENCE_HATE', label: 'Violence, hate or exploitation' };
const nudity = { primary: 'NUDITY', label: 'Nudity or sexual activity' };
const scam = { primary: 'SCAM', label: 'Scam, fraud or spam' };

export const metaReasons: PlatformManifest['reasons'] = {
  CSAM: minors,
  CSAM_SYNTHETIC: minors,
  SEXTING_MINOR_SHARED: minors,
  SEXTORTION: minors,
  GROOMING: minors,
  EXPLOITATION_TRAFFICKING: minors,
  VOYEURISM: nudity,
  NCII_ADULT: nudity,
  CYBERBULLYING: bullying,
  HARASSMENT_GROUP: bullying,
  PRIVACY_DOXXING: bullying,
  HATE: violence,
  THREAT: violence,
  VIOLENCE_FILMED: violence,
  IMPERSONATION: scam,
  ACCOUNT_HIJACK: scam,
  SELF_HARM_RISK: { primary: 'SELF_HARM', label: 'Suicide or self-harm' },
};
