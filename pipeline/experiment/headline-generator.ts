import type { HeadlineGenerator } from '../../eval/compare/summarise.js'
import { ollamaName } from '../../generators/ollama/ollama-generator.js'
import type { ExperimentFile } from './experiment-file.js'

/**
 * The generator that the verdict is about: the one that compare.primary names, otherwise the first model, otherwise the first
 * generator. A strategy is chosen for a model that reads its contexts; the extractive baseline only reads them for free.
 */
export function headlineGenerator({ generators, compare }: ExperimentFile): HeadlineGenerator {
  const named = compare?.primary?.generator ?? null
  if (named !== null) {
    const name = named === 'extractive' || named.startsWith(ollamaName('')) ? named : ollamaName(named)
    return { name, because: 'named in compare.primary' }
  }
  const [first, ...others] = generators.map((spec) =>
    spec === 'extractive' ? spec : ollamaName(spec.ollama),
  )
  if (others.length === 0) return { name: first!, because: 'the only generator' }
  const model = [first!, ...others].find((name) => name !== 'extractive')
  return { name: model!, because: 'the first model among the generators' }
}
