import {
  IconBrandFacebook,
  IconBrandInstagram,
  IconBrandSnapchat,
  IconBrandWhatsapp,
  IconBrandYoutube,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Platform } from '#client';
import classes from './platform.module.css';

type PlatformKey = Platform['key'];

const marks: Readonly<Partial<Record<string, Icon>>> = {
  facebook: IconBrandFacebook,
  instagram: IconBrandInstagram,
  snapchat: IconBrandSnapchat,
  whatsapp: IconBrandWhatsapp,
  youtube: IconBrandYoutube,
};

/** A platform's sign, drawn in the text's colour; a platform without one gets a globe. */
export function PlatformMark({ platform, size = 20 }: { platform: PlatformKey; size?: number }) {
  const Mark = marks[platform] ?? IconWorld;
  return <Mark size={size} stroke={1.6} aria-hidden className={classes.mark} />;
}

export function PlatformName({ platform, size = 20 }: { platform: PlatformKey; size?: number }) {
  const { t } = useTranslation('codes');
  return (
    <span className={classes.platform}>
      <PlatformMark platform={platform} size={size} />
      {t(`platform.${platform}`)}
    </span>
  );
}
