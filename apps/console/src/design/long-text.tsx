import classes from './long-text.module.css';

/** More than this scrolls in a window of its own, which the keyboard can reach. */
const shownChars = 1_200;
const shownLines = 16;

/** A text as somebody wrote it: its lines are kept, and nothing in it is more than text. */
export function LongText({ text, label, lang }: { text: string; label: string; lang?: string }) {
  const isLong = text.length > shownChars || text.split('\n').length > shownLines;
  const window = isLong ? { tabIndex: 0, role: 'group', 'aria-label': label, 'data-long': true } : {};
  return (
    <div className={classes.text} dir="auto" lang={lang} {...window}>
      {text}
    </div>
  );
}
