import type { HeadlineGenerator } from '../../../eval/compare/summarise.js'
import { declaredModels, generatorName } from '../../../generators/kinds/declared-generators.js'
import type { ExperimentFile } from '../experiment-file.js'

/**
 * The generator that the verdict is about: the one that compare.primary names, otherwise the first model, otherwise the first
 * generator. A strategy is chosen for a model that reads its contexts; a baseline only reads them for free.
 */
export function headlineGenerator({ generators, compare }: ExperimentFile): HeadlineGenerator {
  const named = compare?.primary?.generator ?? null
  if (named !== null) {
    return { name: namedGenerator({ generators }, named), because: 'named in compare.primary' }
  }
  const [first, ...others] = generators.map(generatorName)
  if (others.length === 0) return { name: first!, because: 'the only generator' }
  const [model] = declaredModels(generators)
  return { name: model?.name ?? first!, because: 'the first model among the generators' }
}

/** The name of the generator that a comparison names by its full name, or by that of its model. */
export function namedGenerator({ generators }: Pick<ExperimentFile, 'generators'>, named: string): string {
  const model = declaredModels(generators).find((one) => one.model === named)
  const isName = generators.some((spec) => generatorName(spec) === named)
  return isName ? named : (model?.name ?? named)
}
