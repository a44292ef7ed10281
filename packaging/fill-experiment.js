// Prints an experiment file of experiments/ with a corpus and, if a model is named, with that model as a generator:
// node packaging/fill-experiment.js experiments/ablations/budget.yaml --corpus=FOLDER [--model=NAME --host=URL --window=TOKENS]
//   [--max-failed=SHARE] [--embedder=FOLDER]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isMap, parseDocument } from 'yaml'

const text = { type: 'string', default: '' }
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: text,
    model: text,
    host: text,
    window: { type: 'string', default: '8192' },
    'max-failed': text,
    embedder: text,
  },
})
// The way to the schema is another from another folder.
const file = readFileSync(positionals[0], 'utf8').replace(/^# yaml-language-server: .*\n/, '')
const document = parseDocument(file)
document.set('corpus', values.corpus)
if (values.model) {
  const named = document
    .get('generators')
    ?.items.find((generator) => isMap(generator))
    ?.toJSON()
  const ollama = {
    ...(named ?? { window: Number(values.window) }),
    ollama: values.model,
    ...(values.host ? { host: values.host } : {}),
  }
  document.set('generators', ['extractive', ollama])
  if (values['max-failed']) document.set('maxFailed', values['max-failed'])
}
if (values.embedder) {
  const name = values.embedder.split(/[/:]/).filter(Boolean).at(-1)
  document.addIn(['index'], { name: name.replaceAll(/[^A-Za-z0-9._-]+/g, '-'), embedder: values.embedder })
}
process.stdout.write(document.toString({ lineWidth: 0, flowCollectionPadding: false }))
