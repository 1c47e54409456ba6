export function isNewEnough(running: string, range: string): boolean;
export function requireNode(root: string): void;
