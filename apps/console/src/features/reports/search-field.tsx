import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isReferenceStart } from './report-search.js';

const typingMs = 300;
const addressChars = 8_192;

interface SearchFieldProps {
  /** As it stands in the address of the page. */
  readonly value: string;
  /** Told when typing pauses. */
  readonly onReference: (typed: string) => void;
  /** Told by Enter, or at once of what was pasted. What is no reference never comes into the address of the page. */
  readonly onAddress: (typed: string) => void;
}

/** Takes a reference, or the address of content. */
export function SearchField({ value, onReference, onAddress }: SearchFieldProps) {
  const { t } = useTranslation('reports');
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onReference, typingMs);
  useEffect(() => setTyped((now) => (now.trim() === value || !isReferenceStart(now) ? now : value)), [value]);
  const find = (text: string) => {
    setTyped('');
    onReference('');
    onAddress(text.trim());
  };
  return (
    <TextInput
      label={t('search')}
      placeholder={t('searchExample')}
      leftSection={<IconSearch size={18} aria-hidden />}
      value={typed}
      maxLength={addressChars}
      spellCheck={false}
      autoComplete="off"
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (isReferenceStart(text) || typed.trim() !== '') return;
        event.preventDefault();
        find(text);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isReferenceStart(typed)) find(typed);
      }}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        if (isReferenceStart(text)) tell(text.trim());
      }}
    />
  );
}
