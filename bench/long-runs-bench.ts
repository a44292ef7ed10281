import Table from 'cli-table3'
import { porterStem } from '../base/text/porter-stem.js'
import { openTokenCounter } from '../generators/tokens/token-counters.js'
import { chunkRecursive } from '../indexes/chunks/chunk-recursive.js'
import { chunkSentences } from '../indexes/chunks/chunk-sentences.js'

/**
 * Processor time per character for notes that are one long run, at two lengths. Whatever is not linear shows in the ratio: a
 * quadratic step takes four times as long per character at four times the length. Times below FLOOR are noise.
 */
const LENGTHS = [50_000, 200_000] as const
const FLOOR = 20
/** Ratio of the times per character from which a step is called not linear. */
const NOT_LINEAR = 2

const CHARACTERS = Array.from({ length: 20_000 }, (_, i) =>
  String.fromCharCode(0x4e00 + ((i * 7919) % 20_000)),
).join('')
const RUNS: Readonly<Record<string, string>> = {
  blanks: ' ',
  dashes: '-',
  'one letter': 'a',
  'capital Y': 'Y',
  'characters without case': CHARACTERS,
  base64: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0123456789+/',
  'line feeds': '\n',
  periods: '.',
  'periods and blanks': '. ',
  'short lines': 'A\n',
  emoji: '😀',
  'no-break spaces': '\u00a0',
}

const cl100k = await openTokenCounter('cl100k')
const o200k = await openTokenCounter('o200k')
const recursive = await chunkRecursive(1000, 200)
const STEPS: Readonly<Record<string, (text: string) => unknown>> = {
  'count cl100k': (text) => cl100k.count(text),
  'count o200k': (text) => o200k.count(text),
  'tail o200k': (text) => o200k.tail?.(text, 1000),
  sentences: (text) => chunkSentences(text),
  recursive: (text) => recursive(text),
  stem: (text) => porterStem(text.toLowerCase()),
}

for (const step of Object.values(STEPS)) await step('a text to warm up with. '.repeat(1000))
const table = new Table({
  head: ['run', ...Object.keys(STEPS)],
  style: { head: [], border: [], compact: true },
})
let slow = 0
for (const [name, unit] of Object.entries(RUNS)) {
  const cells = [name]
  for (const step of Object.values(STEPS)) {
    const [short, long] = [await timeOf(step, unit, LENGTHS[0]), await timeOf(step, unit, LENGTHS[1])]
    const ratio = long / LENGTHS[1] / (Math.max(short, FLOOR / 4) / LENGTHS[0])
    const isSlow = long > FLOOR && ratio >= NOT_LINEAR
    if (isSlow) slow += 1
    cells.push(`${((long * 1000) / LENGTHS[1]).toFixed(2)}${isSlow ? ` (x${ratio.toFixed(1)})` : ''}`)
  }
  table.push(cells)
}
process.stdout.write(
  `${table}\nmicroseconds per character at ${LENGTHS[1].toLocaleString('en')} characters\n`,
)
process.stdout.write(
  slow === 0
    ? 'every step takes linear time\n'
    : `${slow} steps, marked (x...), take more time per character in the longer text\n`,
)

/** Milliseconds of processor time, the least of three. */
async function timeOf(step: (text: string) => unknown, unit: string, length: number): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 3; i++) {
    // Another text each time, so that nothing is remembered.
    const text = `${i}\n${unit.repeat(Math.ceil(length / unit.length)).slice(0, length)}`
    const before = process.cpuUsage()
    await step(text)
    times.push(process.cpuUsage(before).user / 1000)
  }
  return Math.min(...times)
}
