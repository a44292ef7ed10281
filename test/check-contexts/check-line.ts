import { get_encoding } from 'tiktoken'
import { accountText } from './account-text.js'
import type { Chart } from './chart.js'
import type { ContextLine, ContextPassage, EventsPassage, Fail, NotePassage } from './context-line.js'
import { checkRaw, checkRawPassages } from './raw-text.js'
import type { CheckedCorpus } from './read-corpus.js'
import { checkTail } from './tail-text.js'

const ENCODINGS = { cl100k: get_encoding('cl100k_base'), o200k: get_encoding('o200k_base') }

/** Everything that one line must fulfil by itself. */
export function checkLine(line: ContextLine, corpus: CheckedCorpus, fail: Fail): void {
  const asOf = corpus.asOf.get(line.instructionId) ?? null
  if (line.asOf !== asOf) fail('asOf is that of asof.tsv')
  if (corpus.instructions.get(line.instructionId) !== line.patientId) {
    fail("the patient is the instruction's own")
  }
  const isEmpty = line.text === '' && line.passages.length === 0 && line.tokens === 0
  if (line.reason !== undefined) {
    if (!isEmpty) fail('an unfit line shows nothing')
    if (line.reason.trim() === '') fail('an unfit line has a reason')
    return
  }
  if (line.strategy === 'none' && !isEmpty) fail('none shows nothing')
  checkTokens(line, fail)
  checkRanks(line.passages, fail)
  const chart = corpus.chart(line.patientId)
  if (chart === null) {
    fail('a context is of a patient with a record')
    return
  }
  if (line.strategy === 'recent-tokens') {
    checkRaw(line, corpus.xml(line.patientId) ?? '', fail)
    checkRawPassages(line, chart, fail)
  }
  for (const passage of line.passages) {
    if (passage.kind === 'note') checkNote(passage, chart, asOf, fail)
    else checkEvents(passage, chart, asOf, fail)
  }
  if (line.strategy === 'tail-tokens') checkTail(line, chart, fail)
  else if (line.strategy !== 'recent-tokens') accountText(line, chart, fail)
}

function checkTokens({ counter, text, tokens, budget, utilisation }: ContextLine, fail: Fail): void {
  if (tokens > budget) fail('tokens <= budget')
  if (Math.abs(utilisation - tokens / budget) > 0.001) fail('utilisation is tokens / budget')
  const encoding = counter === 'cl100k' || counter === 'o200k' ? ENCODINGS[counter] : null
  if (encoding !== null && encoding.encode(text, [], []).length !== tokens) {
    fail('tokens are those of the text')
  }
}

function checkRanks(passages: readonly ContextPassage[], fail: Fail): void {
  if (new Set(passages.map(({ rank }) => rank)).size !== passages.length) fail('ranks are distinct')
  const scores = [...passages].sort((a, b) => a.rank - b.rank).flatMap(({ score }) => score ?? [])
  if (scores.some((score, i) => i > 0 && score > scores[i - 1]!)) fail('scores descend with rank')
}

/** The times of the XML count, not those that a passage gives itself. */
function checkTime(time: string | null, asOf: string | null, fail: Fail): void {
  if (asOf === null) return
  if (time === null) fail('nothing undated is shown where there is an asOf')
  else if (time > asOf) fail('nothing after asOf is shown')
}

function checkNote(passage: NotePassage, chart: Chart, asOf: string | null, fail: Fail): void {
  const note = chart.notes.get(passage.documentId)
  if (note === undefined) {
    fail("a note is one of the patient's own")
    return
  }
  const { start, end } = passage
  if (!(start >= 0 && start < end && end <= note.text.length)) fail('a span lies within its note')
  if (passage.time !== note.time) fail('the time of a passage is that of its document')
  if (passage.type !== note.type) fail('the type of a passage is that of its document')
  checkTime(note.time, asOf, fail)
}

function checkEvents(passage: EventsPassage, chart: Chart, asOf: string | null, fail: Fail): void {
  if (passage.documentIds.length === 0) fail('a passage of events names them')
  const times = new Set<string | null>()
  for (const id of passage.documentIds) {
    const named = (chart.events.get(id) ?? []).filter(({ domain }) => domain === passage.type)
    if (named.length === 0) {
      fail("an event is one of the patient's own, of the passage's type")
      return
    }
    for (const { time } of named) {
      times.add(time)
      checkTime(time, asOf, fail)
    }
  }
  if (!times.has(passage.time)) fail('the time of a passage is that of its document')
}
