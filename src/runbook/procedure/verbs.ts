/** Verbs that begin an instruction. Words that are mostly nouns (`log`, `process`) are left out. */
const verbs = new Set(
  `acknowledge add adjust alert analyze analyse announce apply archive ask assess assign attach audit avoid
  backup block bring build call cancel capture change check choose clean clear click close collect compare
  configure confirm connect consider consult contact continue convert copy correct correlate create decide
  decrease delete deploy describe detect determine diagnose disable discard disconnect do document download
  drain edit enable engage ensure enter escalate evaluate examine execute expand export fail failover file
  find fix flush follow force free gather generate get give go identify implement import improve include increase
  inform initiate inspect install investigate isolate kill launch limit list locate lock login look lower
  make mark migrate mitigate monitor move navigate note notify obtain open optimize optimise page pause
  perform pick ping plan post preserve press prevent promote prune pull purge push put query raise re-run
  reach read reboot rebuild recheck reconnect record recover recreate redeploy redirect reduce refresh reload
  remove rename renew repair repeat replace replay report reproduce request rerun reset resize resolve restart
  restore resume retry return revert review revoke rollback roll rotate route run save scale scan schedule
  search see select send set share shut silence simplify snapshot start stop submit switch sync tail take
  tell terminate test throttle trigger troubleshoot try tune turn unblock undo uninstall unlock update upgrade
  upload use vacuum validate verify view visit wait warn watch write log-in sign ssh rotate confirm patch
  implement enforce whitelist profile merge reassign begin declare`
    .trim()
    .split(/\s+/),
);

/** "Request rate", "Backup verification": the first word is a noun there. */
const nounPair =
  /^(?:request|file|page|query|backup|test|limit|alert|report|call|post|search|list|note|build|release|scan|deploy|review)\s+(?:rates?|latency|times?|count|sizes?|volume|errors?|usage|processing|performance|verification|completion|status|queue|length|load|results?|failures?|thresholds?|levels?|history|server|service)\b/i;

/** What a verb is for. */
export function verbKind(text: string): 'diagnosis' | 'escalation' | 'mitigation' | null {
  if (/(?:^|[,;]\s*(?:then\s+)?)escalate\b/i.test(text)) return 'escalation';
  if (!isInstruction(text)) return null;
  if (/^(?:contact|notify|page|inform|tell|call)\b/i.test(text)) return 'escalation';
  return /^(?:check|review|identify|investigate|verify|monitor|analy[sz]e|inspect|look|examine|confirm|gather|watch|test|validate|assess|determine|find|compare|search|read|see)\b/i.test(
    text,
  )
    ? 'diagnosis'
    : 'mitigation';
}

/** Whether a sentence or list item tells somebody to do something. */
export function isInstruction(text: string): boolean {
  const bare = text
    .replace(/^[\s*_`>"'()[\]#-]+/, '')
    .replace(/^(?:step\s+)?\d+[.):]\s*/i, '')
    .replace(
      /^(?:please|then|now|first|next|finally|also|or|and|immediately|manually|optionally)[,:]?\s+/i,
      '',
    )
    .replace(/^(?:please|then|now|first|next|finally|also)[,:]?\s+/i, '');
  if (/^(?:if|when|once|unless|after|before|for|in case)\b[^,:]*[,:]\s*\S/i.test(bare)) return true;
  const placed = /^(?:on|in|from|at|to|using|with)\b[^,.:]{1,80},\s+(?=\S)/i.exec(bare);
  if (placed) return isInstruction(bare.slice(placed[0].length));
  const word = /^[A-Za-z]+(?:-[a-z]+)?/.exec(bare)?.[0]?.toLowerCase() ?? '';
  if (/^\w+\s*:|^\w+$/.test(bare) && !/^(?:rollback|restart|escalate|reboot)$/i.test(bare))
    return false;
  if (nounPair.test(bare)) return false;
  return (
    verbs.has(word) ||
    /^(?:you (?:should|must|need to|can)|do not|don't|make sure|be sure|never)\b/i.test(bare)
  );
}

/** "Kubeseal the secret": in a numbered list a word before an article is an order, whatever the word. */
export function isOrder(text: string): boolean {
  const [, word = ''] =
    /^([A-Z][a-z]+(?:-[a-z]+)?) (?:the|a|an|your|all|this|that|these|those|any|each|every|both|it|them)\b/.exec(
      text,
    ) ?? [];
  return (
    word !== '' &&
    !/(?:[^s]s|ed|ing|ly)$|^(?:if|is|are|was|were|has|have|had|in|on|at|for|from|with|without|of|by|as|and|or|but|not|when|while|then|than|because|since|that|this|there|into|after|before|during|only|also|such|to|what|which|who|how|why|where|under|over|through|about|between|within|like|unlike|except)$/i.test(
      word,
    )
  );
}
