/** What the process is told by its environment. */
export interface SimulatorSettings {
  readonly host: string;
  readonly httpPort: number;
  readonly smtpPort: number;
  readonly replyTo: { readonly host: string; readonly port: number };
  readonly callbackUrl?: string;
  readonly ledgerFile?: string;
}

/** @throws Error naming the variable that is wrong */
export function readSettings(env: NodeJS.ProcessEnv): SimulatorSettings {
  const { UNIFLAG_SIMULATOR_CALLBACK_URL: callbackUrl, UNIFLAG_SIMULATOR_LEDGER: ledgerFile } = env;
  if (callbackUrl && !URL.canParse(callbackUrl))
    throw new Error('UNIFLAG_SIMULATOR_CALLBACK_URL must be an address');
  return {
    host: env['UNIFLAG_SIMULATOR_HOST'] || '127.0.0.1',
    httpPort: portOf(env, 'UNIFLAG_SIMULATOR_HTTP_PORT', 3900),
    smtpPort: portOf(env, 'UNIFLAG_SIMULATOR_SMTP_PORT', 3925),
    replyTo: {
      host: env['UNIFLAG_SIMULATOR_REPLY_HOST'] || '127.0.0.1',
      port: portOf(env, 'UNIFLAG_SIMULATOR_REPLY_PORT', 2525),
    },
    ...(callbackUrl ? { callbackUrl } : {}),
    ...(ledgerFile ? { ledgerFile } : {}),
  };
}

function portOf(env: NodeJS.ProcessEnv, name: string, usual: number): number {
  const text = env[name];
  if (!text) return usual;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Error(`${name} must be a port from 0 to 65535`);
  return Number(text);
}
