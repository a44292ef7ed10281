import { counted } from '../../base/text/format-count.js'
import type { FaithfulnessRow } from '../answers/faithfulness-rows.js'
import type { CorrectedJudge } from '../compare/corrected/corrected-judge.js'
import type { AttributionRow } from '../compare/failure-attribution.js'
import type { ArmRanks } from '../compare/overall/arm-ranks.js'
import type { BudgetCurves } from '../compare/overall/budget-curves.js'
import type { Frontier } from '../compare/overall/frontier.js'
import type { Repeats } from '../compare/overall/repeats.js'
import type { Stratum, Trait } from '../compare/strata.js'
import type { Summary } from '../compare/summarise.js'
import type { WholeRecordRow } from '../compare/whole-records.js'
import { type Abstention, abstentionSection } from './answers/abstention-section.js'
import { type Confidence, confidenceSection } from './answers/confidence-section.js'
import { faithfulnessSection } from './answers/faithfulness-section.js'
import { armsSection } from './arms/arms-section.js'
import { wholeRecordsSection } from './arms/whole-records-section.js'
import { correctedSection } from './corrected/corrected-section.js'
import { executionSection } from './execution/execution-section.js'
import { measureGroups } from './figures/measure-groups.js'
import { curvesSection } from './overall/curves-section.js'
import { frontierSection, PROMPT_TOKENS } from './overall/frontier-section.js'
import { ranksSection } from './overall/ranks-section.js'
import { html } from './page/html.js'
import { htmlPage } from './page/html-page.js'
import { PAGE_SCRIPT } from './page/page-script.js'
import { pageStyle } from './page/page-style.js'
import { printStyle } from './page/print-style.js'
import { contentsMarkup, sectionMarkup } from './page/section.js'
import { seriesStyles } from './page/series-style.js'
import type { DeclaredPlan } from './plan/declared-plan.js'
import { planNote, planSection } from './plan/plan-section.js'
import type { Provenance } from './provenance.js'
import { repeatsSection } from './repeats/repeats-section.js'
import { comparisonSection } from './sections/comparison-section.js'
import { originSection } from './sections/origin-section.js'
import { attributionSection } from './sections/report-attribution.js'
import { measureSection } from './sections/report-measure.js'
import { provenanceSections } from './sections/report-provenance.js'
import { strataSection } from './sections/report-strata.js'
import { unscoredSection } from './sections/report-unscored.js'
import { matrixSection } from './tables/report-matrix.js'
import { headlineNote, verdictOf } from './verdict/verdict.js'

/** What a report shows besides the means: how groups of instructions differ, and why answers failed. */
export type Findings = {
  /** Null if no plan was sealed. */
  readonly plan: DeclaredPlan | null
  readonly traits: readonly Trait[]
  readonly strata: readonly Stratum[]
  /** Quality against prompt tokens; null if there are not two arms to compare. */
  readonly frontier: Frontier | null
  /** Strategies over all budgets; null if none shares two budgets with the baseline or the primary strategy. */
  readonly curves: BudgetCurves | null
  /** Null if there are not two arms to rank. */
  readonly ranks: ArmRanks | null
  /** Null unless a model answered every instruction several times. */
  readonly repeats: Repeats | null
  /** One item per criterion that judges and people graded by; empty without labels or judges. */
  readonly corrected: readonly CorrectedJudge[]
  readonly attribution: { readonly rule: string; readonly rows: readonly AttributionRow[] }
  readonly abstention: Abstention
  /** How many records fit the arms that show whole records; empty if all of them do. */
  readonly wholeRecords: readonly WholeRecordRow[]
  readonly confidence: Confidence
  readonly faithfulness: readonly FaithfulnessRow[] | null
}

/**
 * The report as one HTML page that loads nothing: verdict, what it is about, what the strategies are, curves, figures, comparisons, strata, why
 * answers failed, what is unscored and why, and every parameter. Aggregates only: no text of notes, instructions or answers, and no ids.
 */
export function reportHtml(summary: Summary, findings: Findings, provenance: Provenance): string {
  const styles = seriesStyles([...new Set(summary.cells.map((cell) => cell.strategy))], summary.baseline)
  const [first, ...others] = measureGroups(summary).map(({ cells, label }) =>
    measureSection(cells, { generatorLabel: label, summary, styles }),
  )
  const { warnings, name } = provenance
  const note = headlineNote(summary)
  const results = [
    first ?? null,
    comparisonSection(summary),
    planSection(findings.plan, summary),
    ranksSection(findings.ranks),
    frontierSection(findings.frontier, { ...summary, cost: PROMPT_TOKENS, styles }),
    curvesSection(findings.curves, summary),
    matrixSection(summary),
    strataSection(summary, findings.traits, findings.strata),
    attributionSection(
      findings.attribution,
      summary.cells.filter(({ measure }) => measure === summary.focus.measure),
      summary.focus,
    ),
    abstentionSection(findings.abstention, { ...summary, headline: summary.headline.name }),
    confidenceSection(findings.confidence, { ...summary, headline: summary.headline.name }),
    faithfulnessSection(findings.faithfulness, { ...summary, headline: summary.headline.name }),
    repeatsSection(findings.repeats),
    correctedSection(findings.corrected, summary),
    ...others,
    unscoredSection(summary),
  ].filter((section) => section !== null)
  const about = [
    armsSection(provenance.arms, summary.baseline, styles),
    wholeRecordsSection(findings.wholeRecords, provenance.generators.length),
    originSection(provenance),
  ].filter((section) => section !== null)
  const sections = [
    ...about,
    ...results,
    ...provenanceSections(summary, provenance),
    executionSection(provenance.execution, { ...summary, styles }),
  ]
  return htmlPage({
    title: name,
    styles: [pageStyle, printStyle],
    script: PAGE_SCRIPT,
    isPrivate: false,
    body: html`<a class="skip" href="#results">Skip to the results</a>
<header><h1>${name}</h1>
<p class="soft">${counted(summary.instructions, 'instruction')} of ${counted(summary.patients, 'patient')}, corpus ${provenance.corpus.name}</p></header>
${warnings.length === 0 ? html`` : html`<div class="warning" role="note">${warnings.map((text) => html`<p>${text}</p>`)}</div>`}
<p class="verdict">${verdictOf(summary)}</p>
${planNote(findings.plan, summary)}
${note === '' ? html`` : html`<p class="soft">${note}</p>`}
${contentsMarkup(sections)}
${about.map(sectionMarkup)}
<main id="results" tabindex="-1">${results.map(sectionMarkup)}</main>
${sections.slice(about.length + results.length).map(sectionMarkup)}`,
  })
}
