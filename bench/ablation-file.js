// Prints the experiment file of an ablation for a corpus; with an Ollama model it is answered through that as well:
// node bench/ablation-file.js budget CORPUS [HOST MODEL]
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [name, corpus, host, model] = process.argv.slice(2)
const text = readFileSync(join(import.meta.dirname, 'ablations', `${name}.yaml`), 'utf8')
// JSON is YAML, whatever signs a path has.
process.stdout.write(text.replace(/^corpus: .*$/m, () => `corpus: ${JSON.stringify(corpus)}`))
if (model) {
  const ollama = { ollama: model, window: 8192, ...(host ? { host } : {}) }
  process.stdout.write(`generators: ${JSON.stringify(['extractive', ollama])}\n`)
}
