export interface Options {
  readonly help: boolean;
  readonly demo: boolean;
  readonly port: number;
  readonly redisUrl?: string;
  readonly databaseUrl?: string;
}
export const usage: string;
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
):
  | { readonly outcome: 'read'; readonly options: Options }
  | { readonly outcome: 'refused'; readonly reason: string };
