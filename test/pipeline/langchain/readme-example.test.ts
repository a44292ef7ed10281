import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as runnables from '@langchain/core/runnables'
import { expect, it } from 'vitest'
import * as adapters from '../../../pipeline/langchain/open-charts.js'
import { fixtureFolder } from '../../fixtures/command-line.js'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const MODULES: Record<string, object> = {
  '@langchain/core/runnables': runnables,
  'chartsift/langchain': adapters,
}

/** Runs the README's code for LangChain, on the fixture cohort, and gives what its variables hold. */
async function runExample(): Promise<Record<string, never>> {
  const blocks = readFileSync(join(ROOT, 'README.md'), 'utf8').split('```js\n').slice(1)
  const code = blocks.map((block) => block.split('```')[0]!).find((block) => block.includes('openCharts'))!
  const { cohort, workspace } = fixtureFolder()
  const body = code
    .replaceAll(/^import (\{.*\}) from ('.*')$/gm, 'const $1 = modules[$2]')
    .replace("'/data/medalign'", JSON.stringify(cohort))
    .replace("'.chartsift'", JSON.stringify(workspace))
  const names = [...code.matchAll(/^const (?:[{[] )?(\w+)/gm)].map(([, name]) => name)
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (m: object) => Promise<never>
  return new AsyncFunction('modules', `${body}\nreturn { best, ${names.join(', ')} }`)(MODULES)
}

it('the example of the README does what its comments say', async () => {
  const { best, text, counts, packed, newest, vectors } = (await runExample()) as never as {
    best: { pageContent: string; metadata: object }
    text: string
    counts: number[]
    packed: { metadata: { time: string } }[]
    newest: { refused: Map<string, number> }
    vectors: number[][]
  }
  expect(best.pageContent).toContain('Metformin was stopped because of diarrhoea.')
  expect(Object.keys(best.metadata).sort()).toEqual(
    'documentIds end kind label patientId rank score start time tokens type'.split(' '),
  )
  expect(text).toContain(best.pageContent)
  expect(counts.every((count) => count > 0)).toBe(true)
  expect(packed[0]!.metadata.time > packed.at(-1)!.metadata.time).toBe(true)
  expect(newest.refused.size).toBe(0)
  expect(vectors).toHaveLength(1)
})

it('package.json names the module and its types', () => {
  const { exports, peerDependenciesMeta } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(exports['./langchain']).toEqual({
    types: './dist/pipeline/langchain/open-charts.d.ts',
    default: './dist/pipeline/langchain/open-charts.js',
  })
  expect(peerDependenciesMeta['@langchain/core']).toEqual({ optional: true })
})
