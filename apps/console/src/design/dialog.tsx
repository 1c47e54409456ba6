import { useEffect, useId, useRef, type ReactNode } from 'react';
import classes from './dialog.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** Asked for by Escape or a click beside it. Without it, the dialog stays until it is answered. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** A question over the page. The browser's own: it keeps the focus, and gives it back to where it was. */
export function Dialog({ isOpen, title, onClose, children }: DialogProps) {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) box.current?.showModal();
    else box.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={box}
      className={classes.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      // Some browsers close it at a second Escape, whatever they are told.
      onClose={() => isOpen && box.current?.showModal()}
      onClick={(event) => event.target === box.current && onClose?.()}
    >
      {isOpen && (
        <div className={classes.body}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  );
}
