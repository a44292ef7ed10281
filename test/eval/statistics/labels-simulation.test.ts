import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../eval/statistics/distributions/normal.js'
import type { JudgedItem } from '../../../eval/statistics/labels/label-sums.js'
import { predictionPoweredMean } from '../../../eval/statistics/labels/prediction-powered.js'
import { drawsOf, EXPERIMENTS, isSlow, ofPatients, percent, report, SLOW } from './simulated-patients.js'

/**
 * What prediction-powered intervals promise where people label a random part of the responses, on made-up experiments whose truth
 * is known:
 *
 *   CHARTSIFT_SLOW=1 npx vitest run test/eval/statistics/labels-simulation.test.ts
 */
const title =
  'simulated labels (CHARTSIFT_SLOW=1 npx vitest run test/eval/statistics/labels-simulation.test.ts)'

const { uniform, normal } = drawsOf(20_261_202)

type Score = (quality: number) => number
type Kind = { readonly name: string; readonly label: Score; readonly judge: Score; readonly truth: number }

/** The labels have a known mean; the judge is too kind, and on its own scale. */
const KINDS: readonly Kind[] = [
  { name: 'normal', label: (q) => q, judge: (q) => q + 0.4, truth: 0 },
  { name: 'binary', label: (q) => Number(q > 0), judge: (q) => Number(q > -0.9), truth: 1 / 2 },
  // The cube of a uniform number has the mean 1/4.
  { name: 'skewed', label: (q) => normalCdf(q) ** 3, judge: (q) => normalCdf(q) ** 2, truth: 1 / 4 },
]
/**
 * From how many patients with labels on the coverage is 95 +- 1%; what is printed tells how much is missing below. An interval rests
 * on those patients, not on all: of 100, 47 have a label if 30% of the responses do.
 */
const HOLDS: Readonly<Record<string, number>> = { normal: 40, binary: 40, skewed: 100 }

/** Answers of a patient are alike (ICC .3), and so are the judge's errors about them (ICC .2). */
function judged(
  { label, judge }: Kind,
  shape: { patients: number; share: number; noise: number },
): JudgedItem[] {
  return ofPatients(shape.patients, (count) => {
    const [patient, bias] = [Math.sqrt(0.3) * normal(), 0.5 * normal()]
    return Array.from({ length: count }, () => {
      const quality = patient + Math.sqrt(0.7) * normal()
      const seen = quality + shape.noise * (bias + normal())
      return { judge: judge(seen), label: uniform() < shape.share ? label(quality) : null }
    })
  }).map(({ cluster, item }) => ({ cluster, ...item }))
}

describe.skipIf(!isSlow)(title, () => {
  const shapes = [
    { patients: 20, share: 0.5, noise: 0.5 },
    { patients: 50, share: 0.3, noise: 0.5 },
    { patients: 100, share: 0.3, noise: 0.5 },
    { patients: 100, share: 0.3, noise: 3 },
    { patients: 276, share: 0.1, noise: 0.5 },
    { patients: 276, share: 0.3, noise: 0.5 },
  ]
  for (const shape of shapes)
    it.each(KINDS)(
      `${shape.patients} patients, ${100 * shape.share}% labeled, judge's noise ${shape.noise}, $name: covers 95 +- 1%`,
      SLOW,
      (kind) => {
        const found = { tuned: 0, labelsOnly: 0, ratio: 0, labeledPatients: 0, count: 0 }
        const holds = (ends: { low: number; high: number }) =>
          Number(ends.low <= kind.truth && kind.truth <= ends.high)
        while (found.count < EXPERIMENTS) {
          const { corrected, labelsOnly, labels, labeledPatients, effectiveLabels } = predictionPoweredMean(
            judged(kind, shape),
            { tuning: 'tuned', level: 0.95 },
          )
          if (corrected === null || labelsOnly === null) continue
          found.count += 1
          found.labeledPatients += labeledPatients
          found.tuned += holds(corrected)
          found.labelsOnly += holds(labelsOnly)
          found.ratio += (effectiveLabels ?? labels) / labels
        }
        const share = found.tuned / EXPERIMENTS
        const withLabels = Math.round(found.labeledPatients / EXPERIMENTS)
        report(
          `labels, ${shape.patients} patients, ${withLabels} of them with labels, noise ${shape.noise}, ${kind.name}: coverage ${percent(share)}, of labels alone ${percent(found.labelsOnly / EXPERIMENTS)}; a label counts as ${(found.ratio / EXPERIMENTS).toFixed(2)}`,
        )
        if (withLabels >= HOLDS[kind.name]!) expect(Math.abs(share - 0.95)).toBeLessThanOrEqual(0.01)
      },
    )
})
