import { flowArms } from '../../../../eval/report/figures/participant-flow.js'
import type { PaperFacts } from '../../../../eval/report/paper/paper-facts.js'
import { madeUp } from '../made-up-summary.js'

type Names = NonNullable<Parameters<typeof madeUp>[0]>

/** A paper about the made-up experiment. Without models, unless `changed` names some. */
export function paperFacts(names?: Names, changed: Partial<PaperFacts> = {}): PaperFacts {
  const { summary, findings, provenance } = madeUp(names)
  return {
    summary,
    provenance,
    cautions: [],
    flow: {
      read: { patients: 3, instructions: 5 },
      excluded: [{ reason: 'the record could not be read', patients: 1, instructions: 0 }],
      usable: { patients: 2, instructions: 4 },
      measure: summary.focus.measure,
      arms: flowArms(summary, {}),
    },
    cohort: {
      records: [1, 2].map((i) => ({
        notes: 4 + i,
        events: 1000,
        tokens: 1000 * i,
        days: 731,
        instructions: 2,
      })),
      counter: 'cl100k',
      years: { first: '2019', last: '2024' },
      evidenceAges: [1, 2, 3, 4],
      usableInstructions: 4,
      withAsOf: 4,
    },
    frontier: findings.frontier,
    ranks: findings.ranks,
    plan: null,
    prompts: [],
    models: [],
    ...changed,
  }
}

/** The same answered by a model on a server. */
export function modelFacts(): PaperFacts {
  const facts = paperFacts()
  const name = 'extractive'
  return {
    ...facts,
    plan: {
      ...{ hash: 'abcd', answers: 0, contexts: 0, changes: [], later: 0 },
      assumed: { sd: 35, icc: 0.2, detectable: 12.5 },
    },
    models: [name],
    prompts: [
      {
        file: 'answer.txt',
        used: 'for the answers',
        template: 'Read {{context}}.\n\n<<<END>>> 100% & $5_a#\\',
      },
    ],
    provenance: {
      ...facts.provenance,
      generators: [{ name, identity: { digest: 'abc', temperature: 0, seed: 7, repeats: 3 } }],
      execution: {
        ...facts.provenance.execution,
        declared: '2026-12-01T14:03:00Z',
        ...(facts.frontier === null ? {} : { frontier: facts.frontier }),
        servers: [
          {
            ...{ generator: name, host: 'http://127.0.0.1:11434', version: '0.33.0', model: 'llama3.1:8b' },
            ...{ digest: 'abc', quantization: 'Q4_K_M', parameterSize: '8.0B', parameterCount: null },
            ...{ sizeBytes: 4_900_000_000, trainedContext: 131_072 },
          },
        ],
        cost: [
          {
            ...{
              generator: name,
              server: 'http://127.0.0.1:11434',
              calls: 12,
              retries: 0,
              failed: 1,
              cached: 0,
            },
            ...{ promptTokens: 12_000, answerTokens: 340, seconds: 56.7, promptTokensPerSecond: null },
            ...{ answerTokensPerSecond: null, waitSeconds: null, neutralised: 0 },
          },
        ],
      },
    },
  }
}
