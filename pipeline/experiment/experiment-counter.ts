import { type DeclaredModel, declaredModels } from '../../generators/kinds/declared-generators.js'
import type { ExperimentFile } from './experiment-file.js'

/** Counts budgets if no model's own tokenizer is available: closer to one than characters divided by four. */
const WITHOUT_TOKENIZER = 'cl100k'

type Declared = { readonly counter: string | null; readonly generators: ExperimentFile['generators'] }

/**
 * The token counter of an experiment: the one that it names, otherwise the tokenizer of the model that will read its contexts.
 * That is the folder that the model names, which `placeOf` finds, or the one that was made from its vocabulary, which `ownOf`
 * knows. A baseline reads no tokens, so any counter suits it. A file whose models name different folders was refused; several
 * models without a folder share no tokenizer.
 */
export function counterSpecOf(
  { counter, generators }: Declared,
  placeOf: (folder: string) => string,
  ownOf: (model: DeclaredModel) => string | null = () => null,
): string {
  if (counter !== null) return counter
  const models = declaredModels(generators)
  const tokenizer = models.find(({ spec }) => spec.tokenizer !== null)?.spec.tokenizer ?? null
  if (tokenizer !== null) return placeOf(tokenizer)
  const own = models.map(ownOf)
  return models.length === 1 ? (own[0] ?? WITHOUT_TOKENIZER) : WITHOUT_TOKENIZER
}

/** A sentence for each model whose own tokenizer does not count the budgets. */
export function foreignCounterWarnings(
  { counter, generators }: Declared,
  counterName: string,
  ownOf: (model: DeclaredModel) => string | null = () => null,
): readonly string[] {
  const models = declaredModels(generators)
  return models.flatMap((model) => {
    const { tokenizer } = model.spec
    // If a model names no folder, a folder that the experiment names is assumed to be its tokenizer.
    const isOwn =
      tokenizer !== null
        ? counter === null || counter === tokenizer
        : counter === null
          ? models.length === 1 && ownOf(model) !== null
          : isFolder(counter)
    const hint = tokenizer === null ? ": name its folder as the generator's 'tokenizer'" : ''
    return isOwn
      ? []
      : [`Budgets are counted with ${counterName}, which is not the tokenizer of ${model.name}${hint}.`]
  })
}

function isFolder(counter: string | null): boolean {
  return counter?.includes('/') ?? false
}
