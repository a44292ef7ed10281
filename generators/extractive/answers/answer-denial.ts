import { words } from '../../../indexes/words/words.js'
import { contentWords } from '../lines/content-words.js'

const DENIAL = new Set(
  'no not nil denies denied denying without never negative none absent nkda neither nor cannot'.split(' '),
)
/**
 * Words that end the scope of a denial: 'no fever but a cough'. A comma does not end it: 'denies fever, cough,
 * chest pain'.
 */
const END_OF_REACH = new Set('but however except although though yet'.split(' '))
/** After a finding, these words deny it: 'chest pain: none', 'allergies - nil'. */
const DENIAL_BEHIND = new Set('no nil denied negative none absent never'.split(' '))
const REACH_BEHIND = 2

/**
 * Whether a sentence denies the finding that it names (after NegEx, Chapman 2001): a word of denial precedes it
 * with nothing between them that ends the scope, or follows right after it.
 * @param asked stems of what is asked for
 */
export function isDenied(sentence: string, asked: ReadonlySet<string>): boolean {
  return sentence.split(';').some((clause) => {
    const all = words(clause)
    const at = all.findIndex((word) => contentWords(word).some((stem) => asked.has(stem)))
    if (at < 0) return false
    const before = all.slice(0, at)
    const end = before.findLastIndex((word) => END_OF_REACH.has(word))
    const last = all.findLastIndex((word) => contentWords(word).some((stem) => asked.has(stem)))
    const behind = all.slice(last + 1, last + 1 + REACH_BEHIND)
    const isLast = last + 1 + REACH_BEHIND >= all.length
    return (
      before.slice(end + 1).some((word) => DENIAL.has(word)) ||
      (isLast && behind.some((word) => DENIAL_BEHIND.has(word)))
    )
  })
}
