// Checks the invariants of a contexts.jsonl against the corpus it was made from. It shares no code with the packer,
// the readers or the strategies: its own reading of the XML, its own count, its own idea of what may be seen.
// Usage: node --import tsx test/check-contexts.ts contexts.jsonl CORPUS
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { get_encoding } from 'tiktoken'

type Passage = {
  rank: number
  score: number | null
  kind: 'note' | 'events'
  documentId?: string
  documentIds?: string[]
  start?: number
  end?: number
  time: string | null
}
type Line = {
  instructionId: string
  patientId: string
  strategy: string
  budget: number
  counter: string
  tokens: number
  asOf: string | null
  text: string
  reason?: string
  passages: Passage[]
}

const [linesPath, corpus] = process.argv.slice(2)
if (linesPath === undefined || corpus === undefined)
  throw new Error('expected contexts.jsonl and a corpus folder')

const encoding = get_encoding('cl100k_base')
const ehrs =
  ['ehrs', 'medalign_ehr_xml', 'ehrs-record'].map((name) => join(corpus, name)).find(existsSync) ?? corpus
const xmlOf = new Map(
  readdirSync(ehrs)
    .filter((file) => file.endsWith('.xml'))
    .map((file) => [file.replace(/^EHR_/, '').replace(/\.xml$/, ''), join(ehrs, file)]),
)
const notesOf = new Map<string, Map<string, string>>()
const asOfs = readAsOfs(join(corpus, 'asof.tsv'))
const violations = new Map<string, { count: number; first: string }>()
let lines = 0
let passages = 0

for (const json of readFileSync(linesPath, 'utf8').trimEnd().split('\n')) {
  const line = JSON.parse(json) as Line
  lines++
  check(line)
}
for (const [kind, { count, first }] of violations)
  console.log(`violated ${count} times: ${kind} (first: ${first})`)
console.log(`${lines} contexts, ${passages} passages, ${violations.size} kinds of violation`)
process.exitCode = violations.size === 0 && lines > 0 ? 0 : 1

function check(line: Line): void {
  const where = `${line.instructionId} ${line.strategy} ${line.budget}`
  const fail = (kind: string) => {
    const entry = violations.get(kind)
    if (entry) entry.count++
    else violations.set(kind, { count: 1, first: where })
  }
  if (line.reason !== undefined) {
    if (line.text !== '' || line.passages.length > 0) fail('an unfit item shows nothing')
    return
  }
  if (line.tokens > line.budget) fail('tokens <= budget')
  if (line.counter === 'cl100k' && encoding.encode(line.text, [], []).length !== line.tokens) {
    fail('tokens are those of the text')
  }
  if (line.strategy === 'none' && line.text !== '') fail('none shows nothing')
  const asOf = asOfs.get(line.instructionId) ?? null
  if ((line.asOf ?? null) !== asOf) fail('asOf is that of asof.tsv')
  const ranks = line.passages.map(({ rank }) => rank)
  if (new Set(ranks).size !== ranks.length) fail('ranks are distinct')
  const ranked = line.passages.filter(({ score }) => score !== null).sort((a, b) => a.rank - b.rank)
  if (ranked.some((passage, i) => i > 0 && passage.score! > ranked[i - 1]!.score!))
    fail('scores descend with rank')
  for (const passage of line.passages) checkPassage(passage, line, asOf, fail)
}

function checkPassage(passage: Passage, line: Line, asOf: string | null, fail: (kind: string) => void): void {
  passages++
  if (asOf !== null && (passage.time === null || passage.time > asOf)) fail('no passage after asOf')
  if (passage.kind === 'note') {
    const note = notes(line.patientId).get(passage.documentId!)
    if (note === undefined) fail("a note passage is of the patient's own notes")
    else if (!line.text.includes(note.slice(passage.start, passage.end))) fail('the span stands in the text')
    return
  }
  for (const id of passage.documentIds!) {
    const [, time, date] = /^event:((\S+) \S+|unknown)\|/.exec(id) ?? []
    if (time === undefined) fail('an event is named by time and code')
    else if (asOf !== null && (time === 'unknown' || time > asOf)) fail('no event after asOf')
    else if (date !== undefined && !line.text.includes(date)) fail("an event's date stands in the text")
  }
}

function notes(patientId: string): Map<string, string> {
  let found = notesOf.get(patientId)
  if (found === undefined) {
    const xml = readFileSync(xmlOf.get(patientId)!, 'utf8').replaceAll(/\r\n?/g, '\n')
    found = xml.includes('<eventstream') ? lumiaNotes(xml) : recordNotes(xml)
    notesOf.set(patientId, found)
  }
  return found
}

function lumiaNotes(xml: string): Map<string, string> {
  const all = xml.matchAll(/<event\s[^>]*?type="note"[^>]*?note_id="([^"]*)"[^>]*>([^<]*)<\/event>/g)
  return new Map([...all].map(([, id, text]) => [`note:${id}`, decode(text!)]))
}

function recordNotes(xml: string): Map<string, string> {
  const all = xml.matchAll(/<note(?:\s[^>]*)?>([^<]*)<\/note>/g)
  return new Map([...all].map(([, text], i) => [`note:${i + 1}`, decode(text!)]))
}

function decode(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-fA-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

function readAsOfs(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map()
  const rows = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/).slice(1)
  return new Map(rows.map((row) => row.split('\t') as [string, string]))
}
