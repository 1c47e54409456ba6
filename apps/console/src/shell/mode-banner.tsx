import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconHandStop, IconMasksTheater } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Platform } from '#client';
import { platformsQuery } from '../api/queries.js';
import classes from './mode-banner.module.css';

/** On every page while a platform does not get what is filed: nobody may believe that it does. */
export function ModeBanner() {
  const { data: platforms = [] } = useQuery(platformsQuery);
  const stopped = platforms.filter(({ mode }) => mode === 'stopped');
  const rehearsed = platforms.filter(({ mode }) => mode === 'rehearsed');
  if (stopped.length + rehearsed.length === 0) return null;
  return (
    <aside className={classes.banner} data-stopped={stopped.length > 0}>
      {stopped.length > 0 ? (
        <IconHandStop size={20} aria-hidden />
      ) : (
        <IconMasksTheater size={20} aria-hidden />
      )}
      <Sentences stopped={stopped} rehearsed={rehearsed} all={platforms.length} />
    </aside>
  );
}

interface SentencesProps {
  readonly stopped: readonly Platform[];
  readonly rehearsed: readonly Platform[];
  readonly all: number;
}

function Sentences({ stopped, rehearsed, all }: SentencesProps) {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language);
  const names = (of: readonly Platform[]) => list.format(of.map(({ name }) => name));
  return (
    <p>
      {stopped.length > 0 && <>{t('banner.stopped', { platforms: names(stopped) })} </>}
      {rehearsed.length === all && <>{t('banner.allRehearsed')} </>}
      {rehearsed.length > 0 && rehearsed.length < all && (
        <>{t('banner.rehearsed', { platforms: names(rehearsed) })} </>
      )}
      <Link to="/platforms">{t('banner.toPlatforms')}</Link>
    </p>
  );
}
