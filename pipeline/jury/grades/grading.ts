import type { Unscored } from '../../../eval/measured/measured-item.js'
import { measuresThatNeed } from '../../../eval/measures/measure-needs.js'
import { abstains } from '../../../eval/text/abstention.js'
import { type Entails, factPrecision, factRecall } from '../../../eval/text/claims.js'
import { fenceRecordText } from '../../../prompts/fence.js'
import { renderPrompt } from '../../../prompts/render-prompt.js'
import type { StoredGrade } from '../../results/tables/grade-table.js'
import { type Criterion, readCriterion } from '../criterion.js'
import { NO_EVIDENCE } from './gold-evidence.js'
import { type GradingModel, gradeFrom } from './grading-model.js'
import { type JudgedQuestion, judgePrompt } from './judge-prompt.js'

/** One way to grade a response by a judge. */
export type Grading = {
  /** The measure that uses its grades. */
  readonly name: string
  /** Its prompt, in prompts/. */
  readonly file: string
  /** Name and hash of its prompt: grades from a different wording do not count. */
  readonly key: string
  /** All possible grades, in ascending order; null if a grade is a share. */
  readonly scale: readonly number[] | null
  /** Whether the judge reads the context that was shown: equal responses to different contexts then have grades of their own. */
  readonly readsContext: boolean
  grade(asking: GradingModel, question: JudgedQuestion, response: string): Promise<StoredGrade>
}

/** Measures that are graded claim by claim. Each of the others has a prompt of its own name. */
const BY_CLAIMS: Readonly<Record<string, () => Grading>> = {
  'fact-precision': () =>
    byClaims('fact-precision', ({ evidence, references }, response, entails) => {
      const texts = evidence === NO_EVIDENCE ? references : [...references, evidence]
      return factPrecision(response, texts.join('\n\n'), entails)
    }),
  'fact-recall': () =>
    byClaims('fact-recall', ({ references }, response, entails) => factRecall(response, references, entails)),
  'judge-faithfulness': () => ({
    ...byClaims('faithfulness', faithfulness),
    readsContext: true,
  }),
}

/** Whether a measure is graded claim by claim. */
export function isByClaims(measure: string): boolean {
  return Object.hasOwn(BY_CLAIMS, measure)
}

/** Nothing supports a claim if nothing was shown: no judge is asked. */
async function faithfulness(
  { context = '' }: JudgedQuestion,
  response: string,
  entails: Entails,
): Promise<number | Unscored> {
  if (abstains(response)) return { reason: 'the answer makes no claim' }
  return factPrecision(response, context, context === '' ? async () => 'not' : entails)
}

/** The gradings that these measures need. */
export function gradingsOf(measures: readonly string[]): Grading[] {
  return measuresThatNeed('grades')
    .filter((name) => measures.includes(name))
    .map((name) => BY_CLAIMS[name]?.() ?? byCriterion(`${name}.txt`))
}

function byCriterion(file: string): Grading {
  const criterion = readCriterion(file)
  return {
    name: criterion.criterion,
    file,
    key: criterion.key,
    scale: Object.values(criterion.grades).sort((a, b) => a - b),
    readsContext: false,
    async grade(asking, question, response) {
      const grade = await asking.gradeOf(judgePrompt(criterion, question, response), criterion)
      return gradeFrom(grade, 'no grade', asking)
    },
  }
}

function byClaims(
  name: string,
  score: (question: JudgedQuestion, response: string, entails: Entails) => Promise<number | Unscored>,
): Grading {
  const file = 'claims-entailment.txt'
  const criterion = readCriterion(file)
  return {
    name,
    file,
    key: `${name} ${criterion.key}`,
    scale: null,
    readsContext: false,
    async grade(asking, question, response) {
      const scored = await score(question, response, entailsBy(asking, criterion, question.instruction))
      return typeof scored === 'number'
        ? gradeFrom(scored, '', asking)
        : gradeFrom(null, scored.reason, asking)
    },
  }
}

/**
 * Everything is fenced: a claim or a note that addresses the judge is data. The judge reads the instruction too, since short
 * answers make no sense without it.
 */
function entailsBy({ gradeOf }: GradingModel, criterion: Criterion, instruction: string): Entails {
  return async (premise, hypothesis) => {
    const prompt = renderPrompt(criterion.template, {
      instruction: fenceRecordText(instruction).text,
      premise: fenceRecordText(premise).text,
      hypothesis: fenceRecordText(hypothesis).text,
    })
    const grade = await gradeOf(prompt, criterion)
    return grade === null ? null : grade === 1 ? 'entailed' : 'not'
  }
}
