import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Places } from './substitutions.js'

/** Small files of every kind that the README's commands read. */
const FILES = {
  'rows.jsonl': '{"id":1,"candidate":"Hemoglobin was 13.2 g/dL.","references":["Hemoglobin 13.2 g/dL"]}\n',
  'run.trec': 'q1 Q0 d1 1 2.5 run\nq1 Q0 d2 2 1.5 run\n',
  'qrels.txt': 'q1 0 d1 1\n',
  'beir/nfcorpus/corpus.jsonl':
    '{"_id":"d1","title":"","text":"Metformin lowers glucose."}\n{"_id":"d2","title":"","text":"Fever."}\n',
  'beir/nfcorpus/queries.jsonl': '{"_id":"q1","text":"What lowers glucose?"}\n',
  'beir/nfcorpus/qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\n',
}

/** Makes a cohort, files, stored experiments and a stand-in server; `close` removes all of it. */
export async function preparePlaces(root: string): Promise<{ places: Places; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'chartsift-readme-'))
  const [cohort, out, workspace] = ['cohort', 'out', 'workspace'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const chartsift = (...argv: readonly string[]) =>
    execFileSync(process.execPath, [join(root, 'bin/chartsift.js'), ...argv], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const serve = join(root, 'packaging/readme/serve-model.ts')
  const server = spawn(process.execPath, ['--import', 'tsx', serve, 'llama3.1:8b'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: root,
  })
  const close = () => {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [host] = (await once(createInterface(server.stdout), 'line')) as [string]
    chartsift('synth', '--patients', '1', '--seed', '7', '--out', cohort)
    const files = { ...FILES, ...experiments(cohort, host) }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(out, name)), { recursive: true })
      writeFileSync(join(out, name), text)
    }
    for (const name of ['experiment', 'a', 'b'])
      chartsift('run', join(out, `${name}.yaml`), '--workspace', workspace)
    const listed = JSON.parse(chartsift('list', 'instructions', cohort, '--json')) as {
      entries: { name: string }[]
    }[]
    return { places: { cohort, out, workspace, instruction: listed[0]!.entries[0]!.name, host }, close }
  } catch (error) {
    close()
    throw error
  }
}

function experiments(corpus: string, host: string): Record<string, string> {
  const of = (name: string, strategy: string, generators: string) =>
    `name: ${name}\ncorpus: ${corpus}\nstrategies: [recent, ${strategy}]\nbudgets: [500]\ngenerators: [${generators}]\n`
  return {
    'experiment.yaml': of('experiment', 'hybrid', `{ollama: 'llama3.1:8b', window: 4096, host: '${host}'}`),
    'a.yaml': of('a', 'bm25', 'extractive'),
    'b.yaml': of('b', 'bm25+mmr', 'extractive'),
  }
}
