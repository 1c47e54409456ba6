/** What somebody typed or pasted may be, beside the name of a page or an act. */
export interface Typed {
  /** Start of a reference of a report, as the list takes it; null where it cannot be one. */
  readonly reference: string | null;
  /** Whether it may say where content is: an address, a handle, a number, or several of them. */
  readonly isPlace: boolean;
}

const reference = /^uf-?\d{0,4}-?\d{0,9}$/i;

export function whatIsTyped(text: string): Typed {
  const typed = text.trim();
  const isReference = reference.test(typed.replaceAll(' ', '')) && /\d/.test(typed);
  return {
    reference: isReference ? typed.replaceAll(' ', '').toUpperCase() : null,
    isPlace: !isReference && /[/@.]|^\+?[\d ()-]{8,}$/.test(typed) && typed.length > 3,
  };
}
