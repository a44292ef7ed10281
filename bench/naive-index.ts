// What people write today: the whole file through an XML library, LangChain's splitter with the library's tokenizer as its length,
// one text at a time, addPoint in a loop, one JSON file a patient. Kept as the yardstick of `make bench`; nothing else uses it.
// Usage: node --import tsx bench/naive-index.ts CORPUS OUT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'
import { BertTokenizer } from '@xenova/transformers'
import { XMLParser } from 'fast-xml-parser'
import hnswlib from 'hnswlib-node'
import { readSafetensors } from '../indexes/embedders/safetensors.js'

const [corpus, out] = process.argv.slice(2)
if (corpus === undefined || out === undefined) throw new Error('expected CORPUS and OUT')

const bundled = join(import.meta.dirname, '..', 'models', 'bundled')
const tokenizer = new BertTokenizer(JSON.parse(readFileSync(join(bundled, 'tokenizer.json'), 'utf8')), {
  do_lower_case: true,
})
const tensors = readSafetensors(readFileSync(join(bundled, 'model.safetensors')), 'model.safetensors')
const rows = tensors.get('embeddings')!.values
const weights = tensors.get('weights')!.values
const DIMENSIONS = 256

function embed(text: string): number[] {
  const sum = new Array<number>(DIMENSIONS).fill(0)
  for (const id of tokenizer.encode(text, null, { add_special_tokens: false }) as number[]) {
    for (let d = 0; d < DIMENSIONS; d++) sum[d]! += rows[id * DIMENSIONS + d]! * weights[id]!
  }
  const norm = Math.hypot(...sum) || 1
  return sum.map((value) => value / norm)
}

type XmlEvent = { '@_type': string; '@_name': string; '@_unit'?: string; '#text'?: string | number }
const asList = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

mkdirSync(out, { recursive: true })
const splitter = new RecursiveCharacterTextSplitter({
  chunkSize: 230,
  chunkOverlap: 23,
  lengthFunction: (text) => (tokenizer.encode(text, null, { add_special_tokens: false }) as number[]).length,
})
for (const file of readdirSync(join(corpus, 'ehrs'))) {
  const parser = new XMLParser({ ignoreAttributes: false })
  const { eventstream } = parser.parse(readFileSync(join(corpus, 'ehrs', file), 'utf8'))
  const texts: string[] = []
  for (const encounter of asList(eventstream.encounter)) {
    for (const entry of asList(encounter.events.entry)) {
      const byDomain = new Map<string, string[]>()
      for (const event of asList<XmlEvent>(entry.event)) {
        if (event['@_type'] === 'note')
          texts.push(...(await splitter.splitText(String(event['#text'] ?? ''))))
        else {
          const line = `${event['@_name']} ${event['#text'] ?? ''} ${event['@_unit'] ?? ''}`
          byDomain.set(event['@_type'], [...(byDomain.get(event['@_type']) ?? []), line])
        }
      }
      for (const [domain, lines] of byDomain)
        texts.push(...(await splitter.splitText(`${domain}: ${lines.join('; ')}`)))
    }
  }
  const index = new hnswlib.HierarchicalNSW('cosine', DIMENSIONS)
  index.initIndex(Math.max(1, texts.length))
  const stored: { text: string; vector: number[] }[] = []
  for (const [i, text] of texts.entries()) {
    const vector = embed(text)
    index.addPoint(vector, i)
    stored.push({ text, vector })
  }
  index.writeIndexSync(join(out, `${file}.hnsw`))
  writeFileSync(join(out, `${file}.json`), JSON.stringify(stored))
}
