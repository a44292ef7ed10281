// `npx tsx bench/faithfulness-bench.ts [CORPUS]`: how well lexical-faithfulness notices claims that were made false, and how often it
// rejects claims that were not. Answers of the extractive generator are compared with the contexts of sift that they were made
// from, references with the contexts of oracle, which show the judged evidence. Without CORPUS a synthetic cohort is made.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openCorpus } from '../corpus/formats/open-corpus.js'
import { ProblemTally } from '../corpus/problem.js'
import { claimSupport } from '../eval/answers/claim-support.js'
import { abstains } from '../eval/text/abstention.js'
import { splitClaims } from '../eval/text/claims.js'
import { ResultsStore } from '../pipeline/results/results-store.js'
import { PLANTED, plant } from './planted-claims.js'

const BUDGET = 1000
const SYNTH = ['--patients', '30', '--seed', '7']

type Pair = { readonly answer: string; readonly text: string }

const folder = mkdtempSync(join(tmpdir(), 'faithfulness-'))
try {
  const chartsift = (...args: string[]) =>
    execFileSync('node', ['bin/chartsift.js', ...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const corpus = process.argv[2] === undefined ? join(folder, 'cohort') : resolve(process.argv[2])
  if (process.argv[2] === undefined) chartsift('synth', ...SYNTH, '--out', corpus)
  const workspace = join(folder, 'workspace')
  const file = join(folder, 'faithfulness.yaml')
  writeFileSync(
    file,
    `name: faithfulness\ncorpus: ${corpus}\nstrategies: [sift, oracle]\nbudgets: [${BUDGET}]\nmeasures: [lexical-faithfulness]\n`,
  )
  chartsift('run', file, '--workspace', workspace)
  const { answers, references } = await pairsOf(corpus, workspace)
  console.log(`claims of                      not found, as written   ${PLANTED.join('   ')} (noticed)`)
  print('extractive answers, in sift', answers)
  print('references, in oracle', references)
} finally {
  rmSync(folder, { recursive: true })
}

async function pairsOf(corpus: string, workspace: string) {
  const { questions } = await openCorpus({ folder: corpus, ehrs: null })
  const { instructions } = questions.instructions('optional', new ProblemTally())
  const experiments = join(workspace, 'experiments')
  const store = ResultsStore.read(join(experiments, readdirSync(experiments)[0]!, 'results.db'))
  const [generator] = store.generators.last('extractive')
  const answers: Pair[] = []
  const references: Pair[] = []
  for (const { instructionId, references: written } of instructions) {
    const cell = (strategy: string) => ({ instructionId, strategy, budget: BUDGET })
    const answer = store.responses.get(cell('sift'), generator!.key)?.text ?? null
    if (answer !== null) answers.push({ answer, text: store.contexts.get(cell('sift')).text })
    const evidence = store.contexts.get(cell('oracle')).text
    if (evidence !== '')
      references.push(...written.slice(0, 1).map(({ text }) => ({ answer: text, text: evidence })))
  }
  store.close()
  return { answers, references }
}

function print(name: string, pairs: readonly Pair[]): void {
  const claims = pairs.flatMap(({ answer, text }) =>
    abstains(answer) ? [] : splitClaims(answer).map((claim) => ({ claim, text })),
  )
  const shareOf = (found: readonly { readonly claim: string; readonly text: string }[]) => {
    const checked = found
      .map(({ claim, text }) => claimSupport(claim, text))
      .filter((one) => one !== 'nothing to look for')
    const missed = checked.filter((one) => one === 'not found').length
    return `${missed} of ${checked.length} (${((100 * missed) / checked.length).toFixed(1)}%)`
  }
  // Only what is found as written can be made false.
  const sound = claims.filter(({ claim, text }) => claimSupport(claim, text) === 'found')
  const planted = PLANTED.map((kind) => {
    const made = sound.flatMap(({ claim, text }) => {
      const other = plant(claim, kind)
      return other === null ? [] : [{ claim: other, text }]
    })
    return `${kind} ${shareOf(made)}`
  })
  console.log(`${name}: ${shareOf(claims)}; ${planted.join(', ')}`)
}
