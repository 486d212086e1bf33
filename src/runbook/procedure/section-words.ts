import type { SectionKind } from '../model.ts';

/** What a heading or label says about the part below it, when it is one part of a procedure. */
export type Facet = SectionKind | 'actions' | 'causes' | 'impact' | 'fact' | 'aside';

/** Whole titles, after numbers, emoji and closing words such as "steps" are dropped. */
const facets: [Facet, RegExp][] = [
  [
    'symptoms',
    /^(?:symptoms?|signs?|indicators?|what (?:you|it) (?:see|looks like)|observed behaviou?r|detection|sintomas?|symptome|symptomes|deteccion|deteccao|erkennung)$/,
  ],
  [
    'causes',
    /^(?:(?:common |possible |likely |root |potential |probable )?(?:causes?|reasons?)|why|(?:posibles |possiveis )?causas?(?: comunes| comuns| posibles| raiz)?|(?:mogliche )?ursachen?|causes? (?:possibles?|probables?))$/,
  ],
  [
    'aside',
    /^(?:background|prevention|common patterns?|known limitations|notes?|references?|related(?: links| information| alerts| documents)?|(?:additional|further) (?:resources|reading|information)|see also|further reading|caveats?|afterwards|follow-?ups?|post-?incident(?: tasks?| actions?)?|example(?: output)?s?|prevencion|prevencao|vermeidung|referencias?|hinweise?)$/,
  ],
  ['impact', /^(?:(?:user |customer |business )?impact|impacto|auswirkung(?:en)?|folgen)$/],
  [
    'fact',
    /^(?:severity|priority|response time|sla|owner|team|dashboards?|links|alert|trigger(?:ed by)?|condition|threshold|severidade?|gravite|schweregrad|prioridade?)$/,
  ],
  [
    'other',
    /^(?:meaning|overview|description|summary|purpose|context|what it means|understanding the alert|introduction|when to use(?: this)?|prerequisites|pre-?requisites|scope|applicable versions?|descripcion|descricao|beschreibung|resumen|resumo|zusammenfassung|ubersicht|uberblick|contexto|vision general|visao geral|bedeutung|significado|voraussetzungen|prerrequisitos|pre-?requisitos|prerequis)$/,
  ],
  [
    'diagnosis',
    /^(?:(?:quick |rapid |initial |first |further )?(?:diagnos(?:is|e|tics?)|investigat(?:ion|e|ing)|checks?|triage|assess(?:ment)?|analysis)|possible checks?|troubleshooting pointers|playbook|how to (?:investigate|diagnose|debug|check)|debug(?:ging)?|verification|verify|validation|(?:steps )?to check|what to check|identification|diagnosticos?(?: rapido| inicial)?|diagnostics? rapide|fehlersuche|fehleranalyse|analyse|verificacion|verificacao|uberprufung|prufung|investigacion|investigacao)$/,
  ],
  [
    'mitigation',
    /^(?:mitigations?|resolutions?|resolve|fix(?:es)?|(?:possible )?solutions?|remediation|recovery|workarounds?|manual steps to fix|how to (?:fix|resolve)|tuning options|repair|containment|eradication|mitigacion|mitigacao|soluciones?|solucion|solucao|solucoes|losung(?:en)?|behebung|wiederherstellung|resolucion|resolucao|recuperacion|recuperacao|remediacion|remediacao|correccion|correcao)$/,
  ],
  [
    'actions',
    /^(?:(?:immediate |recovery |corrective |remediation |manual |recommended |suggested |required |first |next )?actions?|(?:immediate |short-term |long-term |recommended )?responses?|what to do|dealing with the alert|actions by status|steps|acciones(?: inmediatas| recomendadas)?|acoes(?: imediatas| recomendadas)?|(?:sofort)?massnahmen|actions? (?:immediates?|recommandees?)|pasos|passos|schritte|etapes)$/,
  ],
  [
    'escalation',
    /^(?:escalations?|when to escalate|escalation (?:path|policy|matrix|contacts?|criteria)|contacts?(?: information)?|who to (?:contact|call|page)|support(?: contacts?)?|escalamiento|escalacion|escalonamento|eskalation|escalade|contactos|contatos|kontakte?|ansprechpartner)$/,
  ],
];

export function facetOf(title: string): Facet | null {
  const bare = bareTitle(title);
  return facets.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
}

const plainLetters = /^[\0-\x7F]*$/;

/** Lower case and without accents, number, emoji, quotes and filler words. */
function bareTitle(title: string): string {
  return (plainLetters.test(title) ? title : title.normalize('NFKD').replace(/\p{M}+/gu, ''))
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[`*_"“”]/g, '')
    .replace(/^[^a-z0-9]+/, '')
    .replace(/^(?:step\s+)?\d+[.):]?\s+/, '')
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/(?<=\w)\s+(?:steps?|procedure|section|guide)\s*:?$/, '')
    .replace(/[\s:?!.]+$/, '');
}

/** Whether a list below this heading may hold one situation an item. */
export function splitsList(heading: string): boolean {
  return (
    /\b(?:issues|problems|errors|failures|scenarios|alerts|procedures|tasks|runbooks|playbooks|faq|incidents|troubleshooting|maintenance|analysis)\b/i.test(
      heading,
    ) && !/\bsteps\b|^(?:daily|weekly|monthly|quarterly|yearly|annual)\b/i.test(heading)
  );
}

/** `KindleSyncDown`, `etcdNoLeader`: a name that only an alert rule has. */
export function looksLikeAlertName(title: string): boolean {
  return (
    /^[A-Za-z][a-z0-9]*(?:[A-Z]+[a-z0-9]*){1,12}$/.test(title) &&
    /[a-z][A-Z]/.test(title) &&
    title.length >= 8
  );
}

/** What kind a heading is that stands for itself, by looser words; null when they do not say. */
export function looseKind(title: string): SectionKind | null {
  const bare = bareTitle(title);
  return loose.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
}

const loose: [SectionKind, RegExp][] = [
  [
    'escalation',
    /\bescalat|\bcontacts?\b|\bon-?call rotation|\bsupport channels|issue reporting|external support/,
  ],
  [
    'other',
    /\bmaintenance|\bbackups?\b|\bscaling|\bdashboards?\b|\bmetrics\b|\bchecklists?\b|\btable of contents|\boverview|\btemplates?\b|\breferences?\b|\bresources\b|\bdefinitions?\b|\bbackground\b|\bpolic(?:y|ies)\b|\bprevention\b|^before\b|^(?:daily|weekly|monthly|quarterly)\b(?!.*\bcheck)|\bhistorical\b|\boperations$|\binformation\b/,
  ],
  ['symptoms', /\bsymptoms?\b|what the alert/],
  [
    'mitigation',
    /\bfix(?:es|ing)?\b|\brollback|\brecover|\bresolv|\brestor(?:e|ing)|\bremediat|\bmitigat|\bemergency|\brevert|\brestart(?:ing)?\b|\brepair/,
  ],
  [
    'diagnosis',
    /\bdiagnos|\binvestigat|\bdebug|\bcheck|\btroubleshoot|\btriage|\bhealth|\bprofiling|\b(?:log|performance|error) analysis|\bidentify|\bfinding/,
  ],
];
