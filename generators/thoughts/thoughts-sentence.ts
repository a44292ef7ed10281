import type { ThoughtsRow } from '../../eval/report/provenance.js'

/** The note for readers of a report about a generator's thoughts, without a final period. */
export function thoughtsSentence({ generator, answers, alone, characters, tokens }: ThoughtsRow): string {
  const count = new Intl.NumberFormat('en-US').format
  const size = `${count(characters)} characters${tokens === null ? '' : `, ${count(tokens)} tokens`}`
  const failed =
    alone === 0 ? '' : `; ${count(alone)} of its replies were thoughts and nothing else, and failed`
  return `${generator} wrote thoughts before ${count(answers)} of its answers (${size} in all): they are kept and never scored${failed}`
}
