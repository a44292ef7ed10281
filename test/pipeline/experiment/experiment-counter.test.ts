import { describe, expect, it } from 'vitest'
import { type OllamaSpec, ollamaSchema } from '../../../generators/ollama/ollama-spec.js'
import { checkAcrossFields } from '../../../pipeline/experiment/experiment-checks.js'
import { counterSpecOf, foreignCounterWarnings } from '../../../pipeline/experiment/experiment-counter.js'

const model = (ollama: string, tokenizer: string | null): OllamaSpec =>
  ollamaSchema.parse({ ollama, tokenizer, window: 4096 })
const found = (folder: string) => `/found/${folder}`

describe('the counter of an experiment', () => {
  it.each([
    ['extractive alone', null, ['extractive' as const], 'cl100k', 0],
    ['a model with its tokenizer', null, ['extractive' as const, model('a', 't')], '/found/t', 0],
    ['a model without', null, [model('a', null)], 'cl100k', 1],
    ['a named folder for a model without', './t', [model('a', null)], './t', 0],
    ['a named counter for a model with', 'o200k', [model('a', 't'), model('b', null)], 'o200k', 2],
  ])('%s', (_, counter, generators, spec, warnings) => {
    const file = { counter, generators }
    expect(counterSpecOf(file, found)).toBe(spec)
    expect(foreignCounterWarnings(file, 'any')).toHaveLength(warnings)
  })

  it('is not guessed for models of different tokenizers', () => {
    const problems = (file: unknown) => {
      const told: string[] = []
      checkAcrossFields(file, (path, problem) => told.push(`${path.join('.')}: ${problem}`))
      return told
    }
    const generators = ['extractive', { ollama: 'a', tokenizer: 't' }, { ollama: 'b', tokenizer: 'u' }]
    expect(problems({ generators })).toEqual([
      "generators.2: 'b' has another tokenizer than 'a': name the 'counter' of this experiment",
    ])
    expect(problems({ generators, counter: 'o200k' })).toEqual([])
    expect(
      problems({
        generators: [
          { ollama: 'a', tokenizer: 't' },
          { ollama: 'b', tokenizer: 't' },
        ],
      }),
    ).toEqual([])
  })
})
