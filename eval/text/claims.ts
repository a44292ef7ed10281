import type { Unscored } from '../measured/measured-item.js'

/** Whether somebody who reads the premise would take the hypothesis to be true; null if the judge could not say. */
export type Entails = (premise: string, hypothesis: string) => Promise<'entailed' | 'not' | null>

/** What answers say if they make no claim. */
const ABSTAINS = /^the record does not tell\b/i

/**
 * Fact precision as FactEHR (Munnangi et al. 2024) defines it: the share of the answer's claims that a text entails, 0 to 1. The
 * premise is all references and the evidence together, since one claim may be based on two of them. Unscored if the answer makes
 * no claim, or if the judge could not say for any one of its claims.
 */
export async function factPrecision(
  answer: string,
  premise: string,
  entails: Entails,
): Promise<number | Unscored> {
  const claims = splitClaims(answer)
  if (claims.length === 0) return { reason: 'the answer makes no claim' }
  return shareEntailed(claims, premise, entails)
}

/**
 * Fact recall as FactEHR defines it: the share of a reference's claims that the answer entails, 0 to 1; with several references
 * the best share, as with every measure over references. An answer that makes no claim entails none: its recall is 0, and no judge
 * is asked. Unscored if no reference makes a claim, or if the judge could not say for any one of their claims.
 */
export async function factRecall(
  answer: string,
  references: readonly string[],
  entails: Entails,
): Promise<number | Unscored> {
  const claimed = references.map(splitClaims).filter((claims) => claims.length > 0)
  if (claimed.length === 0) return { reason: 'no reference makes a claim' }
  if (splitClaims(answer).length === 0) return 0
  let best = 0
  for (const claims of claimed) {
    const share = await shareEntailed(claims, answer, entails)
    if (typeof share !== 'number') return share
    best = Math.max(best, share)
  }
  return best
}

async function shareEntailed(
  claims: readonly string[],
  premise: string,
  entails: Entails,
): Promise<number | Unscored> {
  const found = await Promise.all(claims.map((claim) => entails(premise, claim)))
  if (found.includes(null)) return { reason: 'the judge could not say of every claim' }
  return found.filter((one) => one === 'entailed').length / claims.length
}

const BULLET = /^\s*(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)/
/** No sentence ends after these: titles, also with an initial, and abbreviations with dots inside, such as 'b.i.d.'. */
const ABBREVIATIONS = String.raw`\b(?:dr|mr|mrs|ms|prof)(?:\.? [a-z])?|\b(?:st|vs|approx|pt|cf)|\.[a-z]`
/** Nor after these if a number follows: 'Jan. 3', 'no. 2'. */
const BEFORE_NUMBERS = String.raw`\b(?:no|nos|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.\s+\d)`
const SENTENCE_END = new RegExp(
  `(?<!${ABBREVIATIONS}|${BEFORE_NUMBERS})[.!?]+["')\\]]*\\s+(?=[\\p{L}\\d"'(])`,
  'giu',
)
const CLAUSE =
  /,?\s+(?:and|but|while|whereas)\s+(?=(?:the (?:patient|pt)|she|he|it|they|there|this|these)\b)/i
const BARE = /^\s*(?:yes|no)[.!]\s*$/i
const LABEL = /^[^:;,]{2,60}:\s+/
const LISTED = /^([^:;,]{2,60}):\s+(.+)$/
/** Words after a comma that continue the item before it instead of beginning a new one. */
const GOES_ON =
  /^(?:(?:on|in|at|since|with|without|for|by|until|from|to|of|as|after|before|during|which|who|that|but|so|or|then|last)\b|\d{1,4}[/-]\d{1,2}\b)/i

/**
 * Cuts a text into claims by fixed rules, so that every answer is cut in the same way and no model is asked: lines without their
 * bullets; sentences (an abbreviation does not end one, and a bare yes or no joins the next); parts at semicolons, each with the
 * label of the first if it has none; clauses that 'and', 'but', 'while' or 'whereas' join and that have a subject of their own
 * (the patient, a pronoun, there); and the items of 'Label: a, b and c', each after the label. Equal claims count once, and a part
 * without letters and digits does not count.
 */
export function splitClaims(text: string): string[] {
  const claims = text
    .split(/\r?\n/)
    .map((line) => line.replace(BULLET, ''))
    .flatMap(splitSentences)
    .flatMap(splitAtSemicolons)
    .flatMap((part) => part.split(CLAUSE))
    .map((claim) => claim.trim().replace(/[.;,\s]+$/, ''))
    .flatMap(splitList)
    .filter((claim) => /[\p{L}\p{N}]/u.test(claim) && !ABSTAINS.test(claim))
  const seen = new Set<string>()
  return claims.filter((claim) => {
    const folded = claim.toLowerCase().replaceAll(/\s+/g, ' ')
    return seen.has(folded) ? false : seen.add(folded)
  })
}

function splitSentences(line: string): string[] {
  const sentences: string[] = []
  let from = 0
  for (const end of line.matchAll(SENTENCE_END)) {
    sentences.push(line.slice(from, end.index + end[0].length))
    from = end.index + end[0].length
  }
  sentences.push(line.slice(from))
  const [first, second, ...others] = sentences
  return second !== undefined && BARE.test(first!) ? [`${first}${second}`, ...others] : sentences
}

/** 'Done: a; b' to 'Done: a' and 'Done: b'. */
function splitAtSemicolons(sentence: string): string[] {
  const [first, ...others] = sentence.split(/;\s+/)
  const label = LABEL.exec(first!)?.[0] ?? ''
  return [first!, ...others.map((part) => (LABEL.test(part) ? part : label + part))]
}

/** 'Allergies: penicillin, latex' to 'Allergies: penicillin' and 'Allergies: latex'. */
function splitList(claim: string): string[] {
  const [, label, listed] = LISTED.exec(claim) ?? []
  if (label === undefined || listed === undefined) return [claim]
  const items: string[] = []
  for (const piece of listed.split(/,\s+/)) {
    if (items.length > 0 && GOES_ON.test(piece)) items.push(`${items.pop()}, ${piece}`)
    else items.push(piece)
  }
  if (items.length < 2) return [claim]
  const last = items.pop()!.replace(/^and\s+/i, '')
  return [...items, ...last.split(/\s+and\s+/)].map((item) => `${label}: ${item}`)
}
