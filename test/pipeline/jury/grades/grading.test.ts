import { expect, it } from 'vitest'
import { measuresThatNeed } from '../../../../eval/measures/measure-needs.js'
import { measures } from '../../../../eval/measures/measure-registry.js'
import { gradingsOf } from '../../../../pipeline/jury/grades/grading.js'

it('has a way to grade for every measure that needs grades, on the scale that the measure declares', () => {
  const names = measuresThatNeed('grades')
  const gradings = gradingsOf(Object.keys(measures))
  expect(gradings.map(({ name }) => name)).toEqual(names.map((name) => name.replace(/^judge-/, '')))
  for (const [i, { scale }] of gradings.entries())
    if (scale !== null) expect(scale.at(-1), names[i]).toBe(measures[names[i]!]!.best)
})
