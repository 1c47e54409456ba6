import '../../design/mantine-later.css';
import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './webhooks.module.css';

interface ListChoiceProps<Entry extends string> {
  readonly legend: string;
  /** In place of a list: no filter. */
  readonly all: string;
  readonly hint?: string;
  /** Null is all. */
  readonly value: readonly Entry[] | null;
  readonly onChange: (value: Entry[] | null) => void;
  readonly error: string | undefined;
  readonly children: ReactNode;
}

/** A filter: everything, or what is chosen below. */
export function ListChoice<Entry extends string>(props: ListChoiceProps<Entry>) {
  const { legend, all, hint, value, onChange, error, children } = props;
  return (
    <fieldset className={classes.choice}>
      <legend>{legend}</legend>
      <Checkbox
        label={all}
        {...(hint === undefined ? {} : { description: hint })}
        checked={value === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : [])}
      />
      {value !== null && children}
      {error !== undefined && (
        <p role="alert" className={classes.wrong}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface EntriesProps<Entry extends string> {
  readonly value: readonly Entry[];
  readonly onChange: (value: Entry[]) => void;
  readonly options: readonly { readonly value: Entry; readonly label: string }[];
}

export function Entries<Entry extends string>({ value, onChange, options }: EntriesProps<Entry>) {
  return (
    <div className={classes.entries}>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={value.includes(option.value)}
          onChange={(event) => {
            const others = value.filter((each) => each !== option.value);
            onChange(event.currentTarget.checked ? [...others, option.value] : others);
          }}
        />
      ))}
    </div>
  );
}
