import type { IAsyncPropertyWithHooks, IPropertyWithHooks } from 'fast-check';

/** What must hold for whatever comes in at one place. */
export interface Surface {
  readonly name: string;
  /** Gets ready what the promises need, such as a running API. */
  open(): Promise<OpenSurface>;
}

export interface OpenSurface {
  readonly promises: readonly SurfacePromise[];
  close(): Promise<void>;
}

export interface SurfacePromise {
  readonly name: string;
  readonly property: IAsyncPropertyWithHooks<[never]> | IPropertyWithHooks<[never]>;
}

/** A surface that needs nothing but code. */
export function pureSurface(name: string, promises: readonly SurfacePromise[]): Surface {
  return { name, open: async () => ({ promises, close: async () => undefined }) };
}

/** @param property of one value of whatever type */
export function promise(name: string, property: unknown): SurfacePromise {
  return { name, property: property as SurfacePromise['property'] };
}
