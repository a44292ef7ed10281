/** A way to say that the question is not answered. `words` is how reports and docs show it; `pattern` is what is matched. */
type AbstentionPhrase = { readonly words: string; readonly pattern: RegExp }

const RECORD =
  "(?:the|this|her|his|their) (?:(?:available|provided|given|shown|patient|patient's|medical|health|clinical|above|visible|supplied|retrieved) )*(?:records?|charts?|notes?|documents?|documentation|context|excerpts?|information|text|passages?|parts of the record)"
const NOT = "(?:does not|doesn't|do not|don't|did not|didn't)"
const INFORMATION = '(?:information|documentation|data|details?|mention|record)'
const ASKED = String.raw`(?=\s+(?:what|when|which|who|whom|whose|why|where|how|if|whether)\b)`
/** Where something is missing. Anything else after these phrases is a statement. */
const WHERE = String.raw`(?=$|\s+(?:in|from|by|based on|according to|within|on the basis of|with)\s)`
const VERBS =
  'tell|say|state|mention|specify|contain|include|provide|document|give|answer|list|describe|clarify|address'

/** Each phrase begins a sentence, after an opening such as 'Unfortunately,' or 'Based on the record,'. */
export const ABSTENTION_PHRASES: readonly AbstentionPhrase[] = [
  phrase(
    'the record (chart, notes, documentation, context, information) does not tell (say, state, mention, specify, contain, include, provide, document, give, answer, list, describe, clarify, address) …',
    `${RECORD} ${NOT} (?:explicitly |clearly |specifically )?(?:${VERBS})\\b`,
  ),
  phrase(
    'the record does not show (indicate, report, note, record) what (when, which, who, why, where, how, whether) …',
    `${RECORD} ${NOT} (?:explicitly |clearly |specifically )?(?:show|indicate|report|note|record)${ASKED}`,
  ),
  phrase(
    'there is no (not enough, insufficient) information (documentation, data, detail, mention, record) …',
    `there (?:is|was|are|were) (?:no|not enough|insufficient|not sufficient) ${INFORMATION}\\b`,
  ),
  phrase(
    'no information (documentation, data, detail, mention, record) …',
    `(?:no|not enough|insufficient) (?:such |relevant |further )?${INFORMATION}\\b`,
  ),
  phrase(
    'it is not (un-) known (documented, stated, specified, mentioned, recorded, reported, provided, available, given, answerable), alone or with where: in, from, by, based on, according to',
    `(?:(?:it|this|that|the answer|the information) (?:is|was) )?(?:(?:not|never) (?:known|documented|stated|specified|mentioned|recorded|reported|provided|available|given|answerable)|un(?:known|documented|stated|specified|recorded|available|answerable))${WHERE}`,
  ),
  phrase(
    'I (we) cannot (am unable to, do not know) answer (determine, tell, find, say, identify, locate, confirm) …',
    String.raw`(?:i|we) (?:(?:cannot|can not|can't|could not|couldn't|am unable to|are unable to|am not able to|are not able to) (?:answer|determine|tell|find|say|identify|locate|confirm)|(?:do not|don't) know)\b`,
  ),
  phrase(
    '(up to six words) cannot be answered (determined, established, inferred), alone or with where: in, from, by, based on',
    String.raw`(?:\S+ ){0,6}(?:cannot|can not|can't|could not) be (?:answered|determined|established|inferred)${WHERE}`,
  ),
]

/** What may stand before a phrase, and whole sentences that say nothing about the patient. */
const OPENING =
  /^(?:(?:unfortunately|sorry|i'?m sorry|i am sorry|i apologi[sz]e|answer|(?:based on|according to|from|in) [^,.;:]{1,60})\s*(?:,|:|but|\s)+\s*)+/i
const COURTESY =
  /^(?:sorry|i'?m sorry|i am sorry|i apologi[sz]e)[.!]*$|^(?:please |you may (?:want|wish) to |i (?:would )?recommend )?(?:consult|check|contact|refer to|see|review|provide|consulting|checking|contacting|reviewing)\b|^(?:more|further|additional) (?:information|context|details?|documentation) (?:is|are|would be) (?:needed|required)\b/i
/** What turns the rest of a sentence into a statement about the patient. */
const STATES = [
  /[;:=]|\s[-\u2013\u2014]\s|\u2014/,
  /\b(?:but|however|although|though|except|while|whereas|yet|only|instead|nevertheless|other than|apart from|aside from)\b/i,
  /(?:,|\band\b).*\b(?:is|are|was|were|has|had|have|shows?|showed|received|started|stopped|takes?|took)\b/i,
  /,\s*(?!\d{4}\b)\d/,
]
const SENTENCE = /(?<=[.!?])["')\]]*\s+|[\r\n]+/

/**
 * Whether an answer abstains: every sentence begins with one of the phrases and then states nothing about the patient, except for
 * courtesies ('Please consult the chart.'). So 'The record does not mention iron, but Hb was 12' is an answer, and so is 'No'.
 */
export function abstains(answer: string): boolean {
  const sentences = answer
    .replaceAll('\u2019', "'")
    .split(SENTENCE)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence) && !COURTESY.test(sentence))
  return sentences.length > 0 && sentences.every(isAbstention)
}

function isAbstention(sentence: string): boolean {
  const begun = sentence.replace(/^["'(*_\s]+/, '').replace(/[.!?"')*_\s]+$/, '')
  return [begun, begun.replace(OPENING, '')].some((text) =>
    ABSTENTION_PHRASES.some(({ pattern }) => {
      const found = pattern.exec(text)
      if (found === null) return false
      const rest = text.slice(found[0].length)
      return !STATES.some((states) => states.test(rest))
    }),
  )
}

function phrase(words: string, source: string): AbstentionPhrase {
  return { words, pattern: new RegExp(`^${source}`, 'i') }
}
