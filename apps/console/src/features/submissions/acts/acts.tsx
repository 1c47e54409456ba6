import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsGlassOpen, useMay } from '../../session/may.js';
import { actsOf, type Act } from '../possible-acts.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { AddressPanel } from './address-panel.js';
import { AnswerPanel } from './answer-panel.js';
import { DecisionPanel } from './decision-panel.js';
import { HandoffPanel } from './handoff-panel.js';
import { LookPanel } from './look-panel.js';
import { MemberLinkPanel } from './member-link-panel.js';
import { ReceiptPanel } from './receipt-panel.js';
import { SnoozeButton } from './snooze-button.js';
import { StillTherePanel } from './still-there-panel.js';
import { ResendPanel } from './resend-panel.js';
import { SwitchPanel } from './switch-panel.js';
import { TranslationPanel } from './translation-panel.js';
import { WithdrawButton } from './withdraw-button.js';

/** These are why the submission waits: they lie open. */
const urgent: readonly Act[] = ['handoff', 'answer', 'translate', 'switch', 'resend', 'stillThere'];

/** These ask in a dialog of their own. */
const buttons: readonly Act[] = ['snooze', 'withdraw'];

const panels = {
  handoff: HandoffPanel,
  memberLink: MemberLinkPanel,
  answer: AnswerPanel,
  translate: TranslationPanel,
  switch: SwitchPanel,
  resend: ResendPanel,
  stillThere: StillTherePanel,
  look: LookPanel,
  decision: DecisionPanel,
  receipt: ReceiptPanel,
  address: AddressPanel,
} as const;

/** What one can do about a submission now, and nothing else. */
export function Acts({ onDone, ...about }: ActProps) {
  const { t } = useTranslation('report');
  const [chosen, setChosen] = useState<Act | null>(null);
  const isGlassOpen = useIsGlassOpen(about.report.id);
  const maySay = useMay('ACT_ON_SUBMISSION') && about.submission.contentFor === null && !isGlassOpen;
  const mayPutAside = useMay('ACT_ON_REPORT');
  const possible = actsOf(about.submission, about.standing).filter((act) =>
    buttons.includes(act) ? mayPutAside : maySay,
  );
  const lying = possible.filter((act) => urgent.includes(act));
  const offered = possible.filter((act) => !urgent.includes(act) && !buttons.includes(act));
  const close = () => {
    setChosen(null);
    onDone();
  };
  if (possible.length === 0) return null;
  return (
    <div className={classes.acts}>
      {lying.map((act) => (
        <Panel key={act} act={act} about={{ ...about, onDone: close }} />
      ))}
      <div className={classes.buttons} role="group" aria-label={t('acts.label')}>
        {offered.map((act) => (
          <Button
            key={act}
            variant={act === chosen ? 'light' : 'default'}
            size="sm"
            aria-expanded={act === chosen}
            onClick={() => setChosen(act === chosen ? null : act)}
          >
            <ActName act={act} />
          </Button>
        ))}
        {possible.includes('snooze') && <SnoozeButton {...about} onDone={close} />}
        {possible.includes('withdraw') && <WithdrawButton {...about} onDone={close} />}
      </div>
      {chosen !== null && offered.includes(chosen) && (
        <Panel act={chosen} about={{ ...about, onDone: close }} />
      )}
    </div>
  );
}

function Panel({ act, about }: { act: Act; about: ActProps }) {
  const Shown = act === 'withdraw' || act === 'snooze' ? null : panels[act];
  return (
    Shown && (
      <section className={classes.panel} aria-label={useActName(act)}>
        <Shown {...about} />
      </section>
    )
  );
}

function ActName({ act }: { act: Act }) {
  return useActName(act);
}

function useActName(act: Act): string {
  const { t } = useTranslation('report');
  switch (act) {
    case 'handoff':
      return t('acts.handoff');
    case 'memberLink':
      return t('acts.memberLink');
    case 'answer':
      return t('acts.answer');
    case 'translate':
      return t('acts.translate');
    case 'switch':
      return t('acts.switch');
    case 'resend':
      return t('acts.resend');
    case 'stillThere':
      return t('acts.stillThere');
    case 'look':
      return t('acts.look');
    case 'decision':
      return t('acts.decision');
    case 'receipt':
      return t('acts.receipt');
    case 'address':
      return t('acts.address');
    case 'snooze':
      return t('reportActs.snooze');
    case 'withdraw':
      return t('acts.withdraw');
  }
}
