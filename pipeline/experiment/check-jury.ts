import { measuresThatNeed, needs } from '../../eval/measures/measure-needs.js'
import { modelNamed } from '../../generators/kinds/declared-generators.js'
import { MODEL_FORM } from '../../generators/kinds/written-forms.js'
import { familiesOf, sharedFamily } from './model-family.js'
import type { Tell } from './yaml-file.js'

type Named = { readonly i: number; readonly model: string; readonly families: readonly string[] }

/** What the judges of an experiment file are checked against; `tell` reports each problem. */
export type GradedFields = {
  readonly generators: readonly unknown[]
  readonly measures: readonly unknown[]
  readonly tell: Tell
}

/**
 * Checks judges, generators and measures against each other: judges are named if a measure needs grades, each judge is named
 * once, and no judge is of a model family that also answers. An unknown family must be declared, since it could be any.
 */
export function checkJury(judges: readonly unknown[], { generators, measures, tell }: GradedFields): void {
  measures.forEach((measure, i) => {
    if (judges.length === 0 && needs(measure, 'grades'))
      tell(['measures', i], `'${measure}' needs 'judges', found none: judges: [${MODEL_FORM}]`)
  })
  if (judges.length === 0) return
  if (!measures.some((measure) => needs(measure, 'grades')))
    tell(
      ['judges'],
      `have nothing to grade: expected one of ${measuresThatNeed('grades').join(', ')} among the measures`,
    )
  const jury = namedModels(judges)
  for (const { i, model } of jury) {
    if (jury.some((other) => other.i < i && other.model === model))
      tell(['judges', i], `'${model}' is listed twice`)
  }
  const answering = namedModels(generators)
  const undeclared = (field: string, { i, model, families }: Named) => {
    if (families.length === 0)
      tell([field, i], `the name '${model}' does not show the model's family: add 'family'`)
  }
  for (const judge of jury) undeclared('judges', judge)
  for (const generator of answering) undeclared('generators', generator)
  for (const judge of jury) {
    for (const generator of answering) {
      const shared = sharedFamily(judge.families, generator.families)
      if (shared !== null)
        tell(
          ['judges', judge.i],
          `'${judge.model}' would grade its own family: expected another than ${shared}, which the generator '${generator.model}' is of`,
        )
    }
  }
}

function namedModels(specs: readonly unknown[]): Named[] {
  return specs.flatMap((spec, i) => {
    const model = modelNamed(spec)?.model
    if (model === undefined) return []
    const family: unknown = Reflect.get(Object(spec), 'family')
    return [{ i, model, families: familiesOf(model, typeof family === 'string' ? family : null) }]
  })
}
