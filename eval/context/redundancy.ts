import type { Measure } from '../measured/measure-row.js'

const WIDTH = 5
const WORD = /[\p{L}\p{N}]+/gu

/** Shingles of Broder, "On the resemblance and containment of documents" (1997), as is usual for copied-forward notes. */
export const redundancy: Measure = {
  name: 'redundancy',
  definition: `Share of the context's runs of ${WIDTH} words that occurred in it before, ignoring case and punctuation. Lower is better.`,
  direction: 'lower',
  best: 0,
  full: 1,
  needs: ['context'],
  of: ({ contextText }) => {
    if (contextText === undefined) return { reason: 'no text of the context' }
    const words = contextText.toLowerCase().match(WORD) ?? []
    const shingles = words.length - WIDTH + 1
    if (shingles < 1) return { reason: `the context has fewer than ${WIDTH} words` }
    const distinct = new Set(Array.from({ length: shingles }, (_, i) => words.slice(i, i + WIDTH).join(' ')))
    return 1 - distinct.size / shingles
  },
}
