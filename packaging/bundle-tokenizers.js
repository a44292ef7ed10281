// Replaces dist/indexes/embedders/pieces/tokenizer-library.js with a bundle of the tokenizers of transformers.js. The whole library needs
// an image codec, which downloads from a host of its own when it is installed, and two ONNX runtimes. chartsift shows no
// images and calls its ONNX runtime directly.
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const library = join(root, 'node_modules/@xenova/transformers')
const templates = join(root, 'node_modules/@huggingface/jinja')
const out = join(root, 'dist/indexes/embedders/pieces/tokenizer-library.js')

const ENTRY = `
export { AutoTokenizer, PreTrainedTokenizer } from '${library}/src/tokenizers.js'
export { env } from '${library}/src/env.js'
`
// What the tokenizers' modules name of a runtime and never use: they give plain lists of ids.
const NO_RUNTIME = 'export const ONNX = { env: {}, Tensor: class {} }; export const executionProviders = []'

const { metafile } = await build({
  stdin: { contents: ENTRY, resolveDir: root },
  outfile: out,
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  metafile: true,
  legalComments: 'none',
  banner: {
    js: `// tokenizers of @xenova/transformers ${versionOf(library)} (Apache-2.0) with @huggingface/jinja ${versionOf(templates)} (MIT): licenses beside this file`,
  },
  plugins: [
    {
      name: 'no-runtime',
      setup({ onLoad }) {
        onLoad({ filter: /[\\/]backends[\\/]onnx\.js$/ }, () => ({ contents: NO_RUNTIME }))
      },
    },
  ],
})

const foreign = Object.keys(metafile.inputs).filter((input) =>
  /node_modules\/(?!@xenova\/transformers\/|@huggingface\/jinja\/)/.test(input),
)
if (foreign.length > 0)
  throw new Error(`the tokenizers should need no other package, found ${foreign.join(', ')}`)

copyFileSync(
  join(library, 'LICENSE'),
  join(root, 'dist/indexes/embedders/pieces/tokenizer-library.transformers.LICENSE'),
)
copyFileSync(
  join(templates, 'LICENSE'),
  join(root, 'dist/indexes/embedders/pieces/tokenizer-library.jinja.LICENSE'),
)
// It maps the module that was replaced.
rmSync(`${out}.map`, { force: true })

function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
}
