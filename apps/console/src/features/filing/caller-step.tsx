import { useTranslation } from 'react-i18next';
import { languages } from '../../i18n/languages.js';
import { Choice } from './choice.js';
import type { ReportLanguage, Role } from './draft.js';
import classes from './filing.module.css';
import { FieldMistake, ids, Step } from './step.js';

interface CallerStepProps {
  readonly role: Role | null;
  readonly onRole: (role: Role) => void;
  readonly language: ReportLanguage;
  readonly onLanguage: (language: ReportLanguage) => void;
  readonly mistake: string | undefined;
}

/** Who called? The role alone, and the language the explanation is written in. */
export function CallerStep({ role, onRole, language, onLanguage, mistake }: CallerStepProps) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  return (
    <Step name="caller" number={5} title={t('caller.title')} hint={t('caller.hint')}>
      <div className={classes.body}>
        <FieldMistake name="role" text={mistake} />
        <fieldset
          id={ids.field('role')}
          tabIndex={-1}
          className={classes.fieldset}
          aria-label={t('caller.title')}
          aria-describedby={mistake === undefined ? undefined : ids.mistake('role')}
        >
          <div className={classes.choices} data-size="tiny">
            {roles.map((each) => (
              <Choice
                key={each}
                type="radio"
                name="role"
                value={each}
                isChosen={each === role}
                onChoose={() => onRole(each)}
                label={code(`role.${each}`)}
              />
            ))}
          </div>
        </fieldset>
        <fieldset id={ids.field('language')} tabIndex={-1} className={classes.fieldset}>
          <legend className={classes.legend}>{t('caller.language')}</legend>
          <div className={classes.choices} data-size="tiny">
            {languages.map((each) => (
              <Choice
                key={each}
                type="radio"
                name="language"
                value={each}
                isChosen={each === language}
                onChoose={() => onLanguage(each)}
                label={code(`language.${each}`)}
              />
            ))}
          </div>
        </fieldset>
      </div>
    </Step>
  );
}

/** The most frequent first. */
const roles = Object.keys({
  PARENT: true,
  VICTIM: true,
  SCHOOL_STAFF: true,
  SOCIAL_WORKER: true,
  FRIEND_OR_PEER: true,
  MEMBER_OF_GROUP: true,
  POLICE: true,
  OTHER_PROFESSIONAL: true,
  OTHER: true,
} satisfies Readonly<Record<Role, true>>) as Role[];
