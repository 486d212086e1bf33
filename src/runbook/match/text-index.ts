/** What of a document is searched, and how much a word in it counts. */
const boosts = { title: 4, alerts: 5, symptoms: 3, trail: 1.5, steps: 1, text: 0.7 };
export type Field = keyof typeof boosts;
const fields = Object.keys(boosts) as Field[];

/** The words of each field of a document. */
export type WordsByField = Record<Field, string[]>;

/** Documents that have a word, and how much it says about each of them. */
export interface Postings {
  documents: number[];
  weights: number[];
}

/** How soon a word that is repeated says nothing more, and how much a long field says less. */
const SATURATION = 1.2;
const LENGTH = 0.7;
const FLOOR = 0.5;

/**
 * Words with what they weigh in each document, by Okapi BM25+, as search engines have it. All of it is
 * computed once, so that a search only adds up.
 */
export function createTextIndex(documents: WordsByField[]): Map<string, Postings> {
  const index = new Map<string, Postings>();
  for (const field of fields)
    addField(
      index,
      documents.map((words) => words[field]),
      boosts[field],
    );
  return index;
}

function addField(index: Map<string, Postings>, texts: string[][], boost: number): void {
  const counted = texts.map((words) => countsOf(words));
  const holders = new Map<string, number>();
  let total = 0;
  for (const counts of counted) {
    total += counts.size;
    for (const word of counts.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  const average = total / Math.max(1, texts.length) || 1;
  for (const [document, counts] of counted.entries()) {
    const long = SATURATION * (1 - LENGTH + (LENGTH * counts.size) / average);
    for (const [word, times] of counts) {
      const rare = rarity(holders.get(word) ?? 0, texts.length);
      const often = FLOOR + (times * (SATURATION + 1)) / (times + long);
      add(index, word, document, boost * rare * often);
    }
  }
}

function countsOf(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function rarity(holders: number, all: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
}

function add(index: Map<string, Postings>, word: string, document: number, weight: number): void {
  const known = index.get(word);
  if (known === undefined) {
    index.set(word, { documents: [document], weights: [weight] });
    return;
  }
  known.documents.push(document);
  known.weights.push(weight);
}
