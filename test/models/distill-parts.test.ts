import { describe, expect, it } from 'vitest'
import { principalAxes, project } from '../../models/distill/principal-axes.js'
import { quantiseRows } from '../../models/distill/static-model-files.js'
import { correlation, sampledPairs } from '../../models/distill/teacher-agreement.js'
import { trainTable } from '../../models/distill/train-table.js'
import { trainingTexts } from '../../models/distill/training-texts.js'
import { randomRows } from '../fixtures/random-rows.js'

describe('principal axes', () => {
  it('are the directions of largest variance round the mean', () => {
    // Points (3, 1) +- 2 along (1, 1) and +- 1 along (1, -1): variances 8/2 and 2/2 over four points.
    const points = Float32Array.of(5, 3, 1, -1, 4, 0, 2, 2)
    const { centre, axes, kept } = principalAxes(points, 2, 1)
    expect([...centre]).toEqual([3, 1])
    expect(Math.abs(axes[0]![0]! - axes[0]![1]!)).toBeLessThan(1e-9)
    expect(kept).toBeCloseTo(8 / 10, 9)
    const [first] = project(points, { centre, axes, kept })
    expect(Math.abs(first!)).toBeCloseTo(2 * Math.SQRT2, 6)
  })
})

describe('training', () => {
  it('turns the mean of a text towards its target, the same way every time', () => {
    const dimensions = 8
    const texts = Array.from({ length: 60 }, (_, i) => Uint32Array.of(i % 12, (i * 7) % 12, (i * 5) % 12))
    const targets = randomRows(60, dimensions, 3)
    const run = () => {
      const table = randomRows(12, dimensions, 4)
      const losses: number[] = []
      trainTable(table, {
        dimensions,
        texts,
        targets,
        training: { epochs: 8, learningRate: 0.05, batch: 10, seed: 7 },
        onEpoch: (_, loss) => losses.push(loss),
      })
      return { table, losses }
    }
    const { table, losses } = run()
    expect(losses.at(-1)!).toBeLessThan(losses[0]! * 0.9)
    expect(run().table).toEqual(table)
  })

  it('leaves rows that no text holds as they were', () => {
    const table = randomRows(5, 4, 1)
    const before = table.slice()
    trainTable(table, {
      dimensions: 4,
      texts: [Uint32Array.of(0, 1), new Uint32Array(0)],
      targets: randomRows(2, 4, 2),
      training: { epochs: 3, learningRate: 0.1, batch: 2, seed: 1 },
      onEpoch: () => {},
    })
    expect([...table.slice(8)]).toEqual([...before.slice(8)])
    expect([...table.slice(0, 8)]).not.toEqual([...before.slice(0, 8)])
  })
})

describe('quantised rows', () => {
  it('come within half a step of the values, each row by its own scale', () => {
    const table = Float32Array.of(1, -0.5, 0.25, 100, 0, -100, 0, 0, 0)
    const { rows, scales } = quantiseRows(table, 3)
    for (const [i, value] of table.entries()) {
      const scale = scales[Math.floor(i / 3)]!
      expect(Math.abs(rows[i]! * scale - value)).toBeLessThanOrEqual(scale / 2 + 1e-6)
    }
    expect(scales[2]).toBe(0)
  })
})

describe('agreement', () => {
  it('is 1 for the same vectors at another length and -1 for opposite similarities', () => {
    const vectors = randomRows(20, 6, 5)
    const pairs = sampledPairs(20, 200, 1)
    for (const [a, b] of pairs) expect(a).not.toBe(b)
    expect(
      correlation(pairs, {
        first: vectors,
        firstLength: 6,
        second: vectors.map((value) => value * 3),
        secondLength: 6,
      }),
    ).toBeCloseTo(1, 9)
    // In the plane the cosine of (a, b) is that of their angle; turning every second vector round negates some.
    expect(
      correlation(
        [
          [0, 1],
          [0, 2],
        ],
        {
          first: Float32Array.of(1, 0, 1, 0, 0, 1),
          firstLength: 2,
          second: Float32Array.of(1, 0, 0, 1, 1, 0),
          secondLength: 2,
        },
      ),
    ).toBeCloseTo(-1, 9)
  })
})

describe('training texts', () => {
  it('hold each sentence and passage once and nothing of a held-out line', () => {
    const lines = Array.from(
      { length: 400 },
      (_, i) => `Line ${i} tells of fever. It also tells of cough number ${i}.`,
    )
    const { train, heldOut } = trainingTexts([{ name: 'a', sha256: '', lines: [...lines, ...lines] }])
    expect(new Set(train).size).toBe(train.length)
    expect(heldOut.length).toBeGreaterThan(3)
    const numbers = (texts: readonly string[]) => new Set(texts.flatMap((text) => text.match(/\d+/g) ?? []))
    for (const number of numbers(heldOut)) expect(numbers(train)).not.toContain(number)
    expect(train).toContain(lines.find((line) => train.includes(line)))
  })
})
