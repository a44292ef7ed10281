// `npx tsx bench/measures-bench.ts`: what all text measures of 300 instructions x 12 responses take, about 60 words
// each, against 2 references. The texts are made up: words of Zipf's frequencies; the second reference and the
// responses are the first one with words replaced, dropped and blocks moved, so that TER has shifts to search.
import { performance } from 'node:perf_hooks'
import { seededRandom } from '../base/random.js'
import { corpusMeasureNames, rowMeasureNames } from '../eval/measures/measure-names.js'
import { TextMeasurement } from '../eval/measures/measure-texts.js'

const INSTRUCTIONS = 300
const RESPONSES = 12
const WORDS = 60
const VOCABULARY = 3000
const TARGET_SECONDS = 5

const below = seededRandom(7)
const spellings = Array.from({ length: VOCABULARY }, () =>
  Array.from({ length: 2 + below(9) }, () => String.fromCharCode(97 + below(26))).join(''),
)

/** The rank falls off as in a natural text: the most frequent of 3,000 words are an eighth of all. */
function word(): string {
  const spelled = spellings[Math.floor(VOCABULARY ** (below(1_000_000) / 1_000_000)) - 1]!
  const mark = below(12)
  return mark === 0 ? `${spelled}.` : mark === 1 ? `${spelled},` : spelled
}

function text(): string[] {
  return Array.from({ length: WORDS - 10 + below(21) }, word)
}

/** About a third of the words changed, and up to three blocks moved. */
function reworded(words: readonly string[]): string[] {
  const changed = words.flatMap((one) => {
    const fate = below(10)
    return fate < 2 ? [word()] : fate === 2 ? [] : [one]
  })
  for (let moves = below(4); moves > 0; moves -= 1) {
    const block = changed.splice(below(changed.length), 2 + below(6))
    changed.splice(below(changed.length + 1), 0, ...block)
  }
  return changed
}

const rows = Array.from({ length: INSTRUCTIONS }, () => {
  const first = text()
  const references = [first, reworded(first)].map((words) => words.join(' '))
  return Array.from({ length: RESPONSES }, (_, r) => ({
    // Half of the responses have little to do with their references, as answers of a weak strategy do.
    candidate: (r % 2 === 0 ? reworded(first) : text()).join(' '),
    references,
  }))
}).flat()

for (const prefix of ['', 'rouge', 'bleu', 'chrf', 'ter', 'gleu', 'meteor', 'squad']) {
  const names = [...rowMeasureNames, ...corpusMeasureNames].filter((name) => name.startsWith(prefix))
  const measurement = new TextMeasurement(names)
  const start = performance.now()
  const cpu = process.cpuUsage()
  let values = 0
  for (const { candidate, references } of rows) values += measurement.row(candidate, references).length
  values += measurement.corpus().length
  const seconds = (performance.now() - start) / 1000
  const cpuSeconds = process.cpuUsage(cpu).user / 1e6
  const target = prefix === '' ? ` (target ${TARGET_SECONDS} s)` : ''
  console.log(
    `${prefix || 'all'}: ${rows.length} rows, ${values} values, ${seconds.toFixed(2)} s, of the CPU ${cpuSeconds.toFixed(2)} s${target}`,
  )
}
