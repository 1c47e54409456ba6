export function identifyProcess(pid: number): string | undefined;
