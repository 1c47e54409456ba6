import {
  IconCheck,
  IconClockHour4,
  IconChevronRight,
  IconHandGrab,
  IconHandStop,
  IconHistory,
  IconSend,
  IconX,
  IconMasksTheater,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '../../../api/queries.js';
import { ToneBadge } from '../../../design/badges.js';
import { useCodeTexts } from '../../../design/code-texts.js';
import { UsualWait } from '../../../design/usual-wait.js';
import { useWaitingText } from '../../../design/waiting-text.js';
import { cutMarkIn } from './cut-mark.js';
import { useDifferenceText } from './difference-text.js';
import classes from './preview.module.css';
import type { NoticePreview } from './use-preview.js';

interface NoticeProps {
  readonly notice: NoticePreview;
  /** Whose notice names this target too; null where it has a notice of its own. */
  readonly leader: NoticePreview | null;
  readonly isOpen: boolean;
}

/** One notice as it would leave: its way, its words, and what a person has to do. */
export function Notice({ notice, leader, isOpen }: NoticeProps) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const { targetKind } = useCodeTexts();
  const { target, asks, steps, fields } = notice;
  const cut = notice.differences.find(({ code: what, field }) => what === 'CUT' && field === 'EXPLANATION');
  const asked = asks.map((ask) => code(`ask.${ask}`)).join(' · ');
  return (
    <details className={classes.notice} open={isOpen}>
      <summary className={classes.summary}>
        <IconChevronRight size={18} aria-hidden className={classes.chevron} />
        <span>
          <strong>{targetKind(target.kind)}</strong>
          <span className={classes.target}>{target.url ?? target.input}</span>
        </span>
      </summary>
      <div className={classes.body}>
        <Way notice={notice} />
        <Standing notice={notice} />
        <History notice={notice} />
        <Differences notice={notice} />
        <p className={classes.asks}>{t('preview.asks', { asks: asked })}</p>
        {leader && (
          <p className={classes.asks}>
            {t('preview.noticeOf', { address: leader.target.url ?? leader.target.input })}
          </p>
        )}
        {steps.length > 0 && (
          <>
            <h4 className={classes.label}>{t('preview.steps')}</h4>
            <ol className={classes.list}>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </>
        )}
        {!leader && (
          <dl className={classes.fields}>
            {fields.map(({ label, value, maxChars }) => (
              <div key={label}>
                <dt className={classes.label}>
                  {label}
                  {maxChars !== null && (
                    <span className={classes.length}>
                      {t('preview.length', { chars: value.length, most: maxChars })}
                    </span>
                  )}
                </dt>
                <dd className={classes.value}>
                  {value === '' ? t('preview.empty') : <Value text={value} cut={cut} />}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </details>
  );
}

/** What was seen here of notices like this one. */
function History({ notice: { history } }: { notice: NoticePreview }) {
  const { t } = useTranslation('filing');
  if (!history) return null;
  const { usually, actedOn } = history;
  return (
    <p className={classes.asks}>
      <IconClockHour4 size={16} aria-hidden /> {usually && <UsualWait wait={usually} />}{' '}
      {actedOn && t('preview.actedOn', { acted: actedOn.count, of: actedOn.of })}
    </p>
  );
}

interface ValueProps {
  readonly text: string;
  /** How much of the explanation leaves, where it is not all. */
  readonly cut: NoticePreview['differences'][number] | undefined;
}

/** A text as it leaves; where it was cut, the place is marked. */
function Value({ text, cut }: ValueProps) {
  const { t } = useTranslation('filing');
  const parts = cut && cutMarkIn(text);
  if (!parts) return text;
  const { kept = 0, cut: lost = 0 } = cut;
  return (
    <>
      {parts.before}
      <mark className={classes.cut}>{parts.mark}</mark>
      {parts.after}
      <span className={classes.cutNote}>{t('preview.cutAfter', { kept, most: kept + lost })}</span>
    </>
  );
}

/** Under which law it is sent, and whether it holds what that asks for. */
function Standing({ notice: { regime, regimeReason, elements, plan } }: { notice: NoticePreview }) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const { regimeReason: reason, plan: planText } = useCodeTexts();
  const waiting = useWaitingText();
  return (
    <>
      <p className={classes.asks}>{planText(plan.because)}</p>
      <p className={classes.asks}>
        {code(`regime.${regime}`)}
        {regimeReason !== null && ` · ${reason(regimeReason)}`}
      </p>
      {elements !== null && (
        <>
          <h4 className={classes.label}>{t('preview.elements')}</h4>
          <ul className={classes.list}>
            {elements.map(({ element, missing }) => (
              <li key={element}>
                {missing === null ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}{' '}
                {code(`noticeElement.${element}`)}
                {missing !== null && `: ${waiting(missing)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Different from what was written: cut, left out, translated, or not asked. */
function Differences({ notice: { differences } }: { notice: NoticePreview }) {
  const { t } = useTranslation('filing');
  const textOf = useDifferenceText();
  if (differences.length === 0) return null;
  return (
    <>
      <h4 className={classes.label}>{t('preview.differences')}</h4>
      <ul className={classes.list}>
        {differences.map(textOf).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** How it gets there, and what to know before it is filed. */
function Way({ notice }: { notice: NoticePreview }) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const waiting = useWaitingText();
  const { platform, channelKind, mode, byHand, reason, earlierReport } = notice;
  const { data: platforms = [] } = useQuery(platformsQuery);
  const isStopped = platforms.some((each) => each.key === platform && each.mode === 'stopped');
  return (
    <div className={classes.way}>
      {byHand ? (
        <ToneBadge tone="attention" icon={IconHandGrab}>
          {t('preview.byHand')}
        </ToneBadge>
      ) : (
        <ToneBadge tone="moving" icon={IconSend}>
          {channelKind === null ? t('preview.noWay') : code(`channelKind.${channelKind}`)}
        </ToneBadge>
      )}
      {mode === 'rehearsed' && (
        <ToneBadge tone="calm" icon={IconMasksTheater}>
          {t('preview.rehearsed')}
        </ToneBadge>
      )}
      {isStopped && (
        <ToneBadge tone="attention" icon={IconHandStop}>
          {t('preview.stopped')}
        </ToneBadge>
      )}
      {reason !== null && <span>{waiting(reason)}</span>}
      {earlierReport !== null && (
        <Link to="/reports/$reference" params={{ reference: earlierReport }} className={classes.earlier}>
          <IconHistory size={16} aria-hidden />
          {t('preview.earlier', { reference: earlierReport })}
        </Link>
      )}
    </div>
  );
}
