export function createSignInLink(run: {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly apiKey: string;
}): Promise<string>;

export function createAdministratorLink(run: {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly apiKey: string;
}): Promise<string | undefined>;
