const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);

/** What opens the command bar, as the keys of this machine are called. */
export const commandKeys = isApple ? '⌘ K' : 'Ctrl K';
