import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './filing.module.css';
import { ids } from './step.js';
import { useOutline } from './use-outline.js';

/** The questions at a glance, beside the page where there is room: what is answered, and the way to each. */
export function Outline(props: Parameters<typeof useOutline>[0]) {
  const { t } = useTranslation('filing');
  return (
    <nav className={classes.outline} aria-label={t('outline.title')}>
      <ol>
        {useOutline(props).map(({ name, title, isDone, answer }) => (
          <li key={name}>
            <a
              href={`#${ids.step(name)}`}
              data-done={isDone || undefined}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(ids.step(name))?.focus();
              }}
            >
              {isDone ? (
                <IconCircleCheckFilled size={20} aria-label={t('outline.done')} />
              ) : (
                <IconCircleDashed size={20} aria-label={t('outline.open')} />
              )}
              <span>
                {title}
                {answer !== undefined && <span className={classes.outlineValue}>{answer}</span>}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
