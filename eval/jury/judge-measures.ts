import type { JudgeGrade, Measure, Unscored } from '../measured/measured-item.js'
import { juryMajority, juryMean, NOT_GRADED } from './jury-vote.js'

/** Measures of a jury of models: they read grades that were given before, since a model has to be asked for them. */
export const judgeMeasures: Readonly<Record<string, Measure>> = Object.fromEntries(
  [
    judgeMeasure('accuracy', 5, 'MedHELM rubric, 1 to 5; mean of the judges', juryMean),
    judgeMeasure('completeness', 5, 'MedHELM rubric, 1 to 5; mean of the judges', juryMean),
    judgeMeasure('clarity', 5, 'MedHELM rubric, 1 to 5; mean of the judges', juryMean),
    judgeMeasure('correct', 1, 'MedAlign label, 1 correct or 0; majority of the judges', juryMajority),
    gradeMeasure(
      'fact-precision',
      'fact-precision',
      1,
      "FactEHR fact precision: share of the answer's claims, cut by fixed rules, that references and evidence entail; mean of the judges. No value if the answer makes no claim or a judge's reply cannot be parsed.",
      juryMean,
    ),
    gradeMeasure(
      'fact-recall',
      'fact-recall',
      1,
      "FactEHR fact recall: share of a reference's claims, cut by fixed rules, that the answer entails, best over references; mean of the judges. No value if a judge's reply cannot be parsed.",
      juryMean,
    ),
  ].map((measure) => [measure.name, measure]),
)

type Decide = (grades: readonly JudgeGrade[]) => number | Unscored

function judgeMeasure(criterion: string, best: number, how: string, decide: Decide): Measure {
  return gradeMeasure(
    `judge-${criterion}`,
    criterion,
    best,
    `${criterion[0]!.toUpperCase()}${criterion.slice(1)} by a jury of models: ${how}, blinded to the arm, with the same evidence and references for all${best === 1 ? '' : '; a grade of 1 shows as 20 points'}. No value if a judge's reply cannot be parsed or the jury is tied.`,
    decide,
  )
}

/** @param graded the name of its grades */
function gradeMeasure(
  name: string,
  graded: string,
  best: number,
  definition: string,
  decide: Decide,
): Measure {
  return {
    name,
    definition,
    best,
    of: (item) => {
      // Before the response: this reason is the same in every arm.
      if (item.references.length === 0) return { reason: 'no reference' }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      const grades = item.grades?.[graded]
      return grades === undefined ? { reason: NOT_GRADED } : decide(grades)
    },
  }
}
