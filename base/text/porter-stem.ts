import { remembered } from '../remember.js'

// Porter, "An algorithm for suffix stripping" (Program 14(3), 1980) as NLTK's PorterStemmer does it in its default mode,
// because rouge-score and METEOR stem with it: a table of irregular words, 'ies' and 'ied' of four letters, y after a
// consonant, 'alli' first, 'fulli' and 'logi'.
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['sky', 'sky'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['innings', 'inning'],
  ['inning', 'inning'],
  ['outings', 'outing'],
  ['outing', 'outing'],
  ['cannings', 'canning'],
  ['canning', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
])

type Rule = readonly [suffix: string, replacement: string]

const STEP_2: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['fulli', 'ful'],
]

const STEP_3: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]

const STEP_4 = /(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/

// Charts repeat themselves: most words have been stemmed before.
const MOST_WORDS = 200_000

/** The stem of a lower-cased word, as NLTK's. Words of one or two code points are left alone. */
export const porterStem = remembered(
  (word) => (/[\ud800-\udfff]/.test(word) ? stemAstral(word) : stemOf(word)),
  MOST_WORDS,
)

/** The rules count code points, and two halves of a pair are no double consonant: one unit represents each pair. */
function stemAstral(word: string): string {
  const pairs: string[] = []
  const units = word.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ue000-\uf8ff]/g, (character) => {
    if (!pairs.includes(character)) pairs.push(character)
    return String.fromCharCode(0xe000 + pairs.indexOf(character))
  })
  return stemOf(units).replace(/[\ue000-\uf8ff]/g, (unit) => pairs[unit.charCodeAt(0) - 0xe000]!)
}

function stemOf(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length <= 2) return word
  return step5(step4(firstRule(step2(step1c(step1b(step1a(word)))), STEP_3)))
}

function step1a(word: string): string {
  if (word.endsWith('ies')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2)
  if (word.endsWith('sses')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function step1b(word: string): string {
  if (word.endsWith('ied')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2)
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const suffix = /(?:ed|ing)$/.exec(word)?.[0] ?? ''
  const stem = word.slice(0, word.length - suffix.length)
  if (suffix === '' || !shape(stem).includes('v')) return word
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (endsInDouble(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1)
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

function step1c(word: string): string {
  const stem = word.slice(0, -1)
  return word.endsWith('y') && stem.length > 1 && shape(stem).endsWith('c') ? `${stem}i` : word
}

function step2(word: string): string {
  if (word.endsWith('alli') && measure(word.slice(0, -4)) > 0) return step2(word.slice(0, -2))
  // The l counts with the stem, so that 'geology' is stemmed like 'archaeology'.
  if (word.endsWith('logi')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  return firstRule(word, STEP_2)
}

function step4(word: string): string {
  const stem = word.replace(STEP_4, '')
  return measure(stem) > 1 ? stem : word
}

function step5(word: string): string {
  let stem = word
  if (word.endsWith('e')) {
    const before = word.slice(0, -1)
    const m = measure(before)
    if (m > 1 || (m === 1 && !endsShort(before))) stem = before
  }
  return stem.endsWith('ll') && measure(stem.slice(0, -1)) > 1 ? stem.slice(0, -1) : stem
}

/** The first rule whose suffix the word has decides, whether its condition holds or not. */
function firstRule(word: string, rules: readonly Rule[]): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix))
  if (rule === undefined) return word
  const stem = word.slice(0, word.length - rule[0].length)
  return measure(stem) > 0 ? stem + rule[1] : word
}

/** 'c' for a consonant, 'v' for a vowel; y is a vowel after a consonant. */
function shape(word: string): string {
  let kinds = ''
  let previous = ''
  for (let i = 0; i < word.length; i++) {
    const letter = word[i]!
    const isVowel = 'aeiou'.includes(letter) || (letter === 'y' && previous === 'c')
    previous = isVowel ? 'v' : 'c'
    kinds += previous
  }
  return kinds
}

/** Porter's m: how often a vowel is followed by a consonant. */
function measure(stem: string): number {
  return shape(stem).match(/vc/g)?.length ?? 0
}

function endsInDouble(word: string): boolean {
  return word.length >= 2 && word.at(-1) === word.at(-2) && shape(word).endsWith('c')
}

/** Porter's *o: consonant, vowel, consonant but w, x and y; or, as in NLTK, a whole word of vowel and consonant. */
function endsShort(word: string): boolean {
  const kinds = shape(word)
  return kinds === 'vc' || (kinds.endsWith('cvc') && !/[wxy]$/.test(word))
}
