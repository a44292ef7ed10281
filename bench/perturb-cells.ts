import { readPiece } from '../evidence/split-evidence.js'

/** Draws from [0, 1). */
export type Random = () => number

/** A way in which people write what a chart says otherwise. A piece in, a piece out. */
export type Perturbation = { readonly name: string; readonly of: (piece: string, random: Random) => string }

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
/** One word of so many is misspelt, or left out. */
const TYPO_SHARE = 0.2
const DROP_SHARE = 0.15
const CUT_SHARE = 0.6

const pick = <T>(of: readonly T[], random: Random): T => of[Math.floor(random() * of.length)]!

/** Applies `change` to what follows the date (and the label) of a piece, inside its quotation marks where it has some. */
function within(piece: string, change: (text: string) => string): string {
  const { rest, quoted } = readPiece(piece)
  const inner = quoted ?? rest
  const at = piece.lastIndexOf(inner)
  return at < 0 ? change(piece) : piece.slice(0, at) + change(inner) + piece.slice(at + inner.length)
}

const recased = (piece: string, random: Random) =>
  within(piece, (text) => (random() < 0.5 ? text.toUpperCase() : text.toLowerCase()))

const misspelt = (piece: string, random: Random) =>
  within(piece, (text) =>
    text.replaceAll(/[A-Za-z]{4,}/g, (word) => {
      if (random() >= TYPO_SHARE) return word
      const at = 1 + Math.floor(random() * (word.length - 2))
      const [before, here, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)]
      return pick(
        [
          before + after,
          before + here + here + after,
          before + pick([...LETTERS], random) + after,
          before + after.slice(0, 1) + here + after.slice(1),
        ],
        random,
      )
    }),
  )

const thinned = (piece: string, random: Random) =>
  within(piece, (text) => {
    const words = text.split(' ')
    const kept = words.filter((word) => /\d/.test(word) || words.length < 4 || random() >= DROP_SHARE)
    return kept.join(' ')
  })

const redated = (piece: string, random: Random) => {
  const { time, rest } = readPiece(piece)
  if (time === null) return piece
  const [year, month, day] = time.slice(0, 10).split('-') as [string, string, string]
  const [m, d] = [Number(month), Number(day)]
  const name = MONTHS[m - 1]!
  const forms = [
    `${m}/${d}/${year.slice(2)} ${rest}`,
    `${d} ${name} ${year} ${rest}`,
    `${name} ${d}, ${year}: ${rest}`,
    `${d}-${name}-${year} ${rest}`,
    `${year}/${month}/${day} ${rest}`,
    `${rest} (${m}/${d}/${year})`,
    `On ${month}/${day}/${year}, ${rest}`,
  ]
  return pick(forms, random)
}

const rounded = (piece: string) =>
  within(piece, (text) =>
    text.replace(/(\d+\.\d)\d*(?= \S+$)/, (_, number: string) => String(Math.round(Number(number)))),
  )

const abbreviated = (piece: string) =>
  within(piece, (text) =>
    /["“]/.test(piece)
      ? text
      : text
          .replace(/ (?:\[[A-Z][^\]]*\/[^\]]*\]|\[Ratio\]) ?(?:in [A-Z][\w ]*?(?= [\d.]+ ))?/, ' ')
          .replace(/ (?:Oral Tablet|Extended Release Oral (?:Tablet|Capsule)|Mucosal Spray)\b/, ''),
  )

const marked = (piece: string, random: Random) => {
  const text = piece.replaceAll('"', random() < 0.5 ? '“' : '"').replaceAll(/[,;:](?= )/g, '')
  return `${pick(['- ', '• ', '* ', '1. '], random)}${text.replaceAll(/ - | {2,}/g, ' – ')}.`
}

const rowed = (piece: string) => {
  const { time, rest, quoted } = readPiece(piece)
  if (time === null || quoted !== null) return piece
  return `| ${time} | ${rest.replace(/ (\d+(?:\.\d+)?) (\S+)$/, ' | $1 | $2')} |`
}

const cut = (piece: string) =>
  within(piece, (text) => {
    const words = text.replace(/\.{3}$/, '').split(' ')
    return words.length < 6 ? text : `${words.slice(0, Math.ceil(words.length * CUT_SHARE)).join(' ')}...`
  })

export const PERTURBATIONS: readonly Perturbation[] = [
  { name: 'as written', of: (piece) => piece },
  { name: 'case', of: recased },
  { name: 'marks and bullets', of: marked },
  { name: 'other date forms', of: redated },
  { name: 'typos in 1 of 5 words', of: misspelt },
  { name: '15% of words dropped', of: thinned },
  { name: 'rounded values', of: rounded },
  { name: 'abbreviated names', of: abbreviated },
  { name: 'table rows', of: rowed },
  { name: 'cut at 60% with dots', of: cut },
  { name: 'case, dates, typos, drops', of: (p, r) => redated(thinned(misspelt(recased(p, r), r), r), r) },
]
