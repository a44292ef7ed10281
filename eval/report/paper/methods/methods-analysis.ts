import { counted, formatCount } from '../../../../base/text/format-count.js'
import { baselineText } from '../../../compare/arms/baseline.js'
import type { Summary } from '../../../compare/summarise.js'
import { factsOf } from '../../../measures/measure-registry.js'
import { haveIntervals } from '../../interval-note.js'
import type { DeclaredPlan } from '../../plan/declared-plan.js'
import { planSentence, sealTime } from '../../plan/plan-sentence.js'
import type { Provenance } from '../../provenance.js'
import { formatNumber } from '../../tables/format-value.js'
import { comparisonName } from '../contrast-table.js'
import type { PaperFacts } from '../paper-facts.js'
import type { MethodsPart } from './methods-part.js'
import { entriesText, gap, listed } from './methods-part.js'

/** Every measure with its definition. */
export function measuresPart({
  summary,
  provenance: { measures, addedMeasures = [] },
}: PaperFacts): MethodsPart {
  const added =
    addedMeasures.length === 0
      ? []
      : [`Added after the run, and so not declared before: ${listed(addedMeasures)}.`]
  const primary = summary.primary === null ? [] : [`The primary measure is ${summary.primary.measure}.`]
  return {
    part: 'measures',
    title: 'Measures',
    paragraphs: [
      ...primary,
      ...measures.map((name) => `${name}: ${factsOf(name)?.definition ?? 'no definition'}`),
      ...added,
    ],
  }
}

/** How arms were compared. */
export function statisticsPart({ summary, provenance, plan }: PaperFacts): MethodsPart {
  const { primary, secondary, baseline } = summary
  const declared =
    primary === null
      ? `No primary comparison was declared: the results are descriptive. ${gap('which comparison was primary, and when that was decided')}`
      : `The primary comparison, declared in the experiment file, is ${comparisonName(primary)} on ${primary.measure}, answered by ${primary.generator}. ${marginText(summary.margin)}`
  const others =
    secondary.length === 0
      ? ''
      : ` ${counted(secondary.length, 'secondary comparison')} ${secondary.length === 1 ? 'was' : 'were'} declared; p values are adjusted by Holm over them.`
  const explored =
    baseline === null
      ? ''
      : ` All other comparisons with ${baselineText(summary)} are one family for Holm's adjustment and are exploratory.`
  const intervals = haveIntervals(summary)
    ? `Means and paired differences have ${Math.round(summary.level * 100)}% intervals by a bootstrap over patients (BCa, or percentile if BCa is undefined; bootstrap-t, or percentile if that is undefined, for declared comparisons; ${formatCount(summary.resamples)} resamples, seed ${summary.seed}), because instructions about one patient are not independent.`
    : 'There are no intervals, because there are fewer than 2 patients.'
  return {
    part: 'statistics',
    title: 'Statistical analysis',
    paragraphs: [
      `${declared}${others}${explored}`,
      ...declarationOf(plan, summary, provenance),
      `${intervals} Differences were tested two-sided by flipping the signs of whole patients: all flips up to 16 patients, otherwise ${formatCount(summary.resamples)} seeded random ones.`,
      'A comparison is paired by instruction, over the instructions that both arms score. An instruction without a value is unscored, not zero, and its reason is counted. In addition, the primary comparison is repeated with a value that only one arm lacks counted as the worst value (intention to treat).',
      `The seed of the experiment is ${provenance.seed}.`,
    ],
  }
}

/** Whether a plan was sealed, when, and with what assumptions; empty if there is nothing to declare. */
function declarationOf(plan: DeclaredPlan | null, summary: Summary, provenance: Provenance): string[] {
  const { declared } = provenance.execution
  const sentence = planSentence(plan, summary, declared === undefined ? null : sealTime(declared))
  if (sentence === '') return []
  if (plan === null) return [sentence]
  const { hash, assumed } = plan
  const found =
    assumed.detectable === null
      ? 'no difference can be detected with 80% power'
      : `a difference of ${formatNumber(assumed.detectable)} points can be detected with 80% power`
  return [
    `${sentence} The plan (hash ${hash}) assumes paired differences with a standard deviation of ${formatNumber(assumed.sd)} points and an intraclass correlation of ${assumed.icc}: ${found}.`,
  ]
}

function marginText(margin: number | null): string {
  const size =
    margin === null ? 'No margin was declared.' : `The declared margin is ${formatNumber(margin)} points.`
  return `${size} ${gap('why this many instructions and patients')}`
}

/** Versions, commits, days and hashes, so that the experiment can be repeated. */
export function softwarePart({ provenance }: PaperFacts): MethodsPart {
  const { execution, index, name } = provenance
  const { sessions, writer, versions } = execution
  const days = [...new Set(sessions.flatMap(({ day }) => day ?? []))].toSorted()
  const when =
    days.length === 0
      ? gap('when the answers were made, which this version did not record')
      : `Contexts and answers were made on ${listed(days)} (UTC).`
  const writers = new Set(sessions.map(programText))
  const by = writers.size === 0 ? programText(writer) : listed([...writers])
  return {
    part: 'software',
    title: 'Software',
    paragraphs: [
      `The experiment ${name} (hash ${String(index['experiment'] ?? 'not known')}) was run with ${by}, and reported with ${programText(writer)}. ${when} Versions: ${entriesText(versions)}.`,
    ],
  }
}

function programText({
  version,
  commit,
}: {
  readonly version: string | null
  readonly commit: string | null
}): string {
  return `chartsift ${version ?? 'of an unknown version'}${commit === null ? '' : ` (commit ${commit})`}`
}
