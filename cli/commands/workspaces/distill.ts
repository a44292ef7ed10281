import { join } from 'node:path'
import { distilEmbedder } from '../../../pipeline/distil/distil-embedder.js'
import type { CommonOptions } from '../command-options.js'
import { inWorkspace } from '../in-workspace.js'

/** Options of `chartsift distill`. */
export type DistillOptions = CommonOptions & {
  readonly teacher: string
  readonly text: string[]
  readonly corpus: string[]
  readonly sets?: string
  readonly out: string
  readonly dimensions: number
  readonly training: boolean
  readonly epochs: number
  readonly learningRate: number
  readonly batch: number
  readonly seed: number
  readonly attribution: string[]
  readonly workers: number
  readonly json: boolean
}

/** Makes a static embedder from a teacher's vectors. @returns the exit code */
export async function distill(options: DistillOptions): Promise<number> {
  await inWorkspace(options, async (_workspace, { progress, signal }) => {
    const { epochs, learningRate, batch, seed } = options
    const made = await distilEmbedder(
      {
        teacher: options.teacher,
        texts: options.text,
        corpora: options.corpus,
        sets: options.sets ?? null,
        out: options.out,
        dimensions: options.dimensions,
        training: options.training ? { epochs, learningRate, batch, seed } : null,
        credits: options.attribution,
        cache: join(options.workspace, 'cache', 'teacher'),
        workers: options.workers,
        signal,
      },
      progress,
    )
    const { table: _, ...measured } = made
    process.stdout.write(
      options.json
        ? `${JSON.stringify(measured)}\n`
        : `${options.out}: ${made.dimensions} dimensions, similarities of held-out texts correlate with the teacher's by ${made.agreement.toFixed(3)}\n${made.scores.map(({ set, mrr }) => `MRR alone on ${set}: ${mrr.toFixed(4)}\n`).join('')}`,
    )
  })
  return 0
}
