/** Well-known on purpose: the workspace listens on loopback only and keeps nothing secret. */
export const botToken = 'xoxb-sandbox-bot-token';
export const appToken = 'xapp-sandbox-app-token';
export const signingSecret = 'sandbox-signing-secret';
export const verificationToken = 'sandbox-verification-token';
