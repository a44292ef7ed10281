import { Chart, type ChartEvent, given } from './chart.js'
import { moment } from './moment.js'
import { scanXml } from './scan-xml.js'

const DOMAINS = new Map([
  ['condition_occurrence', 'condition'],
  ['procedure_occurrence', 'procedure'],
])
const STRUCTURE = new Set(['record', 'visit', 'day', 'person', 'note', 'code'])
const PERSON: readonly (readonly [string, string])[] = [
  ['Birth', 'birth date'],
  ['Gender', 'gender'],
  ['Race', 'race'],
  ['Ethnicity', 'ethnicity'],
]

/** The older dialect. What names no time of its own is known at the end of its day, or of its visit, at the latest. */
export function readOlder(xml: string): Chart {
  const chart = new Chart()
  let visitEnd: string | null = null
  let day: string | null = null
  let event: { name: string; time: string | null; text: string; codes: number } | null = null
  let note: { time: string | null; type: string | null } | null = null
  let text = ''

  const latest = () => (day === null ? visitEnd : `${day.slice(0, 10)} 23:59:59`)
  const add = (code: string | null, time: string | null, domain: string, label: string) =>
    chart.addEvent(code, { time, domain, label, ...UNKNOWN_PARTS })
  const timeOf = (start: string | undefined) => (given(start) === null ? latest() : moment(start!))

  scanXml(xml, {
    open(name, attributes) {
      const start = attributes['start'] ?? attributes['timestamp']
      if (name === 'visit') {
        visitEnd = moment(given(attributes['end']))
        day = null
        const type = given(attributes['type'])
        const code = type === null ? 'Visit' : `Visit/${type}`
        add(code, moment(given(start)), 'visit', `${type ?? 'Visit'} start`)
      } else if (name === 'day') day = moment(given(start))
      else if (name === 'note') note = { time: timeOf(start), type: given(attributes['type']) }
      else if (!STRUCTURE.has(name) && note === null && event === null) {
        event = { name, time: timeOf(start), text: '', codes: 0 }
      }
      if (event !== null && name === 'code') event.text += text
      if (note === null || name === 'note') text = ''
    },
    text(characters) {
      text += characters
    },
    close(name) {
      if (name === 'note' && note !== null) {
        chart.addNote(null, note.time, note.type, text)
        note = null
      } else if (note !== null) return
      else if (name === 'code') {
        const [, code, label = text] = /^\[([^\]\s]+)\]\s*([\s\S]*)$/.exec(text.trim()) ?? []
        if (event !== null) event.codes++
        const domain = event === null ? 'unknown' : (DOMAINS.get(event.name) ?? event.name)
        add(code ?? null, event === null ? latest() : event.time, domain, given(label) ?? code ?? 'unknown')
      } else if (name === 'person') {
        for (const [word, field] of PERSON) {
          const value = given(new RegExp(`^\\s*${word}:[^\\S\\n]*(.+)$`, 'm').exec(text)?.[1])
          const code = `PERSON/${field.replaceAll(' ', '').toUpperCase()}`
          if (value !== null) add(code, latest(), 'person', `${field} ${value}`)
        }
      } else if (name === 'day') day = null
      else if (event !== null && event.name === name) {
        const beside = given(event.text + text)
        const domain = DOMAINS.get(name) ?? name
        if (beside !== null) add(null, event.time, domain, `unknown ${beside}`)
        event = null
      }
      text = ''
    },
  })
  return chart
}

const UNKNOWN_PARTS: Pick<ChartEvent, 'name' | 'value' | 'unit'> = { name: null, value: null, unit: null }
