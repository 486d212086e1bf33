/**
 * What a person typed after a slash command, as they typed it: Slack sends addresses and channels as
 * tokens and escapes `&`, `<` and `>`. Mentions of people stay tokens, since a name is not an id.
 */
export function typedText(sent: string): string {
  return sent
    .replaceAll(/<@(\w+)\|[^<>]*>/g, '<@$1>')
    .replaceAll(/<#\w+\|([^<>]+)>/g, '#$1')
    .replaceAll(/<!(here|channel|everyone)(\|[^<>]*)?>/g, '@$1')
    .replaceAll(/<([a-z][a-z0-9+.-]*:[^<>|]+)(\|[^<>]*)?>/gi, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
