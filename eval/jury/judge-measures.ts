import type { Measure } from '../measured/measure-row.js'
import type { JudgeGrade, Unscored } from '../measured/measured-item.js'
import { juryMajority, juryMean, NOT_GRADED } from './jury-vote.js'

type Decide = (grades: readonly JudgeGrade[]) => number | Unscored

/** Measures of a jury of models. They read stored grades, since judging takes a model's time. */
export const judgeMeasures: readonly Measure[] = [
  ...['accuracy', 'completeness', 'clarity'].map((criterion) =>
    judgeMeasure(criterion, { full: 5, how: 'MedHELM rubric, 1 to 5; mean of the judges' }, juryMean),
  ),
  judgeMeasure(
    'correct',
    { full: 1, how: 'MedAlign label, 1 correct or 0; majority of the judges' },
    juryMajority,
  ),
  gradeMeasure(
    'fact-precision',
    {
      name: 'fact-precision',
      full: 1,
      definition:
        "FactEHR fact precision: share of the answer's claims, cut by fixed rules, that references and evidence entail; mean of the judges. No value if the answer makes no claim or a judge's reply cannot be parsed.",
    },
    juryMean,
  ),
  gradeMeasure(
    'fact-recall',
    {
      name: 'fact-recall',
      full: 1,
      definition:
        "FactEHR fact recall: share of a reference's claims, cut by fixed rules, that the answer entails, best over references; mean of the judges. No value if a judge's reply cannot be parsed.",
    },
    juryMean,
  ),
  {
    name: 'judge-faithfulness',
    definition:
      "Share of the answer's claims, cut by fixed rules, that the shown context entails, by a jury of models that reads the context and knows neither strategy nor budget; mean of the judges. No value if the answer makes no claim or a judge's reply cannot be parsed.",
    direction: 'higher',
    best: 1,
    full: 1,
    needs: ['context', 'response', 'grades'],
    of: (item) => {
      if (item.contextText === undefined) return { reason: 'the text of the context is not known' }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      const grades = item.grades?.['faithfulness']
      return grades === undefined ? { reason: NOT_GRADED } : juryMean(grades)
    },
  },
]

/** A measure by the rubric of the prompt with the same name. */
function judgeMeasure(
  criterion: string,
  { full, how }: { readonly full: number; readonly how: string },
  decide: Decide,
): Measure {
  const title = `${criterion[0]!.toUpperCase()}${criterion.slice(1)}`
  const scale = full === 1 ? '' : '; a grade of 1 shows as 20 points'
  const definition = `${title} by a jury of models: ${how}, blinded to the arm, with the same evidence and references for all${scale}. No value if a judge's reply cannot be parsed or the jury is tied.`
  return gradeMeasure(criterion, { name: `judge-${criterion}`, full, definition }, decide)
}

/** @param graded the criterion whose grades it reads */
function gradeMeasure(
  graded: string,
  facts: Required<Pick<Measure, 'name' | 'full' | 'definition'>>,
  decide: Decide,
): Measure {
  return {
    ...facts,
    direction: 'higher',
    best: facts.full,
    needs: ['references', 'response', 'grades'],
    of: (item) => {
      // Before the response: this reason is the same in every arm.
      if (item.references.length === 0) return { reason: 'no reference' }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      const grades = item.grades?.[graded]
      return grades === undefined ? { reason: NOT_GRADED } : decide(grades)
    },
  }
}
